"""`present`: linked meets and says so, a hint is unknown, and what is unread leaves absence open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import at, facts, seen

from openrelease.checks import Judgement, present
from openrelease.knowledge.licenses import license_table
from openrelease.model import Facts, Level, Outcome, Problem, Requirement, Status

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
    return present.check(given, REQUIREMENT, license_table())


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (Status.IN_REPO, Outcome.MET, "Weights in the repository"),
        (Status.LINKED, Outcome.MET, "linked, not verified"),
        (Status.UNCLEAR, Outcome.UNKNOWN, "Looked for weights: there is a hint"),
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
    assert present.check(given, requirement, license_table()).message == "Model card in the repository."


def test_nothing_is_unmet_and_tells_what_to_do() -> None:
    judgement = judged(facts())
    assert judgement.outcome is Outcome.UNMET
    assert "weights or checkpoints" in judgement.message
    assert judgement.findings[0].remedy == "Add them."


def test_any_of_the_components_is_enough_and_the_strongest_counts() -> None:
    judgement = judged(facts(weights=seen(Status.UNCLEAR, "a"), checkpoints=seen(Status.IN_REPO, "b")))
    assert (judgement.outcome, judgement.evidence[0].location.path) == (Outcome.MET, "b")


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        (".", Outcome.UNKNOWN),
        ("models", Outcome.UNKNOWN),
        ("README.md", Outcome.UNKNOWN),
        ("docs/models.md", Outcome.UNKNOWN),
        ("tests/broken.json", Outcome.UNMET),
    ],
)
def test_absence_is_unknown_only_where_the_unread_could_have_named_it(path: str, outcome: Outcome) -> None:
    judgement = judged(facts(problems=(Problem(location=at(path), message="permission denied"),)))
    assert judgement.outcome is outcome
    assert ("permission denied" in judgement.message) is (outcome is Outcome.UNKNOWN)


def test_a_broken_file_is_named_as_the_reason_of_a_hint() -> None:
    broken = Problem(location=at("model.safetensors"), message="header is longer than the file")
    judgement = judged(facts(weights=seen(Status.UNCLEAR, "model.safetensors"), problems=(broken,)))
    assert "model.safetensors: header is longer than the file" in judgement.message


def test_options_of_another_check_are_a_bug_that_is_not_hidden() -> None:
    wrong = replace(REQUIREMENT, options={"components": ["weights"]})
    with pytest.raises(TypeError, match="weights: options are dict"):
        present.check(facts(), wrong, license_table())
