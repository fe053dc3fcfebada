"""Facts x verdicts -> verdicts that name the other reading of their definition where that one is met."""

from collections.abc import Mapping

from openrelease.evaluate.verdicts import evaluate_release
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Policy, PolicyOutcome, PolicyVerdict
from openrelease.values import replace

_NOT_MET = frozenset({PolicyOutcome.UNMET, PolicyOutcome.UNDETERMINED})


def name_other_readings(
    facts: Facts, verdicts: tuple[PolicyVerdict, ...], readings: Mapping[str, Policy], licenses: LicenseTable
) -> tuple[PolicyVerdict, ...]:
    """Return the verdicts; `readings` are policies by the id that `other_reading` names."""
    return tuple(_name_other_reading(facts, each, readings, licenses) for each in verdicts)


def _name_other_reading(
    facts: Facts, verdict: PolicyVerdict, readings: Mapping[str, Policy], licenses: LicenseTable
) -> PolicyVerdict:
    other = readings.get(verdict.policy.other_reading)
    if other is None or verdict.outcome not in _NOT_MET:
        return verdict
    (found,) = evaluate_release(facts, [other], licenses)
    return replace(verdict, met_by=other.id) if found.outcome is PolicyOutcome.MET else verdict
