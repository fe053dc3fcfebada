"""Report -> what the records in the repository declare, as plain text; it decides nothing of the verdict."""

from collections.abc import Sequence

from openrelease.model import PolicyOutcome, ReleaseReport, Report
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.escape import code_span, escape_prose, escape_terminal
from openrelease.reports.shared.fit_to_limit import Item, Section, folded_section
from openrelease.reports.shared.report_summary import outcome_words

TITLE = "Records of the Model Openness Framework (as declared; do not affect the result)"


def record_lines(report: Report) -> list[str]:
    """A heading, and a line for each record."""
    lines = [
        f"  {escape_terminal(each.root)}: {escape_terminal(each.name)}: {_describe_record(each)}"
        for each in report.records
    ]
    return [TITLE, *lines] if lines else []


def record_section(report: Report) -> Section:
    """The same in Markdown, folded; without items where there is no record."""
    lines = (
        f"- {code_span(each.root)}: {escape_prose(each.name)}: {_describe_record(each)}\n" for each in report.records
    )
    items = tuple(Item(severity=ADVICE, text=line) for line in lines)
    return folded_section("records", TITLE, items)


def _describe_record(record: ReleaseReport) -> str:
    """The class that it reaches, then the outcome of each class."""
    outcomes = ", ".join(f"{each.policy.id} {outcome_words(each)}" for each in record.verdicts)
    return f"{_best_class(record)} ({outcomes})"


def _best_class(record: ReleaseReport) -> str:
    """The best class: the framework's classes build on each other, and the verdicts have the third first."""
    titles: Sequence[str] = [each.policy.title for each in record.verdicts if each.outcome is PolicyOutcome.MET]
    return titles[-1] if titles else "no class of the framework"
