"""The verdicts on several models -> the worst outcome of each requirement, and the models that it is about."""

from collections.abc import Iterable, Sequence

from openrelease.model import Evidence, Finding, Outcome, PolicyOutcome, PolicyVerdict, ReleaseReport, Verdict
from openrelease.values import replace

_MOST_IN_MESSAGE = 3  # models whose messages are given in full
_MOST_EVIDENCE = 20

_GRADES = ("closed", "", "partial", "open")
"""From the worst; an empty grade is unknown, or of a policy that does not grade."""


def merge_verdicts(releases: Sequence[ReleaseReport]) -> tuple[PolicyVerdict, ...]:
    """Return one verdict for each policy; all models were evaluated by the same policies."""
    names = [each.name for each in releases]
    by_policy = zip(*(each.verdicts for each in releases), strict=True)
    return tuple(_merge_policy(names, evaluated) for evaluated in by_policy)


def _merge_policy(names: Sequence[str], evaluated: Sequence[PolicyVerdict]) -> PolicyVerdict:
    by_requirement = zip(*(each.verdicts for each in evaluated), strict=True)
    return PolicyVerdict(
        policy=evaluated[0].policy,
        outcome=min((each.outcome for each in evaluated), key=[*PolicyOutcome].index),
        verdicts=tuple(_merge_requirement(names, each) for each in by_requirement),
        met_by=_merge_readings(evaluated),
        assumptions=max(each.assumptions or 0 for each in evaluated) or None,
    )


def _merge_readings(evaluated: Sequence[PolicyVerdict]) -> str:
    """Return the other reading where it, or the policy itself, is met for every model."""
    other = {each.met_by for each in evaluated if each.outcome is not PolicyOutcome.MET}
    return other.pop() if len(other) == 1 else ""


def _merge_requirement(names: Sequence[str], verdicts: Sequence[Verdict]) -> Verdict:
    worst = min((each.outcome for each in verdicts), key=[*Outcome].index)
    about = [(name, each) for name, each in zip(names, verdicts, strict=True) if each.outcome is worst]
    return Verdict(
        requirement=verdicts[0].requirement,
        outcome=worst,
        message=_merge_messages(about, len(names)),
        findings=_merge_findings(names, verdicts),
        evidence=tuple(_first_evidence(each.evidence for each in verdicts)),
        grade=min((each.grade for _, each in about), key=_GRADES.index),
    )


def _merge_messages(about: Sequence[tuple[str, Verdict]], every: int) -> str:
    """Return the messages on the models that the outcome is about; a common message once."""
    grouped: dict[str, list[str]] = {}
    for name, verdict in about:
        grouped.setdefault(verdict.message, []).append(name)
    if len(about) == every and len(grouped) == 1:
        return about[0][1].message
    reasons = " ".join(f"{', '.join(named)}: {text}" for text, named in [*grouped.items()][:_MOST_IN_MESSAGE])
    left = [name for named in [*grouped.values()][_MOST_IN_MESSAGE:] for name in named]
    return f"{reasons} And likewise {', '.join(left)}." if left else reasons


def _merge_findings(names: Sequence[str], verdicts: Sequence[Verdict]) -> tuple[Finding, ...]:
    """Return each finding once, with the names of its models unless it is about all."""
    found = dict.fromkeys(finding for verdict in verdicts for finding in verdict.findings)
    return tuple(_name_models(finding, names, verdicts) for finding in found)


def _name_models(finding: Finding, names: Sequence[str], verdicts: Sequence[Verdict]) -> Finding:
    about = [name for name, each in zip(names, verdicts, strict=True) if finding in each.findings]
    if len(about) == len(names):
        return finding
    return replace(finding, message=f"{finding.message} (in {', '.join(about)})")


def _first_evidence(every: Iterable[Sequence[Evidence]]) -> Sequence[Evidence]:
    return [*dict.fromkeys(each for found in every for each in found)][:_MOST_EVIDENCE]
