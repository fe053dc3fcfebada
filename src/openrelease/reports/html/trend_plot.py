"""History of surveys -> a plot of the share that meets each definition, and the same figures as a table."""

from collections.abc import Mapping, Sequence

from openrelease.model import SurveyPolicy
from openrelease.reports.html.html_writer import EMPTY, Markup, element
from openrelease.reports.html.page_parts import section, show_table
from openrelease.reports.shared.survey_summary import HistoryEntry

_WIDTH, _HEIGHT = 760, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 190, 12, 28
_COLORS = 6
_SHOWN = 120  # entries, the newest


def draw_trend(history: Sequence[HistoryEntry], policies: Sequence[SurveyPolicy]) -> Markup:
    """Return the section; nothing for fewer than two surveys."""
    shown = sorted(history, key=lambda each: each.day)[-_SHOWN:]
    if len(shown) < len(("first", "last")):
        return EMPTY
    lines = [element for number, policy in enumerate(policies) for element in _draw_line(number, policy, shown)]
    box = f"0 0 {_WIDTH} {_HEIGHT}"
    label = (
        f"Percent of releases that meet each definition, {shown[0].day} to {shown[-1].day}; figures in the table below"
    )
    plot = element("svg", *_draw_axes(shown), *lines, class_="plot", role="img", aria_label=label, viewbox=box)
    columns = ("Day", "Evaluated", *(each.title for each in policies))
    rows = (_history_row(each, policies) for each in reversed(shown))
    table = element(
        "details", element("summary", "Figures"), show_table("Percent that meets each definition", columns, rows)
    )
    return section("Trend", plot, table, id_="trend")


def share_met(entry: HistoryEntry, policy: str) -> float | None:
    """Return the percent of the targets of a policy that met it, None where there was none."""
    counts: Mapping[str, int] = entry.policies.get(policy, {})
    applicable = sum(count for outcome, count in counts.items() if outcome != "not_applicable")
    return 100 * counts.get("met", 0) / applicable if applicable else None


def _draw_axes(shown: Sequence[HistoryEntry]) -> list[Markup]:
    drawn = []
    for percent in (0, 50, 100):
        y = f"{_scale_y(percent):.1f}"
        drawn.append(element("line", x1=str(_LEFT), x2=str(_WIDTH - _RIGHT), y1=y, y2=y, class_="axis"))
        drawn.append(element("text", f"{percent} %", x=str(_LEFT - 6), y=y, text_anchor="end"))
    ends = (("start", _LEFT, shown[0].day), ("end", _WIDTH - _RIGHT, shown[-1].day))
    return drawn + [element("text", day, x=str(x), y=str(_HEIGHT - 6), text_anchor=anchor) for anchor, x, day in ends]


def _draw_line(number: int, policy: SurveyPolicy, shown: Sequence[HistoryEntry]) -> list[Markup]:
    """Return the line of a policy and its name at the end; names keep a distance from each other."""
    step = (_WIDTH - _LEFT - _RIGHT) / (len(shown) - 1)
    found = [(_LEFT + step * at, share_met(each, policy.id)) for at, each in enumerate(shown)]
    points = [(x, _scale_y(share)) for x, share in found if share is not None]
    if not points:
        return []
    color = f"c{number % _COLORS}"
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    title = policy.title if len(policy.title) <= len("AI Alliance Open Science") else policy.id
    label = element("text", title, x=str(_WIDTH - _RIGHT + 10), y=str(_TOP + 14 + 18 * number), class_=color)
    dots = [element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3", class_=color) for x, y in points[-1:]]
    return [element("polyline", points=path, class_=f"line {color}"), *dots, label]


def _scale_y(percent: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - percent / 100)


def _history_row(entry: HistoryEntry, policies: Sequence[SurveyPolicy]) -> Markup:
    shares = (share_met(entry, each.id) for each in policies)
    cells = (element("td", "" if share is None else f"{share:.1f}", class_="n") for share in shares)
    day = element("th", entry.day, scope="row")
    return element("tr", day, element("td", f"{entry.evaluated:,} of {entry.targets:,}", class_="n"), *cells)
