"""Report -> a badge: JSON for shields.io, and the same as an SVG of ours. It names the definition, and says "unknown".

https://shields.io/badges/endpoint-badge. Green is for what is met without exceptions and assumptions alone.
"""

from openrelease.model import LadderResult, Outcome, PolicyOutcome, PolicyVerdict, Report
from openrelease.reports.html.html_writer import Markup, element
from openrelease.reports.shared.escape import escape_terminal, json_text
from openrelease.reports.shared.report_summary import outcome_words, shorten

_COLORS = {
    PolicyOutcome.MET: "brightgreen",
    PolicyOutcome.UNMET: "red",
    PolicyOutcome.UNDETERMINED: "lightgrey",
    PolicyOutcome.NOT_APPLICABLE: "lightgrey",
}
_RESERVED, _ADVISORY = "yellowgreen", "blue"
_HEX = {"brightgreen": "#2a7d2e", "red": "#b3261e", "lightgrey": "#5f6670", _RESERVED: "#5c6f00", _ADVISORY: "#0b62a8"}
"""Darker than those of shields.io, so that white text on them has a contrast of 4.5 at least."""

_MOST_LABEL, _MOST_MESSAGE = 60, 120
_HEIGHT, _PADDING = 20, 6
_WIDTH = 6.8  # of a character at 11 pixels, rather too much than too little


def render_endpoint(report: Report) -> str:
    """Return the JSON of a shields.io endpoint."""
    label, message, color = _describe_badge(report)
    return json_text({"schemaVersion": 1, "label": label, "message": message, "color": color})


def render_svg(report: Report) -> str:
    """Return the badge as an SVG document of its own."""
    label, message, color = _describe_badge(report)
    left, right = (round(len(text) * _WIDTH) + 2 * _PADDING for text in (label, message))
    title = f"{label}: {message}"
    drawn = (
        element("title", title),
        element("rect", width=str(left), height=str(_HEIGHT), fill="#3d444d"),
        element("rect", x=str(left), width=str(right), height=str(_HEIGHT), fill=_HEX[color]),
        _draw_text(label, 0, left),
        _draw_text(message, left, right),
    )
    size = {"width": str(left + right), "height": str(_HEIGHT)}
    return element("svg", *drawn, xmlns="http://www.w3.org/2000/svg", role="img", aria_label=title, **size).text + "\n"


def _draw_text(text: str, left: int, width: int) -> Markup:
    font = {"fill": "#fff", "font_family": "Verdana,DejaVu Sans,sans-serif", "font_size": "11"}
    return element("text", text, x=str(left + width / 2), y="14", text_anchor="middle", **font)


def _describe_badge(report: Report) -> tuple[str, str, str]:
    """Return label, message and color: of one definition its outcome, of a ladder its highest, of several each."""
    if len(report.ladders) == 1 and all(each.policy.ladder for each in report.verdicts):
        return _describe_ladder(report, report.ladders[0])
    if len(report.verdicts) == 1:
        only = report.verdicts[0]
        label, message = (
            _shorten_text(only.policy.title, _MOST_LABEL),
            _shorten_text(outcome_words(only), _MOST_MESSAGE),
        )
        return label, message, _choose_color(only)
    words = ", ".join(f"{each.policy.title}: {outcome_words(each)}" for each in report.verdicts)
    colors = [_choose_color(each) for each in report.deciding or report.verdicts]
    return "open AI release", _shorten_text(words, _MOST_MESSAGE), max(colors, key=_WORST.index, default="lightgrey")


def _describe_ladder(report: Report, found: LadderResult) -> tuple[str, str, str]:
    """Name the highest policy that is met; where none is, what became of the lowest."""
    verdicts = {each.policy.id: each for each in report.verdicts}
    shown = verdicts[found.highest or found.next]
    message = shown.policy.title if found.highest else f"{shown.policy.title}: {outcome_words(shown)}"
    return _shorten_text(found.ladder, _MOST_LABEL), _shorten_text(message, _MOST_MESSAGE), _choose_color(shown)


_WORST = (_ADVISORY, "brightgreen", _RESERVED, "lightgrey", "red")


def _choose_color(verdict: PolicyVerdict) -> str:
    if verdict.policy.advisory:
        return _ADVISORY
    waived = any(each.outcome is Outcome.WAIVED for each in verdict.verdicts)
    reserved = verdict.outcome is PolicyOutcome.MET and (waived or verdict.assumptions)
    return _RESERVED if reserved else _COLORS[verdict.outcome]


def _shorten_text(text: str, limit: int) -> str:
    return shorten(escape_terminal(text), limit)
