"""Report -> the findings for a terminal, grouped by level and outcome, the most severe first."""

from collections.abc import Iterator
from itertools import groupby

from openrelease.model import Facts, Report
from openrelease.reports.shared.action_items import SEVERITY_TITLES, ActionItem, list_action_items
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.finding_text import list_finding_texts
from openrelease.reports.shared.report_summary import shorten
from openrelease.reports.terminal_layout import BOLD, RED, YELLOW, Screen

_COLOURS = (RED, YELLOW, RED, YELLOW, BOLD)  # by severity
_DETAIL = 600  # characters of one detail
_FINDINGS = 20  # so many of one requirement are listed; the JSON report has all of them


def finding_sections(report: Report, screen: Screen) -> Iterator[list[str]]:
    """A section for each level and outcome that has findings."""
    for severity, items in groupby(list_action_items(report), key=lambda item: item.severity):
        title = screen.paint(SEVERITY_TITLES[severity], _COLOURS[severity])
        yield [title, *(line for item in items for line in _item_lines(item, report.facts, screen))]


def _item_lines(item: ActionItem, facts: Facts, screen: Screen) -> list[str]:
    """Each finding with its evidence; the policies, and a fix that several findings share, once."""
    texts = list_finding_texts(item, facts)
    shown = texts[:_FINDINGS]
    lines: list[str] = []
    for each, following in zip(shown, (*shown[1:], None), strict=True):
        lines += screen.wrap(escape_terminal(each.headline), indent=2, hanging=4)
        lines += screen.wrap(escape_terminal(shorten(each.detail, _DETAIL)), indent=6)
        if each.fix and (following is None or following.fix != each.fix):
            lines += screen.wrap(escape_terminal(f"fix: {each.fix}"), indent=6)
    more = len(texts) - len(shown)
    return [
        *lines,
        *([f"      and {more} more; the JSON report lists all of them"] if more else []),
        *(screen.wrap(escape_terminal(item.demand), indent=6) if " by " in item.demand else []),
    ]
