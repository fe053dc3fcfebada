"""Verdicts x exceptions -> verdicts with waived requirements, and the status of each exception."""

from collections.abc import Iterable, Mapping, Sequence

from openrelease.evaluate.verdicts import combine_outcomes
from openrelease.model import Outcome, PolicyOutcome, PolicyVerdict, Verdict, Waiver, WaiverStatus, WaiverUse, is_inside
from openrelease.values import dataclass, replace

_MET = PolicyOutcome.MET
_WAIVABLE = frozenset({Outcome.UNMET, Outcome.UNKNOWN})


@dataclass(frozen=True, kw_only=True)
class Exceptions:
    """The declared exceptions and today's date as YYYY-MM-DD; without a date none applies."""

    waivers: tuple[Waiver, ...] = ()
    today: str | None = None

    @property
    def current(self) -> tuple[Waiver, ...]:
        """The exceptions that apply today."""
        return tuple(each for each in self.waivers if self.today is not None and each.expires >= self.today)


def name_models(exceptions: Exceptions, folders: Mapping[str, str]) -> Exceptions:
    """Return the exceptions with the names of models in the place of their folders, which settings may name too."""
    waivers = tuple(
        replace(each, release=folders.get(each.release.strip("/"), each.release)) if each.release else each
        for each in exceptions.waivers
    )
    return replace(exceptions, waivers=waivers)


def apply_exceptions(
    evaluated: Iterable[PolicyVerdict], exceptions: Exceptions, release: str | None
) -> tuple[PolicyVerdict, ...]:
    """Return the verdicts on one release with its exceptions applied; `release` is its name, if it has one."""
    about = _select_for_release(release, exceptions.current)
    return tuple(_waive_policy(each, about) for each in evaluated)


def find_used_exceptions(
    evaluated: Iterable[tuple[str | None, Sequence[PolicyVerdict]]], exceptions: Exceptions
) -> tuple[WaiverUse, ...]:
    """Return the status of each exception; `evaluated` are the verdicts of each release before exceptions."""
    found = [
        (release, verdict) for release, judgements in evaluated for each in judgements for verdict in each.verdicts
    ]
    current = exceptions.current
    counting = {
        each for release, verdict in found for each in _find_waivers(verdict, _select_for_release(release, current))
    }
    wanted = {
        each
        for release, verdict in found
        for each in _select_for_release(release, exceptions.waivers)
        if verdict.outcome in _WAIVABLE and verdict.requirement.id == each.requirement
    }

    def use(waiver: Waiver) -> WaiverStatus:
        if waiver in counting:
            return WaiverStatus.USED
        if waiver not in wanted:
            return WaiverStatus.UNUSED
        return WaiverStatus.PARTIAL if waiver in current else WaiverStatus.EXPIRED

    return tuple(WaiverUse(waiver=each, use=use(each)) for each in exceptions.waivers)


def _select_for_release(release: str | None, waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Return the exceptions for every model, or for this one."""
    return tuple(each for each in waivers if each.release in {None, release})


def _waive_policy(evaluated: PolicyVerdict, waivers: Sequence[Waiver]) -> PolicyVerdict:
    if not evaluated.applies:
        return evaluated
    verdicts = tuple(_waive_verdict(each, waivers) for each in evaluated.verdicts)
    outcome = combine_outcomes(verdicts)
    return replace(evaluated, verdicts=verdicts, outcome=outcome, met_by="" if outcome is _MET else evaluated.met_by)


def _waive_verdict(verdict: Verdict, waivers: Sequence[Waiver]) -> Verdict:
    counting = _find_waivers(verdict, waivers)
    if not counting:
        return verdict
    reasons = "; ".join(f"{each.reason.rstrip('.')} ({each.owner}, until {each.expires})" for each in counting)
    message = f"Waived: {reasons}. Without that: {verdict.message}"
    return replace(verdict, outcome=Outcome.WAIVED, message=message)


def _find_waivers(verdict: Verdict, waivers: Sequence[Waiver]) -> tuple[Waiver, ...]:
    """Return the exceptions that together cover every finding, or none."""
    if verdict.outcome not in _WAIVABLE:
        return ()
    about = [each for each in waivers if each.requirement == verdict.requirement.id]
    whole = tuple(each for each in about if each.path is None)
    if whole:
        return whole
    places = [finding.location for finding in verdict.findings]
    covering = [
        {each for each in about if place is not None and is_inside(place.path, each.path or "")} for place in places
    ]
    every = set().union(*covering) if covering and all(covering) else set()
    return tuple(each for each in about if each in every)
