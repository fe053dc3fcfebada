"""Report x settings x exit code -> the last line of a report: the verdict, and why the command ends as it does."""

from collections.abc import Iterator

from openrelease.config import FailOn, OnUnknown, Settings
from openrelease.model import PolicyOutcome, Report
from openrelease.reports.shared.comparison import Change
from openrelease.reports.shared.report_summary import HEADLINES, worst_outcome


def explain_exit(report: Report, settings: Settings, code: int, changes: tuple[Change, ...] | None = None) -> str:
    """Return the line; `changes` is what a change does, None where nothing was compared."""
    outcome = PolicyOutcome(worst_outcome(report))
    reason = _find_reason(outcome, settings, code, compared=changes is not None)
    return f"Result: {HEADLINES[outcome]}{_count_policies(report, outcome)}; exit code {code}{reason}"


def _count_policies(report: Report, outcome: PolicyOutcome) -> str:
    """Return by how many of several policies."""
    deciding = report.deciding
    count = sum(each.outcome is outcome for each in deciding)
    return f" by {count} of {len(deciding)} policies" if len(deciding) > 1 else ""


def _find_reason(outcome: PolicyOutcome, settings: Settings, code: int, *, compared: bool) -> str:
    good = outcome in {PolicyOutcome.MET, PolicyOutcome.NOT_APPLICABLE}
    reasons = _list_reasons(outcome, settings, code, compared=compared)
    return "" if good and code == 0 else next((f", {each}" for each in reasons), "")


def _list_reasons(outcome: PolicyOutcome, settings: Settings, code: int, *, compared: bool) -> Iterator[str]:
    if settings.fail_on is FailOn.NEVER:
        yield "because of fail-on: never"
    if settings.fail_on is FailOn.REGRESSION and compared:
        lost = "something" if code else "nothing"
        yield f"because {lost} that is required is lost (fail-on: regression)"
    if outcome is PolicyOutcome.UNDETERMINED:
        word = OnUnknown.FAIL if code else OnUnknown.PASS
        yield f"because of unknown: {word.value}"
    if code:
        yield "because of fail-on: unmet"
