"""Report -> Markdown: each exception from a requirement, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from openrelease.model import Location, Report, Use
from openrelease.reports.escape import code, prose
from openrelease.reports.exceptions import told
from openrelease.reports.fitted import Item, Section
from openrelease.reports.outline import ADVICE, shorten

_LONG = 800  # characters of one of them; what is longer is in the JSON report


def exceptions(report: Report, place: Callable[[Location], str]) -> Section:
    """Each exception, and what became of it: shown, as waived is not met."""
    return Section(
        name="exceptions",
        head="#### Exceptions\n\n",
        items=tuple(
            Item(
                severity=ADVICE,
                text=f"- {_USES[each.use]} {code(each.requirement)}: {prose(shorten(each.text, _LONG))} "
                f"({place(each.location)})\n",
            )
            for each in told(report)
        ),
        foot="\n",
    )


_USES = {Use.USED: "⚪", Use.EXPIRED: "❌", Use.UNUSED: "💡"}
