"""Exceptions: waived is not met, expired ones do not count, unused ones are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import at, complete, without
from support.reports import several

from openrelease.catalog.load_licenses import load_license_table
from openrelease.evaluate import Exceptions, evaluate_facts
from openrelease.evaluate.apply_exceptions import apply_exceptions
from openrelease.model import (
    Facts,
    Finding,
    Outcome,
    PolicyOutcome,
    PolicyVerdict,
    ReleaseFacts,
    Report,
    Waiver,
    WaiverStatus,
)
from openrelease.policies.builtin_policies import load_builtin

LESS = without(complete(), "license")
TODAY = "2026-06-30"


def waiver(requirement: str = "license-text", expires: str = TODAY, **limits: str) -> Waiver:
    return Waiver(requirement=requirement, reason="Why.", owner="me", expires=expires, location=at("s.yml"), **limits)


def judged(given: Facts, *waivers: Waiver, today: str | None = TODAY) -> Report:
    exceptions = Exceptions(waivers=waivers, today=today)
    return evaluate_facts(given, [load_builtin("aia-baseline")], load_license_table(), exceptions)


def outcome(report: Report, requirement: str = "license-text") -> Outcome:
    verdicts = report.verdicts[0].verdicts
    return next(each.outcome for each in verdicts if each.requirement.id == requirement)


def uses(report: Report) -> list[WaiverStatus]:
    return [each.use for each in report.exceptions]


def test_without_it_the_release_is_not_met() -> None:
    assert judged(LESS).verdicts[0].outcome is PolicyOutcome.UNMET


def test_what_is_waived_no_longer_stands_in_the_way_and_is_not_met() -> None:
    report = judged(LESS, waiver())
    assert outcome(report) is Outcome.WAIVED
    assert report.satisfied
    assert uses(report) == [WaiverStatus.USED]


def test_the_message_has_reason_owner_end_and_what_is_wrong() -> None:
    [told] = [each.message for each in judged(LESS, waiver()).verdicts[0].verdicts if "Waived" in each.message]
    assert told.startswith("Waived: Why (me, until 2026-06-30). Without that: No license found")


@pytest.mark.parametrize("today", ["2026-07-01", "2027-01-01", None])
def test_after_its_last_day_or_without_a_day_it_does_not_count(today: str | None) -> None:
    report = judged(LESS, waiver(), today=today)
    assert outcome(report) is Outcome.UNMET
    assert uses(report) == [WaiverStatus.EXPIRED]


@pytest.mark.parametrize("today", ["2026-01-01", "2026-07-01"])
def test_one_that_nothing_needs_is_unused_also_after_its_last_day(today: str) -> None:
    report = judged(complete(), waiver(), today=today)
    assert outcome(report) is Outcome.MET
    assert uses(report) == [WaiverStatus.UNUSED]


def test_one_for_a_path_counts_only_for_what_is_wrong_there() -> None:
    found = judged(without(complete(), "license", "model_card")).verdicts[0].verdicts
    places = {each.requirement.id: [one.location for one in each.findings] for each in found}
    placed = next(id_ for id_, each in places.items() if each and all(each))
    path = places[placed][0].path
    given = without(complete(), "license", "model_card")
    assert outcome(judged(given, waiver(placed, path=path)), placed) is Outcome.WAIVED
    assert outcome(judged(given, waiver(placed, path="elsewhere")), placed) is not Outcome.WAIVED


def test_one_for_a_path_does_not_waive_a_lack_without_a_place() -> None:
    assert outcome(judged(LESS, waiver(path="LICENSE"))) is Outcome.UNMET


def test_one_for_a_model_counts_for_that_alone() -> None:
    models = tuple(ReleaseFacts(name=name, root=name, how="a test", facts=LESS) for name in "ab")
    report = judged(replace(LESS, releases=models), waiver(release="a"))
    assert [each.verdicts[0].outcome for each in report.releases] == [PolicyOutcome.MET, PolicyOutcome.UNMET]
    assert outcome(report) is Outcome.UNMET
    assert judged(replace(LESS, releases=models), waiver()).satisfied


def test_one_for_a_model_that_there_is_none_of_is_unused() -> None:
    assert uses(judged(several(), waiver(release="other"))) == [WaiverStatus.UNUSED]
    assert uses(judged(LESS, waiver(release="other"))) == [WaiverStatus.UNUSED]


def with_findings(*paths: str | None) -> PolicyVerdict:
    [judged_] = judged(LESS).verdicts
    findings = tuple(Finding(message="wrong", location=at(path) if path else None) for path in paths)
    verdicts = (
        replace(each, findings=findings) if each.requirement.id == "license-text" else each for each in judged_.verdicts
    )
    return replace(judged_, verdicts=tuple(verdicts))


@pytest.mark.parametrize(
    ("found", "waived", "is_waived"),
    [
        (("a/x", "b/y"), ("a",), False),
        (("a/x", "b/y"), ("a", "b"), True),
        (("a/x", "a/y"), ("a",), True),
        (("a/x", None), ("a",), False),
        (("ab/x",), ("a",), False),
        (("a",), ("a",), True),
        (("a/x",), ("",), True),
        ((), ("a",), False),
    ],
)
def test_all_that_is_wrong_has_to_be_covered(
    found: tuple[str | None, ...], waived: tuple[str, ...], *, is_waived: bool
) -> None:
    exceptions = Exceptions(waivers=tuple(waiver(path=path) for path in waived), today=TODAY)
    [policy] = apply_exceptions([with_findings(*found)], exceptions, None)
    outcomes = {each.requirement.id: each.outcome for each in policy.verdicts}
    assert (outcomes["license-text"] is Outcome.WAIVED) is is_waived
