"""Report -> Markdown: exceptions with their status, and contradicted declarations."""

from collections.abc import Callable

from openrelease.model import Location, Report, WaiverStatus
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.escape import code_span, escape_prose
from openrelease.reports.shared.exception_lines import list_exceptions
from openrelease.reports.shared.fit_to_limit import MOST, Item, Section
from openrelease.reports.shared.report_summary import shorten

_LONG = 800  # characters of one of them; what is longer is in the JSON report


def exceptions_section(report: Report, place: Callable[[Location], str]) -> Section:
    """Exceptions with their status. Not collapsed: waived is not met."""
    return Section(
        name="exceptions",
        head="#### Exceptions\n\n",
        items=tuple(
            Item(
                severity=ADVICE,
                text=f"- {_USES[each.use]} {code_span(each.requirement)}: {escape_prose(shorten(each.text, _LONG))} "
                f"({place(each.location)})\n",
            )
            for each in list_exceptions(report)
        ),
        foot="\n",
    )


_USES = {WaiverStatus.USED: "⚪", WaiverStatus.EXPIRED: "❌", WaiverStatus.PARTIAL: "❌", WaiverStatus.UNUSED: "💡"}


def contradictions_section(report: Report, place: Callable[[Location], str]) -> Section:
    """Declarations that the files contradict."""
    return Section(
        name="declarations that are contradicted",
        head="#### Declared, and contradicted\n\n",
        items=tuple(
            Item(
                severity=ADVICE,
                text=f"- ❌ {escape_prose(shorten(each.message, _LONG))} ({place(each.location)})\n",
            )
            for each in report.facts.disputed[:MOST]
        ),
        foot="\n",
    )
