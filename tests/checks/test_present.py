"""`present`: linked meets and says so, a hint is unknown, and what is unread leaves absence open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import at, facts, seen, statement

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import Judgement, present
from openrelease.model import ANYTHING, NOTHING, Affects, Facts, Level, Outcome, Problem, Reason, Requirement, Status

REQUIREMENT = Requirement(
    id="weights",
    title="weights",
    level=Level.REQUIRED,
    check="present",
    options=present.Options(components=("weights", "checkpoints")),
    why="",
    remedy="Add them.",
)


def judged(given: Facts) -> Judgement:
    return present.check(given, REQUIREMENT, load_license_table())


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (Status.IN_REPO, Outcome.MET, "Weights in the repository"),
        (Status.LINKED, Outcome.MET, "linked, not verified"),
        (Status.UNCLEAR, Outcome.UNKNOWN, "Possible weights, not conclusive: README.md:3"),
    ],
)
def test_status_decides(status: Status, outcome: Outcome, words: str) -> None:
    judgement = judged(facts(weights=seen(status, "README.md", 3)))
    assert judgement.outcome is outcome
    assert words in judgement.message
    assert judgement.evidence[0].location == at("README.md", 3)


def test_a_message_has_no_ids_in_it() -> None:
    requirement = replace(REQUIREMENT, options=present.Options(components=("model_card",)))
    given = facts(model_card=seen(Status.IN_REPO, "MODEL_CARD.md"))
    assert present.check(given, requirement, load_license_table()).message == "Model card in the repository."


def test_nothing_is_unmet_and_tells_what_to_do() -> None:
    judgement = judged(facts())
    assert judgement.outcome is Outcome.UNMET
    assert "weights or checkpoints" in judgement.message
    assert judgement.findings[0].remedy == "Add them."


def test_any_of_the_components_is_enough_and_the_strongest_counts() -> None:
    judgement = judged(facts(weights=seen(Status.UNCLEAR, "a"), checkpoints=seen(Status.IN_REPO, "b")))
    assert (judgement.outcome, judgement.evidence[0].location.path) == (Outcome.MET, "b")


@pytest.mark.parametrize(
    ("affects", "outcome"),
    [
        (ANYTHING, Outcome.UNKNOWN),
        (frozenset({Affects.COMPONENTS}), Outcome.UNKNOWN),
        (frozenset({Affects.TERMS}), Outcome.UNMET),
        (NOTHING, Outcome.UNMET),
    ],
)
def test_absence_is_unknown_only_where_the_unread_could_have_named_it(
    affects: frozenset[Affects], outcome: Outcome
) -> None:
    unread = Problem(location=at("README.md"), message="permission denied", affects=affects)
    judgement = judged(facts(problems=(unread,)))
    assert judgement.outcome is outcome
    assert ("permission denied" in judgement.message) is (outcome is Outcome.UNKNOWN)


def test_a_broken_file_is_named_as_the_reason_of_a_hint() -> None:
    broken = Problem(location=at("model.safetensors"), message="header is longer than the file", affects=NOTHING)
    judgement = judged(facts(weights=seen(Status.UNCLEAR, "model.safetensors"), problems=(broken,)))
    assert "model.safetensors: header is longer than the file" in judgement.message


IN_REPO_ONLY = replace(REQUIREMENT, options=present.Options(components=("license",), in_repo=True))


def test_words_that_name_a_license_are_no_license_text() -> None:
    words = statement(path="README.md", line=3, how="front_matter")
    found = seen(Status.UNCLEAR, "README.md", 3, how="license-front-matter", claims=(words,))
    judgement = present.check(facts(license=found), IN_REPO_ONLY, load_license_table())
    assert judgement.outcome is Outcome.UNMET
    assert "README.md:3 names Apache-2.0, but it is not in the repo" in judgement.message


def test_a_license_file_that_holds_no_license_is_unknown_with_the_reason() -> None:
    empty = statement(None, "LICENSE", 1, reason=Reason.EMPTY_FILE)
    found = seen(Status.UNCLEAR, "LICENSE", 1, how="license-file", claims=(empty,))
    judgement = present.check(facts(license=found), IN_REPO_ONLY, load_license_table())
    assert judgement.outcome is Outcome.UNKNOWN
    assert "LICENSE:1 names no known license (the file is empty)" in judgement.message


def test_where_only_the_thing_itself_counts_a_link_meets_nothing() -> None:
    judgement = present.check(facts(license=seen(Status.LINKED, "README.md", 9)), IN_REPO_ONLY, load_license_table())
    assert judgement.outcome is Outcome.UNMET
    assert "README.md:9 links to it" in judgement.message


def test_words_do_not_settle_it_where_a_file_could_not_be_read() -> None:
    words = statement(path="README.md", line=3, how="badge")
    found = seen(Status.UNCLEAR, "README.md", 3, how="license-badge", claims=(words,))
    unread = Problem(location=at("."), message="the folder cannot be listed", affects=ANYTHING)
    judgement = present.check(facts(license=found, problems=(unread,)), IN_REPO_ONLY, load_license_table())
    assert judgement.outcome is Outcome.UNKNOWN


def test_options_of_another_check_are_a_bug_that_is_not_hidden() -> None:
    wrong = replace(REQUIREMENT, options={"components": ["weights"]})
    with pytest.raises(TypeError, match="weights: options are dict"):
        present.check(facts(), wrong, load_license_table())


def test_a_rule_that_is_not_conclusive_says_why_and_what_to_do_in_its_case() -> None:
    picture = replace(seen(Status.UNCLEAR, "README.md", 9).evidence[0], how="results-picture", url="radar.png")
    given = facts(evaluation_results=replace(seen(Status.UNCLEAR, "README.md", 9), evidence=(picture,)))
    requirement = replace(REQUIREMENT, options=present.Options(components=("evaluation_results",)))
    (finding,) = present.check(given, requirement, load_license_table()).findings
    assert finding.detail == "README.md:9 (radar.png): a picture whose name is about scores"
    assert finding.remedy == "Write the scores that the picture shows as a table, too: a picture cannot be read."
