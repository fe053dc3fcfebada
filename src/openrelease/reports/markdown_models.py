"""Report on several models -> Markdown: a table with a verdict for each, and a folded part for each."""

from __future__ import annotations

from collections.abc import Callable

from openrelease.model import Location, PolicyOutcome, ReleaseReport, Report
from openrelease.reports.escape import code, element
from openrelease.reports.fitted import Item, Section
from openrelease.reports.models import Line, as_report, described, lines
from openrelease.reports.outline import ADVICE, WORST_FIRST, Row, Task, became, rows, shorten, tasks

_MARKS = {
    PolicyOutcome.MET: "✅",
    PolicyOutcome.UNMET: "❌",
    PolicyOutcome.UNDETERMINED: "❓",
    PolicyOutcome.NOT_APPLICABLE: "⚪",
}
_HELD = "\u00a0"  # a space that does not break: a mark and its word stay on one line of a narrow column
_LONG = 100  # characters of a model's name
_DETAIL = ADVICE + 1  # what is folded goes before anything that is shown


def models_table(report: Report, place: Callable[[Location], str]) -> Section:
    """A row for each model with its verdicts, license and card; `place` makes a link of a location."""
    policies = [verdict.policy.id for verdict in report.verdicts]
    header = ("Model", *map(code, policies), "License of the weights", "Model card")
    head = f"| {' | '.join(header)} |\n{'|---' * len(header)}|\n"
    items = tuple(
        Item(severity=WORST_FIRST.index(line.outcome), text=_row(line, place)) for line in lines(report)
    )
    return Section(name="models", head=head, items=items, foot="\n")


def folded_models(
    report: Report, task: Callable[[Task], str], row: Callable[[Row], str]
) -> tuple[Section, ...]:
    """What is to be done for each model and what it consists of, folded."""
    return tuple(_folded(release, task, row) for release in report.releases)


def _row(line: Line, place: Callable[[Location], str]) -> str:
    name = code(shorten(line.name, _LONG))
    outcomes = (
        f"{_MARKS[verdict.outcome]} {became(verdict)}".replace(" ", _HELD) for verdict in line.verdicts
    )
    license_ = f"{code(described(line))} {place(line.text)}" if line.text else described(line)
    card = place(line.card.location) if line.card else "none"
    return f"| {' | '.join((name, *outcomes, license_, card))} |\n"


def _folded(release: ReleaseReport, task: Callable[[Task], str], row: Callable[[Row], str]) -> Section:
    alone = as_report(release)
    work = tasks(alone)
    head = f"<details><summary>{element(release.name, _LONG)}: {len(work)} to do</summary>\n\n"
    table = "\n| Component | Status | License | Evidence |\n|---|---|---|---|\n"
    texts = (*map(task, work), table, *map(row, rows(alone)))
    return Section(
        name=f"lines about {code(release.name, _LONG)}",
        head=head,
        items=tuple(Item(severity=_DETAIL, text=text) for text in texts),
        foot="\n</details>\n\n",
    )
