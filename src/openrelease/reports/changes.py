"""Two Reports -> what a change does to the release: what it loses and gains, the worst first. Pure.

Both reports are judged by the same policies, those of the base; `before` is the base, `after` the head.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from openrelease.model import (
    ComponentFacts,
    Level,
    License,
    Location,
    Outcome,
    Permissive,
    Policy,
    PolicyOutcome,
    Report,
    Status,
    Verdict,
)
from openrelease.reports.models import as_report
from openrelease.reports.outline import OUTCOMES, STATUSES, license_name, title, weight
from openrelease.reports.quantity import shrinkage


class Direction(enum.Enum):
    """Does the release lose by a change, or gain? The order is that of telling."""

    WORSE = "worse"
    OTHER = "other"
    BETTER = "better"


class Aspect(enum.Enum):
    """What a change is about. The order is that of telling."""

    POLICY = "policy"
    MODEL = "model"
    REQUIREMENT = "requirement"
    LICENSE = "license"
    WEIGHTS = "weights"
    COMPONENT = "component"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference: `id` is that of a policy, requirement or component, `before` and `after` are words.

    `weight` is required, recommended, or "" for facts that nothing asks about directly.
    `location` is where the new state shows, None where it is a lack.
    """

    aspect: Aspect
    direction: Direction
    id: str
    title: str
    before: str
    after: str
    weight: str = ""
    location: Location | None = None


_BAD = {Outcome.WAIVED: 1, Outcome.UNKNOWN: 2, Outcome.UNMET: 3}
_DIRECTIONS = list(Direction)
_ASPECTS = list(Aspect)


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """Every difference that a reviewer should know of; policies that only one side has are left out."""
    found = (*_policies(before, after), *_of_models(before, after), *_components(before, after))
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _of_models(before: Report, after: Report) -> Iterable[Change]:
    """What became of the requirements: of each of several models that both sides have, else of all."""
    was = {each.name: as_report(each) for each in before.releases}
    now = {each.name: as_report(each) for each in after.releases}
    if not was.keys() & now.keys():
        yield from _requirements(before, after)
    for name in dict.fromkeys((*was, *now)):
        if name in was and name in now:
            inner = (*_requirements(was[name], now[name]), *_components(was[name], now[name]))
            yield from (replace(change, title=f"{name}: {change.title}") for change in inner)
        else:
            yield _model(name, gone=name in was)


def _model(name: str, *, gone: bool) -> Change:
    """A model that is there no longer, or is now."""
    return Change(
        aspect=Aspect.MODEL,
        direction=Direction.WORSE if gone else Direction.OTHER,
        id=name,
        title=f"Model {name}",
        before="judged by itself" if gone else "none",
        after="no longer found" if gone else "judged by itself",
        weight=Level.REQUIRED.value if gone else "",
    )


def regressions(found: Iterable[Change], *, unknown_counts: bool = True) -> tuple[Change, ...]:
    """What is required and worse now, save what is waived; without `unknown_counts`, save what is unknown."""
    asked = {Aspect.POLICY, Aspect.MODEL, Aspect.REQUIREMENT}
    passed = {OUTCOMES[Outcome.WAIVED], *(() if unknown_counts else (OUTCOMES[Outcome.UNKNOWN],))}
    return tuple(
        change
        for change in found
        if change.aspect in asked
        and change.direction is Direction.WORSE
        and change.weight == Level.REQUIRED.value
        and change.after not in passed
    )


def _order(change: Change) -> tuple[int, bool, int]:
    """Losses first; of those what is required, then by aspect."""
    lacks = change.weight in {Level.RECOMMENDED.value, Level.OPTIONAL.value}
    return _DIRECTIONS.index(change.direction), lacks, _ASPECTS.index(change.aspect)


def _compared(before: int, after: int) -> Direction:
    """By badness: only what is good now, 0, is a gain; unmet that turns into unknown is none."""
    if after > before:
        return Direction.WORSE
    return Direction.BETTER if after == 0 < before else Direction.OTHER


