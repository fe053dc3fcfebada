"""Action items -> Markdown: those that the change causes first, the others collapsed."""

from collections.abc import Callable, Collection, Sequence

from openrelease.model import Facts, Location, ReleaseReport, Report
from openrelease.reports.shared.action_items import ADVICE, ActionItem, is_former, list_action_items
from openrelease.reports.shared.comparison import Aspect, Comparison, Direction
from openrelease.reports.shared.escape import code_span, escape_prose, markdown_link
from openrelease.reports.shared.finding_text import FindingText, list_finding_texts, to_sentence
from openrelease.reports.shared.fit_to_limit import Item, Section, folded_section
from openrelease.reports.shared.manual_links import EXCEPTIONS_PAGE
from openrelease.reports.shared.model_table import added_failing_models, affected_models, item_message, release_report
from openrelease.reports.shared.report_summary import MARKS, shorten
from openrelease.values import replace

Place = Callable[[Location], str]

_ADVICE = "💡"  # beside something that is met, where a tick would say that nothing is left to do
_ADDED = 3  # models that are new and whose tasks are not folded
_REQUIRED = 2  # severities below this are of what is required
_OPEN = 10  # tasks that are not folded
_FINDINGS = 5  # of one requirement that are listed
_LONG = 800  # characters of one message; what is longer is in the JSON report


def new_item_sections(report: Report, comparison: Comparison | None, place: Place) -> tuple[Section, ...]:
    """What is to be done: because of the change, and for models that it adds."""
    compared = comparison is not None and comparison.changes is not None
    new, _ = _split_by_base(report, comparison)
    with_models = [replace(task, message=item_message(report, task)) for task in new]
    title = "What to do about it" if compared else "What to do"
    return (
        *_item_sections(title, with_models, report.facts, place),
        *(
            section
            for release in added_failing_models(report, comparison)[:_ADDED]
            for section in _model_sections(release, place)
        ),
    )


def old_items_section(report: Report, comparison: Comparison | None, place: Place) -> Section:
    """What was to be done before the change, folded."""
    _, old = _split_by_base(report, comparison)
    items = _make_items(old, report.facts, place)
    return folded_section("earlier findings", f"Not caused by this change: {len(old)} to do", items)


def item_line(item: ActionItem, facts: Facts, place: Place) -> str:
    """The findings of an item as a bullet; several as bullets below it, with a fix that they share once."""
    texts = list_finding_texts(item, facts)
    mark = _ADVICE if item.severity == ADVICE else MARKS[item.outcome]
    head = f"- {mark} **{markdown_link(item.requirement.id, texts[0].page)}**"
    demand = escape_prose(item.demand)
    if len(texts) == 1:
        where = f" at {place(texts[0].location)}" if texts[0].location else ""
        return f"{head}{where}: {escape_prose(texts[0].message)} ({demand}).{_explain(texts[0])}\n"
    shared = len({text.fix for text in texts}) == 1
    last = _format_fix(texts[0]) if shared else ""
    lines = (_finding_line(text, place, with_fix=not shared) for text in texts[:_FINDINGS])
    more = f"  - and {len(texts) - _FINDINGS} more\n" if len(texts) > _FINDINGS else ""
    return f"{head}: {len(texts)} findings ({demand}).{last}\n{''.join(lines)}{more}"


def _finding_line(text: FindingText, place: Place, *, with_fix: bool) -> str:
    where = f"{place(text.location)}: " if text.location else ""
    return f"  - {where}{escape_prose(text.message)}.{_explain(text, with_fix=with_fix)}\n"


def _explain(text: FindingText, *, with_fix: bool = True) -> str:
    detail = f" {escape_prose(shorten(to_sentence(text.detail), _LONG))}" if text.detail else ""
    return f"{detail}{_format_fix(text) if with_fix else ''}"


def _format_fix(text: FindingText) -> str:
    return f" _Fix: {escape_prose(text.fix)}_" if text.fix else ""


def _split_by_base(report: Report, comparison: Comparison | None) -> tuple[list[ActionItem], list[ActionItem]]:
    """What the change brought about, and what was to be done before it; all of it is new without a base.

    Findings on models that the change adds are listed with these models instead.
    """
    work = list_action_items(report)
    if comparison is None or comparison.changes is None:
        return list(work), []
    lost = {each.id for each in comparison.select_changes(Direction.WORSE) if each.aspect is Aspect.REQUIREMENT}
    names = {release.name for release in added_failing_models(report, comparison)}
    former = comparison.former
    new = [
        task
        for task in work
        if task.requirement.id in lost or not (former is None or is_former(task, former) or report.releases)
    ]
    old = (task for task in work if task not in new)
    return new, [task for task in old if not _is_only_about(report, task, names)]


def _is_only_about(report: Report, task: ActionItem, names: Collection[str]) -> bool:
    about_them = affected_models(report, task)
    return bool(about_them) and all(name in names for name in about_them)


def _model_sections(release: ReleaseReport, place: Place) -> tuple[Section, Section]:
    items = list_action_items(release_report(release))
    return _item_sections(f"What to do for {code_span(release.name)}", items, release.facts, place)


def _item_sections(title: str, work: Sequence[ActionItem], facts: Facts, place: Place) -> tuple[Section, Section]:
    """The most severe under a heading, and the others folded below them."""
    items = _make_items(work, facts, place)
    required = any(item.severity < _REQUIRED for item in work)
    foot = f"\nWhat cannot be fixed yet can be [waived until a date]({EXCEPTIONS_PAGE}).\n\n" if required else "\n"
    return (
        Section(name="findings", head=f"#### {title}\n\n", items=items[:_OPEN], foot=foot),
        folded_section("further findings", f"{len(items) - _OPEN} more to do", items[_OPEN:]),
    )


def _make_items(work: Sequence[ActionItem], facts: Facts, place: Place) -> tuple[Item, ...]:
    return tuple(Item(severity=item.severity, text=item_line(item, facts, place)) for item in work)
