"""Report -> Markdown: the criteria of each definition that grades, with the grade and the reason, folded."""

from collections.abc import Iterator

from openrelease.model import Outcome, Report, Verdict
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.escape import escape_prose
from openrelease.reports.shared.fit_to_limit import Item, Section, folded_section
from openrelease.reports.shared.grades import count_grades, grade_words, is_graded
from openrelease.reports.shared.report_summary import shorten

_LONG = 400  # characters of one reason; what is longer is in the JSON report


def criteria_sections(report: Report) -> Iterator[Section]:
    """A section for each definition that grades."""
    for evaluated in report.verdicts:
        if is_graded(evaluated):
            head = "| Criterion | Grade | Why | What would help |\n|---|---|---|---|\n"
            title = f"{escape_prose(evaluated.policy.title)}: {count_grades(evaluated)}"
            name = f"criteria of {evaluated.policy.id}".replace("`", "'")
            items = tuple(Item(severity=ADVICE, text=_criterion_row(each)) for each in evaluated.verdicts)
            yield folded_section(name, title, items, head=head)


def _criterion_row(verdict: Verdict) -> str:
    help_ = "" if verdict.outcome is Outcome.MET else verdict.requirement.remedy
    cells = (verdict.requirement.title, grade_words(verdict), shorten(verdict.message, _LONG), help_)
    return f"| {' | '.join(map(escape_prose, cells))} |\n"