def _policies(before: Report, after: Report) -> Iterable[Change]:
    """A policy that no longer applies, or now does, because the repository turned into another kind."""
    old = {judged.policy.id: judged.outcome for judged in before.verdicts}
    kinds = (before.facts.subject.kind.value, after.facts.subject.kind.value)
    for judged in after.verdicts:
        gone = judged.outcome is PolicyOutcome.NOT_APPLICABLE
        was_gone = old.get(judged.policy.id, judged.outcome) is PolicyOutcome.NOT_APPLICABLE
        if gone != was_gone:
            yield Change(
                aspect=Aspect.POLICY,
                direction=Direction.WORSE if gone else Direction.OTHER,
                id=judged.policy.id,
                title=f"{judged.policy.title} {'no longer applies' if gone else 'applies now'}",
                before=kinds[0],
                after=kinds[1],
                weight=(Level.RECOMMENDED if judged.policy.advisory else Level.REQUIRED).value,
            )


def _requirements(before: Report, after: Report) -> Iterable[Change]:
    old, new = _verdicts(before), _verdicts(after)
    for key, (policy, verdict) in new.items():
        _, was = old.get(key, (None, None))
        if was is None or was.outcome is verdict.outcome:
            continue
        yield Change(
            aspect=Aspect.REQUIREMENT,
            direction=_turned(was.outcome, verdict.outcome),
            id=verdict.requirement.id,
            title=verdict.requirement.title,
            before=OUTCOMES[was.outcome],
            after=OUTCOMES[verdict.outcome],
            weight=weight(policy, verdict.requirement).value,
            location=next((each.location for each in verdict.findings if each.location), None),
        )


def _turned(was: Outcome, now: Outcome) -> Direction:
    """What was not asked and is met now is a gain; what is no longer asked is neither."""
    if (was, now) == (Outcome.NOT_APPLICABLE, Outcome.MET):
        return Direction.BETTER
    return _compared(_BAD.get(was, 0), _BAD.get(now, 0))


def _verdicts(report: Report) -> Mapping[tuple[str, str], tuple[Policy, Verdict]]:
    """Every verdict with its policy, by their ids, of the policies that apply."""
    return {
        (judged.policy.id, verdict.requirement.id): (judged.policy, verdict)
        for judged in report.verdicts
        if judged.outcome is not PolicyOutcome.NOT_APPLICABLE
        for verdict in judged.verdicts
    }


def _components(before: Report, after: Report) -> Iterable[Change]:
    for id_, now in after.facts.components.items():
        was = before.facts.components.get(id_)
        if was is None:
            continue
        if was.status is not now.status:
            yield _status(id_, was, now)
        elif now.status is not Status.ABSENT and _terms(was.license) != _terms(now.license):
            yield _license(id_, was, now)
    for old, new in shrinkage(before.facts, after.facts):
        yield Change(
            aspect=Aspect.WEIGHTS,
            direction=Direction.WORSE,
            id="weights",
            title="Weights shrank",
            before=old,
            after=new,
        )


_THERE = {Status.ABSENT: 2, Status.UNCLEAR: 1, Status.LINKED: 0, Status.IN_REPO: 0}


def _status(id_: str, was: ComponentFacts, now: ComponentFacts) -> Change:
    """In the repository or linked is there: moving weights to a host is no loss."""
    return Change(
        aspect=Aspect.COMPONENT,
        direction=_compared(_THERE[was.status], _THERE[now.status]),
        id=id_,
        title=title(id_),
        before=STATUSES[was.status],
        after=STATUSES[now.status],
        location=now.evidence[0].location if now.evidence else None,
    )


_FREE = {Permissive.YES: 0, Permissive.MIXED: 1, Permissive.UNKNOWN: 2, Permissive.NO: 3, None: 2}


def _terms(license_: License | None) -> tuple[str | None, Permissive] | None:
    return (license_.expression, license_.permissive) if license_ else None


def _license(id_: str, was: ComponentFacts, now: ComponentFacts) -> Change:
    rights = (_FREE[each.license.permissive if each.license else None] for each in (was, now))
    return Change(
        aspect=Aspect.LICENSE,
        direction=_compared(*rights),
        id=id_,
        title=f"License of the {id_.replace('_', ' ')}",
        before=license_name(was.license) or "none known",
        after=license_name(now.license) or "none known",
        location=now.license.location if now.license else None,
    )
