"""Report -> the findings for a terminal, grouped by level and outcome, the most severe first.

As in ruff and zizmor, a finding is followed by the line that it is about, and by the address of its page.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TypeAlias

from openrelease.model import Facts, Location, Report
from openrelease.reports.shared.action_items import SEVERITY_TITLES, ActionItem, list_action_items
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.finding_text import list_finding_texts
from openrelease.reports.shared.report_summary import shorten
from openrelease.reports.terminal_layout import BOLD, RED, YELLOW, Screen

ReadLine: TypeAlias = Callable[[Location], str]
"""Returns a line of the repository, "" where there is none to show."""

_COLOURS = (RED, YELLOW, RED, YELLOW, BOLD)  # by severity
_DETAIL = 600  # characters of one detail
_FINDINGS = 20  # so many of one requirement are listed; the JSON report has all of them
_EXCERPT = 100  # characters of a line of the source


def finding_sections(report: Report, screen: Screen, read_line: ReadLine | None = None) -> Iterator[list[str]]:
    """A section for each level and outcome that has findings; with `read_line`, the lines that they are about."""
    for severity, items in groupby(list_action_items(report), key=lambda item: item.severity):
        title = screen.paint(SEVERITY_TITLES[severity], _COLOURS[severity])
        yield [title, *(line for item in items for line in _item_lines(item, report.facts, screen, read_line))]


def _item_lines(item: ActionItem, facts: Facts, screen: Screen, read_line: ReadLine | None) -> list[str]:
    """Each finding with its evidence; the policies, the page, and a fix that several findings share, once."""
    texts = list_finding_texts(item, facts)
    shown = texts[:_FINDINGS]
    lines: list[str] = []
    quoted = None
    for each, following in zip(shown, (*shown[1:], None), strict=True):
        lines += screen.wrap(escape_terminal(each.headline), indent=2, hanging=4)
        lines += _excerpt_lines(each.quoted, screen, read_line) if each.quoted != quoted else []
        quoted = each.quoted
        lines += screen.wrap(escape_terminal(shorten(each.detail, _DETAIL)), indent=6)
        if each.fix and (following is None or following.fix != each.fix):
            lines += screen.wrap(escape_terminal(f"fix: {each.fix}"), indent=6)
    more = len(texts) - len(shown)
    return [
        *lines,
        *([f"      and {more} more; the JSON report lists all of them"] if more else []),
        *(screen.wrap(escape_terminal(item.demand), indent=6) if " by " in item.demand else []),
        *screen.wrap(f"see: {texts[0].page}", indent=6),
    ]


def _excerpt_lines(place: Location | None, screen: Screen, read_line: ReadLine | None) -> list[str]:
    """The line that a finding is about, with its number, cut to the width."""
    text = read_line(place).strip() if read_line and place else ""
    text = text if any(map(str.isalnum, text)) else ""  # a rule or a fence shows nothing
    start = f"      {place.line if place else ''} | "
    room = min(_EXCERPT, screen.columns - len(start))
    return [f"{start}{shorten(escape_terminal(shorten(text, _EXCERPT)), room)}"] if text else []
