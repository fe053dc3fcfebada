"""`released`: there and under an accepted license, one of several is enough, and a holder leaves it open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import complete, facts, seen, statement

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import Judgement, released
from openrelease.model import Claim, ComponentFacts, Facts, Level, Outcome, Permissive, Requirement, Status

REQUIREMENT = Requirement(
    id="report",
    title="report",
    level=Level.REQUIRED,
    check="released",
    options=released.Options(
        components=("technical_report", "research_paper"),
        may_be_in=("model_card",),
        approved_by=("osi", "fsf"),
    ),
    why="",
    remedy="Add it.",
)


def judged(given: Facts) -> Judgement:
    return released.check(given, REQUIREMENT, load_license_table())


def under(license_: Claim | None, status: Status = Status.IN_REPO) -> ComponentFacts:
    return seen(status, "REPORT.md", license=license_)


GPL = statement("GPL-3.0-only", permissive=Permissive.NO)
REFUSED = statement("CC-BY-NC-4.0", permissive=Permissive.NO)


@pytest.mark.parametrize(
    ("report", "paper", "outcome"),
    [
        (statement(), None, Outcome.MET),
        (GPL, None, Outcome.MET),
        (REFUSED, None, Outcome.UNMET),
        (REFUSED, statement(), Outcome.MET),
        (statement("LicenseRef-x", permissive=Permissive.UNKNOWN), REFUSED, Outcome.UNKNOWN),
    ],
)
def test_the_one_that_fares_best_counts(report: Claim, paper: Claim | None, outcome: Outcome) -> None:
    there = {"technical_report": under(report)} | ({"research_paper": under(paper)} if paper else {})
    assert judged(facts(**there)).outcome is outcome


def test_both_halves_are_told() -> None:
    told = judged(facts(technical_report=under(statement(), Status.LINKED)))
    assert told.message == (
        "Technical report linked, not verified. Technical report: Apache-2.0 (LICENSE:1, license file)."
    )


def test_a_hint_is_unknown_though_its_license_is_fine() -> None:
    assert judged(facts(research_paper=under(statement(), Status.UNCLEAR))).outcome is Outcome.UNKNOWN


def test_without_any_license_it_is_unknown() -> None:
    told = judged(facts(technical_report=under(None)))
    assert (told.outcome, "no license is stated" in told.message) == (Outcome.UNKNOWN, True)


def test_what_may_hold_it_leaves_it_open_and_nothing_at_all_does_not() -> None:
    told = judged(facts(model_card=seen(Status.LINKED, "README.md", 7)))
    assert told.outcome is Outcome.UNKNOWN
    assert told.message.endswith("It may be in the model card at README.md:7, which needs human review.")
    nothing = judged(facts())
    assert (nothing.outcome, nothing.findings[0].remedy) == (Outcome.UNMET, "Add it.")


def test_parts_under_several_licenses_count_where_each_is_accepted() -> None:
    def mixed(*expressions: str) -> Facts:
        stated = tuple(
            statement(each, f"{each}.md", permissive=load_license_table().permissive(each)) for each in expressions
        )
        governing = statement(None, permissive=Permissive.MIXED)
        found = replace(under(governing), claims=stated)
        return facts(technical_report=found)

    assert judged(mixed("MIT", "GPL-3.0-only")).outcome is Outcome.MET
    assert judged(mixed("MIT", "CC-BY-NC-4.0")).outcome is Outcome.UNMET
    assert judged(mixed("MIT", "Apache-2.0")).outcome is Outcome.UNMET  # what made it mixed is not among them


def test_the_complete_release_has_no_report() -> None:
    assert judged(complete()).outcome is Outcome.UNKNOWN
