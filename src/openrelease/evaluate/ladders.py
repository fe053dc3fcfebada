"""Verdicts -> how far the release climbs each ladder: policies that build on each other."""

from collections.abc import Sequence

from openrelease.model import LadderResult, Level, Outcome, PolicyOutcome, PolicyVerdict

_LACKING = frozenset({Outcome.UNMET, Outcome.UNKNOWN})


def climb_ladders(verdicts: Sequence[PolicyVerdict]) -> tuple[LadderResult, ...]:
    """Return the result for each ladder of which at least two policies apply."""
    applicable = [each for each in verdicts if each.applies and each.policy.ladder]
    ladders = dict.fromkeys(each.policy.ladder for each in applicable)
    ordered = (_order_rungs([each for each in applicable if each.policy.ladder == name]) for name in ladders)
    return tuple(_climb(rungs) for rungs in ordered if len(rungs) > 1)


def _order_rungs(rungs: Sequence[PolicyVerdict]) -> list[PolicyVerdict]:
    """Return the policies of a ladder, the lowest first; one whose lower neighbour is missing starts again."""
    above = {each.policy.above: each for each in rungs}
    ids = {each.policy.id for each in rungs}
    ordered: list[PolicyVerdict] = []
    for lowest in (each for each in rungs if each.policy.above not in ids):
        rung: PolicyVerdict | None = lowest
        while rung is not None and rung not in ordered:
            ordered.append(rung)
            rung = above.get(rung.policy.id)
    return ordered


def _climb(rungs: Sequence[PolicyVerdict]) -> LadderResult:
    met = next((n for n, each in enumerate(rungs) if each.outcome is not PolicyOutcome.MET), len(rungs))
    above = rungs[met] if met < len(rungs) else None
    return LadderResult(
        ladder=rungs[0].policy.ladder,
        highest=rungs[met - 1].policy.id if met else "",
        next=above.policy.id if above else "",
        lacking=tuple(
            each.requirement.id
            for each in (above.verdicts if above else ())
            if each.requirement.level is Level.REQUIRED and each.outcome in _LACKING
        ),
        rungs=tuple(each.policy.id for each in rungs),
    )
