"""Report on several models -> Markdown: a table with a verdict for each, and a folded part for each."""

from __future__ import annotations

from collections.abc import Callable

from openrelease.model import Location, PolicyOutcome, ReleaseReport, Report
from openrelease.reports.shared.action_items import ADVICE, Task, tasks
from openrelease.reports.shared.escape import code, element
from openrelease.reports.shared.fit_to_limit import Item, Section
from openrelease.reports.shared.model_table import Line, as_report, described, lines
from openrelease.reports.shared.report_summary import WORST_FIRST, Row, became, readable, rows, shorten

_MARKS = {
    PolicyOutcome.MET: "✅",
    PolicyOutcome.UNMET: "❌",
    PolicyOutcome.UNDETERMINED: "❓",
    PolicyOutcome.NOT_APPLICABLE: "⚪",
}
_HELD = "\u00a0"  # a space that does not break: a mark and its word stay on one line of a narrow column
_COLUMNS = 3  # policies that have a column each
_LONG = 100  # characters of a model's name
_FOLD = "\n</details>\n\n"
GLANCE = 8
"""Rows that a reader takes in at once."""

_DETAIL = ADVICE + 1  # what is folded goes before anything that is shown


def models_table(report: Report, place: Callable[[Location], str], *, folded: bool = False) -> Section:
    """A row for each model with its verdicts, license and card; `place` makes a link of a location.

    `folded`: it is not what the reader came for, so that it is folded where it is more than a glance.
    """
    policies = [verdict.policy.id for verdict in report.verdicts]
    judged = map(code, policies) if len(policies) <= _COLUMNS else ("Policies",)
    header = ("Model", *judged, "License of the weights", "Model card")
    head = f"| {' | '.join(header)} |\n{'|---' * len(header)}|\n"
    items = tuple(
        Item(severity=WORST_FIRST.index(line.outcome), text=_row(line, place)) for line in lines(report)
    )
    if not folded or len(items) <= GLANCE:
        return Section(name="models", head=head, items=items, foot="\n")
    summary = f"<details><summary>Each of {len(items)} models</summary>\n\n"
    return Section(name="models", head=summary + head, items=items, foot=_FOLD)


def folded_models(report: Report, task: Callable[[Task], str], row: Callable[[Row], str]) -> Section:
    """What is to be done for each model and what it consists of, folded in one fold for all of them.

    Of a model with nothing to do the table says all.
    """
    busy = [release for release in report.releases if tasks(as_report(release))]
    which = f"each of {len(busy)}" if len(busy) == len(report.releases) else f"{len(busy)} of the"
    return Section(
        name="models in detail",
        head=f"<details><summary>What to do for {which} models</summary>\n\n",
        items=tuple(Item(severity=_DETAIL, text=_folded(release, task, row)) for release in busy),
        foot=_FOLD,
    )


def _row(line: Line, place: Callable[[Location], str]) -> str:
    name = code(shorten(line.name, _LONG))
    outcomes = _each(line) if len(line.verdicts) <= _COLUMNS else (_together(line),)
    name_of = readable(described(line))
    license_ = f"{code(name_of)} {place(line.text)}" if line.text else name_of
    card = place(line.card.location) if line.card else "none"
    return f"| {' | '.join((name, *outcomes, license_, card))} |\n"


def _each(line: Line) -> tuple[str, ...]:
    return tuple(f"{_MARKS[each.outcome]} {became(each)}".replace(" ", _HELD) for each in line.verdicts)


def _together(line: Line) -> str:
    """The worst of many policies, and how many of those that apply are met."""
    outcomes = [each.outcome for each in line.verdicts if each.outcome is not PolicyOutcome.NOT_APPLICABLE]
    told = f"{_MARKS[line.outcome]} {outcomes.count(PolicyOutcome.MET)} of {len(outcomes)} met"
    return told.replace(" ", _HELD)


def _folded(release: ReleaseReport, task: Callable[[Task], str], row: Callable[[Row], str]) -> str:
    alone = as_report(release)
    work = tasks(alone)
    where = f" in {element(f'{release.root}/')}" if release.root else ""
    head = f"<details><summary>{element(release.name, _LONG)}{where}: {len(work)} to do</summary>\n\n"
    table = "\n| Component | Status | License | Evidence |\n|---|---|---|---|\n"
    return "".join((head, *map(task, work), table, *map(row, rows(alone)), _FOLD))
