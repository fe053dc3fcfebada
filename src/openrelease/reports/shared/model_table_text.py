"""Report on several models -> a table of them in plain text, a line each."""

from collections.abc import Sequence

from openrelease.model import PolicyOutcome, Report, format_location
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.model_table import ModelRow, license_label, model_rows
from openrelease.reports.shared.report_summary import outcome_words, readable_license, shorten

_MARKS = {
    PolicyOutcome.MET: "+",
    PolicyOutcome.UNMET: "x",
    PolicyOutcome.UNDETERMINED: "?",
    PolicyOutcome.NOT_APPLICABLE: "-",
}
_WIDEST = 32  # characters of a cell


def model_lines(report: Report) -> list[str]:
    """A heading, the columns and a line for each model; nothing where there is only one."""
    found = model_rows(report)
    if not found:
        return []
    policies = [verdict.policy.id for verdict in report.verdicts]
    header = ("model", *policies, "license of the weights", "model card")
    marks = ["", *(_MARKS[line.outcome] for line in found)]
    return ["Models", *_align_columns([header, *map(_row_cells, found)], marks)]


def _row_cells(line: ModelRow) -> tuple[str, ...]:
    outcomes = (outcome_words(verdict) for verdict in line.verdicts)
    license_ = readable_license(license_label(line))
    return line.name, *outcomes, license_, format_location(line.card.location) if line.card else "none"


def _align_columns(rows: Sequence[Sequence[str]], marks: Sequence[str]) -> list[str]:
    """Columns as wide as they need be; the last is not cut."""
    shown = [
        [*(escape_terminal(shorten(cell, _WIDEST)) for cell in row[:-1]), escape_terminal(row[-1])] for row in rows
    ]
    widths = [max(len(row[at]) for row in shown) for at in range(len(shown[0]) - 1)]
    cells = [[f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)] for row in shown]
    return [
        f"  {mark:<1} {'  '.join([*row, full[-1]])}".rstrip()
        for mark, row, full in zip(marks, cells, shown, strict=True)
    ]
