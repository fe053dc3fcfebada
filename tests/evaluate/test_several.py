"""Several models: each has a verdict of its own, and the report is as good as the worst."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import complete, without
from support.reports import report, several

from openrelease.model import Facts, Outcome, PolicyOutcome, ReleaseFacts, Report, Verdict

LESS = without(complete(), "weights")


def of(**models: Facts) -> Report:
    releases = (ReleaseFacts(name=name, root=name, how="a test", facts=each) for name, each in models.items())
    return report(replace(complete(), releases=tuple(releases)))


def verdict(given: Report, requirement: str) -> Verdict:
    return next(each for each in given.verdicts[0].verdicts if each.requirement.id == requirement)


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        (complete(), complete(), PolicyOutcome.MET),
        (complete(), LESS, PolicyOutcome.UNMET),
        (LESS, complete(), PolicyOutcome.UNMET),
    ],
)
def test_the_worst_counts_wherever_it_stands(a: Facts, b: Facts, outcome: PolicyOutcome) -> None:
    judged = of(a=a, b=b)
    assert judged.verdicts[0].outcome is outcome
    assert judged.satisfied is (outcome is PolicyOutcome.MET)


def test_the_whole_does_not_satisfy_what_a_model_does_not() -> None:
    judged = of(a=LESS, b=LESS)
    assert report(replace(judged.facts, releases=())).satisfied
    assert not judged.satisfied


def test_a_message_says_of_which_models() -> None:
    told = verdict(of(a=complete(), b=LESS), "weights")
    assert told.outcome is Outcome.UNMET
    assert told.message.startswith("b: No ")


def test_a_grade_is_the_worst_of_all_models() -> None:
    models = {"a": complete(), "b": LESS}
    releases = (ReleaseFacts(name=name, root=name, how="a test", facts=each) for name, each in models.items())
    judged = report(replace(complete(), releases=tuple(releases)), "osai-index")
    grades = {each.requirement.id: each.grade for each in judged.verdicts[0].verdicts}
    assert (grades["osai-weights-endmodel"], grades["osai-modelcard"]) == ("closed", "partial")


def test_what_is_the_same_of_all_is_said_once() -> None:
    told = verdict(of(a=LESS, b=LESS), "weights")
    assert told.message == verdict(report(LESS), "weights").message


def test_findings_name_the_models_that_they_are_about() -> None:
    judged = report(several())
    found = [finding.message for each in judged.verdicts[0].verdicts for finding in each.findings]
    assert found
    assert all(message.endswith(("(in small)", "(in tiny)", "(in small, tiny)")) for message in found)
