"""Report on several models -> Markdown: a table with a verdict for each, and a folded part for each."""

from collections.abc import Callable

from openrelease.model import Facts, Location, PolicyOutcome, ReleaseReport, Report
from openrelease.reports.shared.action_items import ADVICE, ActionItem, list_action_items
from openrelease.reports.shared.escape import code_element, code_span
from openrelease.reports.shared.fit_to_limit import FOLD_END, Item, Section, folded_section
from openrelease.reports.shared.model_table import ModelRow, license_label, model_rows, release_report
from openrelease.reports.shared.report_summary import (
    MARKS,
    ComponentRow,
    component_rows,
    keep_on_one_line,
    outcome_words,
    readable_license,
    shorten,
)

ItemLine = Callable[[ActionItem, Facts], str]

_COLUMNS = 3  # policies that have a column each
_LONG = 100  # characters of a model's name
GLANCE = 8
"""Rows that a reader takes in at once."""

_DETAIL = ADVICE + 1  # what is folded goes before anything that is shown


def models_table(report: Report, place: Callable[[Location], str], *, folded: bool = False) -> Section:
    """A row for each model with its verdicts, license and card; `place` makes a link of a location.

    `folded`: it is not what the reader came for, so that it is folded where it is more than a glance.
    """
    policies = [verdict.policy.id for verdict in report.verdicts]
    evaluated = map(code_span, policies) if len(policies) <= _COLUMNS else ("Policies",)
    header = ("Model", *evaluated, "License of the weights", "Model card")
    head = f"| {' | '.join(header)} |\n{'|---' * len(header)}|\n"
    items = tuple(
        Item(severity=[*PolicyOutcome].index(line.outcome), text=_model_row(line, place)) for line in model_rows(report)
    )
    if not folded or len(items) <= GLANCE:
        return Section(name="models", head=head, items=items, foot="\n")
    return folded_section("models", f"Each of {len(items)} models", items, head=head)


def folded_models(report: Report, line: ItemLine, row: Callable[[ComponentRow], str]) -> Section:
    """What is to be done for each model and what it consists of, folded in one fold for all of them.

    Models without findings are only in the table.
    """
    busy = [release for release in report.releases if list_action_items(release_report(release))]
    which = f"each of {len(busy)}" if len(busy) == len(report.releases) else f"{len(busy)} of the"
    items = tuple(Item(severity=_DETAIL, text=_model_details(release, line, row)) for release in busy)
    return folded_section("models in detail", f"What to do for {which} models", items)


def _model_row(line: ModelRow, place: Callable[[Location], str]) -> str:
    name = code_span(shorten(line.name, _LONG))
    outcomes = _outcome_cells(line) if len(line.verdicts) <= _COLUMNS else (_summary_cell(line),)
    name_of = readable_license(license_label(line))
    license_ = f"{code_span(name_of)} {place(line.text)}" if line.text else name_of
    card = place(line.card.location) if line.card else "none"
    return f"| {' | '.join((name, *outcomes, license_, card))} |\n"


def _outcome_cells(line: ModelRow) -> tuple[str, ...]:
    return tuple(keep_on_one_line(f"{MARKS[each.outcome]} {outcome_words(each)}") for each in line.verdicts)


def _summary_cell(line: ModelRow) -> str:
    """The worst of many policies, and how many of those that apply are met."""
    outcomes = [each.outcome for each in line.verdicts if each.applies]
    return keep_on_one_line(f"{MARKS[line.outcome]} {outcomes.count(PolicyOutcome.MET)} of {len(outcomes)} met")


def _model_details(release: ReleaseReport, line: ItemLine, row: Callable[[ComponentRow], str]) -> str:
    alone = release_report(release)
    work = list_action_items(alone)
    where = f" in {code_element(f'{release.root}/')}" if release.root else ""
    head = f"<details><summary>{code_element(release.name, _LONG)}{where}: {len(work)} to do</summary>\n\n"
    table = "\n| Component | Status | License | Evidence |\n|---|---|---|---|\n"
    lines = (line(item, release.facts) for item in work)
    return "".join((head, *lines, table, *map(row, component_rows(alone)), FOLD_END))
