"""`graded`: open, partial or closed; what is not settled is unknown, and at best partial at least."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.facts import at, document, facts, seen, statement

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import Judgement, graded
from openrelease.checks.check_type import ComponentId, LicenseKind, RelationId, TopicId
from openrelease.model import ANYTHING, Facts, Level, Lineage, Outcome, Permissive, Problem, Requirement, Status

WEIGHTS, CARD = ComponentId("weights"), ComponentId("model_card")
IN_REPO = graded.Way(in_repo=(WEIGHTS,))
THERE = graded.Way(there=(WEIGHTS,))


def judged(given: Facts, **options: Any) -> Judgement:
    requirement = Requirement(
        id="criterion",
        title="criterion",
        level=Level.REQUIRED,
        check="graded",
        options=graded.Options(**options),
        why="",
        remedy="Do it.",
    )
    return graded.check(given, requirement, load_license_table())


@pytest.mark.parametrize(
    ("status", "grade", "outcome"),
    [
        (Status.IN_REPO, "open", Outcome.MET),
        (Status.LINKED, "partial", Outcome.UNKNOWN),
        (Status.UNCLEAR, "", Outcome.UNKNOWN),
        (Status.ABSENT, "closed", Outcome.UNMET),
    ],
)
def test_a_link_may_be_more_than_it_seems(status: Status, grade: str, outcome: Outcome) -> None:
    told = judged(facts(weights=seen(status, "model.safetensors")), open=(IN_REPO,), partial=(THERE,))
    assert (told.grade, told.outcome) == (grade, outcome)


def test_without_a_way_to_be_open_a_person_has_to_tell() -> None:
    told = judged(facts(model_card=seen(Status.IN_REPO, "CARD.md", 1)), partial=(graded.Way(there=(CARD,)),))
    assert (told.outcome, told.grade) == (Outcome.UNKNOWN, "partial")
    assert told.message == ("Partial or open, which needs human review. Found: model card (CARD.md:1).")
    assert judged(facts(), partial=(graded.Way(there=(CARD,)),)).grade == "closed"


def test_what_is_certainly_not_open_is_partial() -> None:
    closed = statement("CC-BY-NC-4.0", permissive=Permissive.NO)
    kinds = (LicenseKind("permissive"),)
    ways = {"open": (graded.Way(licensed=(WEIGHTS,)),), "partial": (THERE,), "kinds": kinds}
    told = judged(facts(weights=seen(Status.IN_REPO, "w.bin", license=closed)), **ways)
    assert (told.outcome, told.grade) == (Outcome.UNMET, "partial")
    free = judged(facts(weights=seen(Status.IN_REPO, "w.bin", license=statement())), **ways)
    assert (free.outcome, free.grade) == (Outcome.MET, "open")


def test_all_of_a_way_has_to_hold_and_any_way_is_enough() -> None:
    both = graded.Way(there=(WEIGHTS, CARD))
    given = facts(weights=seen(Status.IN_REPO, "w.bin"))
    assert judged(given, open=(both,), partial=(both,)).grade == "closed"
    assert judged(given, open=(both, THERE), partial=(THERE,)).grade == "open"


def test_topics_are_those_of_one_document() -> None:
    way = graded.Way(topics=(TopicId("training"), TopicId("evaluation")))
    apart = (document("README.md", "readme", "training"), document("CARD.md", "card", "evaluation"))
    assert judged(facts(documents=apart), open=(way,), partial=(way,)).grade == "closed"
    together = (document("README.md", "readme", "training", "evaluation"),)
    told = judged(facts(documents=together), open=(way,), partial=(way,))
    assert told.grade == "open"
    assert [each.location for each in told.evidence] == [at("README.md", 10), at("README.md", 20)]
    unread = replace(facts(), problems=(Problem(location=at("README.md"), message="too long", affects=ANYTHING),))
    assert judged(unread, open=(way,), partial=(way,)).outcome is Outcome.UNKNOWN


def test_what_it_was_made_from_is_elsewhere_and_so_not_settled() -> None:
    way = graded.Way(in_repo=(WEIGHTS,), without=(RelationId("base_model"),))
    given = facts(weights=seen(Status.IN_REPO, "w.bin"))
    assert judged(given, open=(way,), partial=(way,)).grade == "open"
    base = Lineage(relation="base_model", upstream="acme/base", license=None, location=at("README.md", 3))
    told = judged(replace(given, lineage=(base,)), open=(way,), partial=(way,))
    assert told.outcome is Outcome.UNKNOWN
    assert "base model acme/base is not in this repository" in told.message


def test_a_policy_reads_ways_and_asks_for_their_components() -> None:
    options = graded.Options(partial=(THERE,), open=(IN_REPO, graded.Way(licensed=(CARD,))))
    assert options.components == ("weights", "model_card")
