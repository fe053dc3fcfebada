"""Comparison -> the clause that sums up a change, the same in a comment and in a terminal."""

from collections.abc import Sequence

from openrelease.model import Report
from openrelease.reports.shared.compare_reports import find_regressions
from openrelease.reports.shared.comparison import Aspect, Change, Comparison, Direction
from openrelease.reports.shared.report_summary import HEADLINES


def summarize_change(comparison: Comparison) -> str:
    """Return what the change does, such as "this change loses 2 requirements"; "" where nothing was compared."""
    if comparison.changes is None:
        return ""
    losses = comparison.select_changes(Direction.WORSE)
    gains = [each for each in comparison.select_changes(Direction.BETTER) if each.aspect is Aspect.REQUIREMENT]
    required = find_regressions(losses)
    if required:
        return f"this change {_count_lost(required)}"
    if losses:
        return "this change takes something away"
    if gains:
        return f"this change meets {_format_count(len(gains))} more"
    if any(each.loosens for each in comparison.amendments):
        return "this change may loosen its own rules"
    return f"{'details' if comparison.changes else 'nothing'} changed"


def _count_lost(required: Sequence[Change]) -> str:
    """Count requirements lost, and models added that do not meet what is required."""
    models = sum(len(each.models) for each in required if each.aspect is Aspect.MODEL)
    lost = sum(each.aspect is not Aspect.MODEL for each in required)
    parts = (
        f"loses {_format_count(lost)}" if lost else "",
        f"adds {_format_count(models, 'model')} that fall{'s' if models == 1 else ''} short" if models else "",
    )
    return " and ".join(filter(None, parts))


def _format_count(number: int, what: str = "requirement") -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def former_outcome(comparison: Comparison | None, report: Report, policy: str) -> str:
    """Return the outcome of a policy on the base, as "before: met"; "" where it is the same as now."""
    before = {each.policy: each.outcome for each in comparison.before} if comparison else {}
    now = {verdict.policy.id: verdict.outcome for verdict in report.verdicts}
    if policy not in before or before[policy] is now.get(policy):
        return ""
    return f"before: {HEADLINES[before[policy]]}"
