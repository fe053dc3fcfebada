"""Facts and verdicts before and after -> every difference that a reviewer should know of. Pure."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from openrelease.model import (
    Claim,
    ComponentFacts,
    Level,
    Outcome,
    Permissive,
    Policy,
    PolicyOutcome,
    ReleaseReport,
    Report,
    Status,
    Verdict,
)
from openrelease.reports.shared.action_items import effective_level
from openrelease.reports.shared.comparison import Aspect, Change, Direction
from openrelease.reports.shared.quantities import find_shrinkage
from openrelease.reports.shared.report_summary import OUTCOMES, STATUSES, component_title, license_name
from openrelease.values import replace

_WHOLE = "whole"  # the check of integrity rules
_BAD = {Outcome.WAIVED: 1, Outcome.UNKNOWN: 2, Outcome.UNMET: 3}


EvaluatedRelease: TypeAlias = Report | ReleaseReport
"""A whole repository, or one of several models in it."""


def compare_verdicts(before: EvaluatedRelease, after: EvaluatedRelease) -> tuple[Change, ...]:
    """In no order; policies that only one side has are left out.

    An added or removed component is reported by its requirement, if the outcome of that changes.
    """
    turned = tuple(_compare_requirements(before, after))
    covered = {
        (component, change.direction)
        for change, verdict in turned
        for component in getattr(verdict.requirement.options, "components", ())
    }
    if any(change.direction is Direction.WORSE for change, verdict in turned if verdict.requirement.check == _WHOLE):
        covered.add((Aspect.WEIGHTS.value, Direction.WORSE))  # what is missing is the same as what shrank
    components = (
        each
        for each in _compare_components(before, after)
        if each.aspect is Aspect.LICENSE or (each.id, each.direction) not in covered
    )
    return (*_compare_policies(before, after), *(change for change, _ in turned), *components)


def _compare_badness(before: int, after: int) -> Direction:
    """By badness: only what is good now, 0, is a gain; unmet that turns into unknown is none."""
    if after > before:
        return Direction.WORSE
    return Direction.BETTER if after == 0 < before else Direction.OTHER


def _compare_policies(before: EvaluatedRelease, after: EvaluatedRelease) -> Iterable[Change]:
    """A policy that no longer applies, or now does, because the repository turned into another kind."""
    old = {evaluated.policy.id: evaluated.outcome for evaluated in before.verdicts}
    kinds = (before.facts.subject.kind.value, after.facts.subject.kind.value)
    for evaluated in after.verdicts:
        gone = not evaluated.applies
        was_gone = old.get(evaluated.policy.id, evaluated.outcome) is PolicyOutcome.NOT_APPLICABLE
        if gone != was_gone:
            yield Change(
                aspect=Aspect.POLICY,
                direction=Direction.WORSE if gone else Direction.OTHER,
                id=evaluated.policy.id,
                title=f"{evaluated.policy.title} {'no longer applies' if gone else 'applies now'}",
                before=kinds[0],
                after=kinds[1],
                weight=(Level.RECOMMENDED if evaluated.policy.advisory else Level.REQUIRED).value,
            )


def _compare_requirements(before: EvaluatedRelease, after: EvaluatedRelease) -> Iterable[tuple[Change, Verdict]]:
    """Each with the verdict as it is now."""
    old, new = _verdicts_by_id(before), _verdicts_by_id(after)
    for key, (policy, verdict) in new.items():
        _, was = old.get(key, (None, None))
        if was is not None and was.outcome is not verdict.outcome:
            yield _requirement_change(policy, was, verdict), verdict


def _requirement_change(policy: Policy, was: Verdict, verdict: Verdict) -> Change:
    seen = verdict.evidence if verdict.outcome is Outcome.MET else verdict.findings
    return Change(
        aspect=Aspect.REQUIREMENT,
        direction=_outcome_direction(was.outcome, verdict.outcome, effective_level(policy, verdict.requirement)),
        id=verdict.requirement.id,
        title=verdict.requirement.title,
        before=OUTCOMES[was.outcome],
        after=OUTCOMES[verdict.outcome],
        weight=effective_level(policy, verdict.requirement).value,
        location=next((each.location for each in seen if each.location), None),
    )


def _outcome_direction(was: Outcome, now: Outcome, level: Level) -> Direction:
    """Not applicable before and met now is a gain; not applicable now is neutral.

    A recommendation that did not apply before is no loss: nothing was taken away.
    """
    if was is Outcome.NOT_APPLICABLE and level is not Level.REQUIRED and now is not Outcome.MET:
        return Direction.OTHER
    if (was, now) == (Outcome.NOT_APPLICABLE, Outcome.MET):
        return Direction.BETTER
    return _compare_badness(_BAD.get(was, 0), _BAD.get(now, 0))


def _verdicts_by_id(report: EvaluatedRelease) -> Mapping[tuple[str, str], tuple[Policy, Verdict]]:
    """Every verdict with its policy, by their ids, of the policies that apply."""
    return {
        (evaluated.policy.id, verdict.requirement.id): (evaluated.policy, verdict)
        for evaluated in report.verdicts
        if evaluated.applies
        for verdict in evaluated.verdicts
    }


def _compare_components(before: EvaluatedRelease, after: EvaluatedRelease) -> Iterable[Change]:
    found = tuple(_component_changes(before, after))
    licenses = (each for each in found if each.aspect is Aspect.LICENSE)
    yield from (each for each in found if each.aspect is not Aspect.LICENSE)
    yield from _merge_licenses(licenses)


def _merge_licenses(found: Iterable[Change]) -> Iterable[Change]:
    """One change for all components whose license one edited line changes in the same way."""
    groups: dict[Change, list[Change]] = {}
    for each in found:
        groups.setdefault(replace(each, id="", title="", before=""), []).append(each)
    for same in groups.values():
        names = [each.id.replace("_", " ") for each in same]
        listed = ", ".join(names[:-1]) + " and " + names[-1] if names[1:] else names[0]
        before = ", ".join(dict.fromkeys(each.before for each in same))
        yield replace(same[0], title=f"License of the {listed}", before=before)


def _component_changes(before: EvaluatedRelease, after: EvaluatedRelease) -> Iterable[Change]:
    for id_, now in after.facts.components.items():
        was = before.facts.components.get(id_)
        if was is None:
            continue
        if was.status is not now.status:
            yield _status_change(id_, was, now)
        elif now.status is not Status.ABSENT and _license_terms(was.license) != _license_terms(now.license):
            yield _license_change(id_, was, now)
    for old, new in find_shrinkage(before.facts, after.facts):
        yield Change(
            aspect=Aspect.WEIGHTS,
            direction=Direction.WORSE,
            id="weights",
            title="Weights shrank",
            before=old,
            after=new,
        )


_THERE = {Status.ABSENT: 2, Status.UNCLEAR: 1, Status.LINKED: 0, Status.IN_REPO: 0}


def _status_change(id_: str, was: ComponentFacts, now: ComponentFacts) -> Change:
    """In the repository or linked is there: moving weights to a host is no loss."""
    return Change(
        aspect=Aspect.COMPONENT,
        direction=_compare_badness(_THERE[was.status], _THERE[now.status]),
        id=id_,
        title=component_title(id_),
        before=STATUSES[was.status],
        after=STATUSES[now.status],
        location=now.evidence[0].location if now.evidence else None,
    )


_FREE = {Permissive.YES: 0, Permissive.MIXED: 1, Permissive.UNKNOWN: 2, Permissive.NO: 3, None: 2}


def _license_terms(license_: Claim | None) -> tuple[str | None, Permissive] | None:
    return (license_.expression, license_.permissive) if license_ else None


def _license_change(id_: str, was: ComponentFacts, now: ComponentFacts) -> Change:
    rights = (_FREE[each.license.permissive if each.license else None] for each in (was, now))
    return Change(
        aspect=Aspect.LICENSE,
        direction=_compare_badness(*rights),
        id=id_,
        title=f"License of the {id_.replace('_', ' ')}",
        before=license_name(was.license) or "none known",
        after=license_name(now.license) or "none known",
        location=now.license.location if now.license else None,
    )
