"""Report -> action items, the most severe first, one for all policies that report the same."""

from collections.abc import Sequence
from typing import TypeAlias

from openrelease.model import Finding, Level, Outcome, Policy, Report, Requirement, Verdict
from openrelease.reports.shared.grades import GRADING
from openrelease.values import dataclass, replace

SEVERITY = {
    (Level.REQUIRED, Outcome.UNMET): 0,
    (Level.REQUIRED, Outcome.UNKNOWN): 1,
    (Level.RECOMMENDED, Outcome.UNMET): 2,
    (Level.RECOMMENDED, Outcome.UNKNOWN): 3,
}
"""The severity of an outcome at a level, the most severe first; advice comes after these."""


ADVICE = len(SEVERITY)
"""The severity of advice about something that is met."""

SEVERITY_TITLES = (
    "Required, not met",
    "Required, unknown",
    "Recommended, not met",
    "Recommended, unknown",
    "Advice",
)
"""What reports call each severity."""


@dataclass(frozen=True, kw_only=True)
class ActionItem:
    """Something to do: one requirement's verdict, for all the policies that say the same of it.

    `demand` is the level, with the policies where not all of them require it. `built_in`: a built-in policy has the
    requirement.
    """

    severity: int
    requirement: Requirement
    outcome: Outcome
    message: str
    findings: tuple[Finding, ...]
    demand: str
    built_in: bool = True


def list_action_items(report: Report) -> tuple[ActionItem, ...]:
    """What is to be done, the most severe first, else in the order of the policies.

    If the repository releases nothing, there is one item that says so.
    """
    groups: dict[tuple[str, str], list[_PolicyVerdict]] = {}
    asked = ((evaluated.policy, verdict) for evaluated in report.verdicts for verdict in evaluated.verdicts)
    for policy, verdict in asked:
        advice = verdict.outcome is Outcome.MET and verdict.findings
        if advice or item_severity(policy, verdict) < ADVICE:
            groups.setdefault((verdict.requirement.id, verdict.message), []).append((policy, verdict))
    every = sum(evaluated.applies for evaluated in report.verdicts)
    found = sorted((_make_item(asked, every) for asked in groups.values()), key=lambda task: task.severity)
    bare = report.facts.subject.bare
    only = (Finding(message=bare),)
    return tuple(replace(item, message=bare, findings=only) for item in found[:1]) if bare else tuple(found)


def identify_findings(report: Report) -> frozenset[tuple[str, str]]:
    """The findings of a report as requirement and message, to tell those of a base from new ones."""
    return frozenset(each for item in list_action_items(report) for each in _identify(item))


def is_former(item: ActionItem, former: frozenset[tuple[str, str]]) -> bool:
    """Whether all of an item was reported before."""
    return all(each in former for each in _identify(item))


def _identify(item: ActionItem) -> tuple[tuple[str, str], ...]:
    said = tuple(each.message for each in item.findings) or (item.outcome.value,)
    return tuple((item.requirement.id, each) for each in said)


_PolicyVerdict: TypeAlias = tuple[Policy, Verdict]
"""A verdict, and the policy that it is by."""


def effective_level(policy: Policy, requirement: Requirement) -> Level:
    """How much a requirement weighs in the end: that of an advisory policy is never more than recommended."""
    lesser = policy.advisory and requirement.level is Level.REQUIRED
    return Level.RECOMMENDED if lesser else requirement.level


def item_severity(policy: Policy, verdict: Verdict) -> int:
    """The severity of a verdict; at `ADVICE` and above nothing has to be done.

    Graded criteria are reported with their grades and are no action items.
    """
    if verdict.requirement.check == GRADING:
        return ADVICE
    return SEVERITY.get((effective_level(policy, verdict.requirement), verdict.outcome), ADVICE)


def _make_item(asked: Sequence[_PolicyVerdict], every: int) -> ActionItem:
    """One item for all policies, with the highest of their levels."""
    most, verdict = min(((item_severity(*each), each[1]) for each in asked), key=lambda each: each[0])
    return ActionItem(
        severity=most,
        requirement=verdict.requirement,
        outcome=verdict.outcome,
        message=verdict.message,
        findings=verdict.findings,
        demand=_describe_level(asked, every),
        built_in=any(policy.origin == "built-in" for policy, _ in asked),
    )


def _describe_level(asked: Sequence[_PolicyVerdict], every: int) -> str:
    """How much it weighs; and for whom, where not all of the policies ask for it, or not alike."""
    by: dict[str, list[str]] = {}
    for policy, verdict in asked:
        word = "advisory" if policy.advisory else verdict.requirement.level.value
        by.setdefault(word, []).append(policy.id)
    if len(by) == 1 and len(asked) >= every:
        return next(iter(by))
    order = sorted(by, key=("required", "recommended", "optional", "advisory").index)
    return "; ".join(f"{word} by {', '.join(by[word])}" for word in order)
