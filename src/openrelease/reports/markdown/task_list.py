"""Tasks -> Markdown: what the change asks for first, the rest folded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from openrelease.model import Location, Outcome, ReleaseReport, Report
from openrelease.reports.shared.action_items import ActionItem, list_action_items
from openrelease.reports.shared.change import Aspect, Direction
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.escape import code_span, escape_prose
from openrelease.reports.shared.fit_to_limit import Item, Section
from openrelease.reports.shared.model_table import added_failing_models, affected_models, item_message, release_report
from openrelease.reports.shared.report_summary import shorten

Place = Callable[[Location], str]

_MARKS = {Outcome.MET: "✅", Outcome.UNMET: "❌", Outcome.UNKNOWN: "❓"}
_ADDED = 3  # models that are new and whose tasks are not folded
_OPEN = 10  # tasks that are not folded
_PLACES = 5
_LONG = 800  # characters of one message; what is longer is in the JSON report
_FOLD = "\n</details>\n\n"


def new_item_sections(report: Report, comparison: Comparison | None, place: Place) -> tuple[Section, ...]:
    """What is to be done: because of the change, and for models that it adds."""
    compared = comparison is not None and comparison.changes is not None
    new, _ = _split_by_base(report, comparison)
    told = [replace(task, message=item_message(report, task)) for task in new]
    title = "What to do about it" if compared else "What to do"
    return (
        *_item_sections(title, told, place),
        *(
            section
            for release in added_failing_models(report, comparison)[:_ADDED]
            for section in _model_sections(release, place)
        ),
    )


def old_items_section(report: Report, comparison: Comparison | None, place: Place) -> Section:
    """What was to be done before the change, folded."""
    _, old = _split_by_base(report, comparison)
    return _items_section(
        "things that were to be done before",
        f"<details><summary>As before this change: {len(old)} to do</summary>\n\n",
        old,
        place,
        foot=_FOLD,
    )


def item_line(task: ActionItem, place: Place) -> str:
    """One thing to do, as a bullet."""
    places = dict.fromkeys(place(each.location) for each in task.findings[:_PLACES] if each.location)
    where = f" See {', '.join(places)}." if places else ""
    return (
        f"- {_MARKS[task.outcome]} **{escape_prose(task.requirement.title)}** "
        f"({code_span(task.requirement.id)}, {escape_prose(task.demand)}): "
        f"{escape_prose(shorten(task.message, _LONG))}{where} _{escape_prose(task.requirement.remedy)}_\n"
    )


def _split_by_base(report: Report, comparison: Comparison | None) -> tuple[list[ActionItem], list[ActionItem]]:
    """What the change brought about, and what was to be done before it; all of it is new without a base.

    What is about models alone that the change adds is neither: it is told with each of them.
    """
    work = list_action_items(report)
    if comparison is None or comparison.changes is None:
        return list(work), []
    lost = {each.id for each in comparison.told(Direction.WORSE) if each.aspect is Aspect.REQUIREMENT}
    names = {release.name for release in added_failing_models(report, comparison)}
    new = [task for task in work if task.requirement.id in lost]
    old = (task for task in work if task.requirement.id not in lost)
    return new, [task for task in old if not _is_only_about(report, task, names)]


def _is_only_about(report: Report, task: ActionItem, names: Collection[str]) -> bool:
    about_them = affected_models(report, task)
    return bool(about_them) and all(name in names for name in about_them)


def _model_sections(release: ReleaseReport, place: Place) -> tuple[Section, Section]:
    return _item_sections(
        f"What to do for {code_span(release.name)}", list_action_items(release_report(release)), place
    )


def _item_sections(title: str, work: Sequence[ActionItem], place: Place) -> tuple[Section, Section]:
    """The most severe under a heading, and the others folded below them."""
    rest = work[_OPEN:]
    return (
        _items_section("things to do", f"#### {title}\n\n", work[:_OPEN], place, foot="\n"),
        _items_section(
            "further things to do",
            f"<details><summary>{len(rest)} more to do</summary>\n\n",
            rest,
            place,
            foot=_FOLD,
        ),
    )


def _items_section(name: str, head: str, work: Sequence[ActionItem], place: Place, *, foot: str) -> Section:
    items = tuple(Item(severity=task.severity, text=item_line(task, place)) for task in work)
    return Section(name=name, head=head, items=items, foot=foot)
