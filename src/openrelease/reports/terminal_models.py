"""Report on several models -> a table of them in plain text; where it does not fit, a block for each model."""

from collections.abc import Iterator, Sequence

from openrelease.model import PolicyOutcome, Report, format_location
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.model_table import ModelRow, license_label, model_rows
from openrelease.reports.shared.report_summary import outcome_words, readable_license, shorten
from openrelease.reports.terminal_layout import Screen, keep_end

_MARKS = {
    PolicyOutcome.MET: "+",
    PolicyOutcome.UNMET: "x",
    PolicyOutcome.UNDETERMINED: "?",
    PolicyOutcome.NOT_APPLICABLE: "-",
}
_WIDEST = 32  # characters of a cell
_LAST = 16  # columns that the last cell has at the least


def model_lines(report: Report, screen: Screen) -> list[str]:
    """A heading, the columns and a line for each model; nothing where there is only one."""
    found = model_rows(report)
    if not found:
        return []
    policies = [verdict.policy.id for verdict in report.verdicts]
    header = ("model", *policies, "license of the weights", "model card")
    marks = ["", *(_MARKS[line.outcome] for line in found)]
    rows = [[escape_terminal(cell) for cell in row] for row in (header, *map(_row_cells, found))]
    return ["Models", *(_align_columns(rows, marks, screen) or _fold_rows(rows, marks, screen))]


def _row_cells(line: ModelRow) -> tuple[str, ...]:
    outcomes = (outcome_words(verdict) for verdict in line.verdicts)
    license_ = readable_license(license_label(line))
    return line.name, *outcomes, license_, format_location(line.card.location) if line.card else "none"


def _align_columns(rows: Sequence[Sequence[str]], marks: Sequence[str], screen: Screen) -> list[str]:
    """Columns as wide as they need be; nothing where they do not fit."""
    shown = [[shorten(cell, _WIDEST) for cell in row[:-1]] for row in rows]
    widths = [max(len(row[at]) for row in shown) for at in range(len(shown[0]))]
    room = screen.columns - 4 - sum(widths) - 2 * len(widths)
    if room < min(_LAST, max(len(row[-1]) for row in rows)):
        return []
    cells = [[f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)] for row in shown]
    return [
        f"  {mark:<1} {'  '.join([*row, keep_end(full[-1], room)])}".rstrip()
        for mark, row, full in zip(marks, cells, rows, strict=True)
    ]


def _fold_rows(rows: Sequence[Sequence[str]], marks: Sequence[str], screen: Screen) -> list[str]:
    """A block for each model: its name, then what each column has to say."""
    head, *models = rows
    return [line for mark, row in zip(marks[1:], models, strict=True) for line in _fold_row(head, row, mark, screen)]


def _fold_row(head: Sequence[str], row: Sequence[str], mark: str, screen: Screen) -> Iterator[str]:
    yield f"  {mark:<1} {keep_end(row[0], screen.columns - 4)}"
    by_outcome: dict[str, list[str]] = {}
    for policy, outcome in zip(head[1:-2], row[1:-2], strict=True):
        by_outcome.setdefault(outcome, []).append(policy)
    for outcome, policies in by_outcome.items():
        yield from screen.wrap(f"{outcome}: {', '.join(policies)}", indent=6, hanging=8)
    for title, cell in zip(head[-2:], row[-2:], strict=True):
        yield f"      {title}: {keep_end(cell, max(_LAST, screen.columns - 8 - len(title)))}"
