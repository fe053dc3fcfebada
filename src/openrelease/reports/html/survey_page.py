"""Survey -> an HTML page: the shares first, then what changed and what to do first, then every release."""

from collections.abc import Iterable, Sequence

from openrelease.model import PolicyOutcome
from openrelease.reports.html.html_writer import EMPTY, Markup, element, join
from openrelease.reports.html.page_frame import render_document
from openrelease.reports.html.page_parts import MARKS, section, show_table
from openrelease.reports.html.release_table import render_table
from openrelease.reports.html.trend_plot import draw_trend
from openrelease.reports.shared.report_summary import HEADLINES
from openrelease.reports.shared.survey_summary import (
    LadderShare,
    MissingRequirement,
    OutcomeChange,
    PolicyShare,
    SurveyChanges,
    SurveyView,
    count_ladders,
    count_shares,
    describe_coverage,
    rank_missing,
)

_MOST_MISSING, _MOST_CHANGES, _MOST_NAMES = 10, 100, 8
_UNKNOWN = "Unknown: nothing required is missing, and the evidence does not settle all of it. It never counts as open."
_BELOW_COLORS = {"unknown": "doubt", "none": "bad"}
_BAR = (
    (PolicyOutcome.MET, "good"),
    (PolicyOutcome.UNDETERMINED, "doubt"),
    (PolicyOutcome.UNMET, "bad"),
)


def render(view: SurveyView) -> str:
    """Return the page."""
    ladders = count_ladders(view)
    rungs = {each.id for ladder in ladders for each in ladder.rungs}
    shares = [each for each in count_shares(view) if each.policy.id not in rungs]
    main = element(
        "main",
        _shares_section(shares, ladders),
        _changes_section(view.changes) if view.changes else EMPTY,
        draw_trend(view.history, view.survey.policies),
        _missing_section(rank_missing(view)),
        render_table(view, ladders),
        _errors_section(view),
        id="main",
    )
    skip = element("a", "Skip to the releases", href="#releases", class_="skip")
    body = join((skip, _page_header(view), main, _page_footer(view)))
    return render_document(f"Openness of {view.coverage.targets:,} releases", body, script="survey.js")


def _page_header(view: SurveyView) -> Markup:
    left = ", ".join(f"{count:,} {reason}s" for reason, count in sorted(view.survey.left_out.items()))
    return element(
        "header",
        element("h1", f"How open are {view.coverage.targets:,} releases?"),
        element("p", f"Coverage: {describe_coverage(view.coverage)}.", f" Left out: {left}." if left else ""),
        element("p", f"{view.survey.day}, openrelease {view.survey.tool}", class_="soft"),
    )


def _shares_section(shares: Iterable[PolicyShare], ladders: Iterable[LadderShare]) -> Markup:
    cards = element("ul", *map(_share_card, shares), *map(_ladder_card, ladders), class_="cards")
    return section("Open by each definition", cards, element("p", _UNKNOWN, class_="soft"), id_="shares")


def _share_card(share: PolicyShare) -> Markup:
    counts = share.counts
    words = (f"{counts.get(outcome, 0):,} {HEADLINES[outcome]}" for outcome, _ in _BAR)
    beside = counts.get(PolicyOutcome.NOT_APPLICABLE, 0)
    percent = f"{share.percent:.0f} %" if share.applicable else "none"
    return element(
        "li",
        element("h3", share.policy.title),
        element("p", percent, class_="share"),
        element("p", f"{counts.get(PolicyOutcome.MET, 0):,} of {share.applicable:,} releases meet it"),
        _draw_bar(share),
        element("p", ", ".join(words), f"; not for {beside:,}" if beside else "", class_="soft"),
        element("p", element("code", f"{share.policy.id} {share.policy.version}"), class_="soft"),
        class_="card",
    )


def _ladder_card(share: LadderShare) -> Markup:
    """Return how many releases each label is the highest for, the highest label first."""
    total = max(sum(share.counts.values()), 1)
    colors = {each: _BELOW_COLORS.get(each, "good") for each in share.order}
    rows = (
        _rung_row(share.name_rung(each), share.counts.get(each, 0), total, color=colors[each]) for each in share.order
    )
    return element(
        "li",
        element("h3", share.title),
        element("p", "The highest label that each release meets:"),
        element("ul", *rows, class_="rungs"),
        element("p", element("code", share.ladder), class_="soft"),
        class_="card",
    )


def _rung_row(title: str, count: int, total: int, *, color: str) -> Markup:
    width = f"{100 * count / total:.2f}"
    box = {"viewbox": "0 0 100 10", "preserveaspectratio": "none"}
    rect = element("rect", x="0", y="0", width=width, height="10", class_=color)
    bar = element("svg", rect, class_="bar", aria_hidden="true", **box)
    return element("li", element("span", title), element("strong", f"{count:,}"), bar)


def _draw_bar(share: PolicyShare) -> Markup:
    """Return a bar of met, unknown and not met; the words beside it say the same."""
    at, drawn = 0.0, []
    for outcome, class_ in _BAR:
        width = 100 * share.counts.get(outcome, 0) / share.applicable if share.applicable else 0.0
        drawn.append(element("rect", x=f"{at:.2f}", y="0", width=f"{width:.2f}", height="10", class_=class_))
        at += width
    box = {"viewbox": "0 0 100 10", "preserveaspectratio": "none"}  # an HTML parser restores the case of SVG
    return element("svg", *drawn, class_="bar", aria_hidden="true", **box)


def _changes_section(changes: SurveyChanges) -> Markup:
    parts = (
        _change_table("No longer met", changes.lost),
        _change_table("Met now", changes.gained),
        _change_table("Other changes", changes.other),
        _name_list("New targets", changes.added),
        _name_list("Targets that are gone", changes.removed),
        _name_list("Could not be evaluated any more", changes.unread),
    )
    same = all(part is EMPTY for part in parts)
    nothing = element("p", "No outcome changed.") if same else EMPTY
    return section(f"What changed since {changes.since}", nothing, *parts, id_="changes")


def _change_table(title: str, changes: Sequence[OutcomeChange]) -> Markup:
    rows = (
        element(
            "tr",
            element("th", each.target, scope="row"),
            element("td", each.policy.title),
            element("td", HEADLINES[each.before]),
            element("td", f"{MARKS[each.after.value]} {HEADLINES[each.after]}"),
        )
        for each in changes[:_MOST_CHANGES]
    )
    columns = ("Release", "Definition", "Before", "Now")
    return show_table(f"{title}: {len(changes):,}", columns, rows) if changes else EMPTY


def _name_list(title: str, names: Sequence[str]) -> Markup:
    if not names:
        return EMPTY
    shown = ", ".join(names[:_MOST_CHANGES])
    more = f" and {len(names) - _MOST_CHANGES:,} more" if len(names) > _MOST_CHANGES else ""
    return element("p", element("strong", f"{title} ({len(names):,}): "), shown, more)


def _missing_section(missing: Sequence[MissingRequirement]) -> Markup:
    if not missing:
        return EMPTY
    intro = element("p", "First what most releases lack alone: mend it, and each of them meets the definition.")
    columns = ("Requirement", "Definition", "Lack only this", "Lack it", "Releases that lack only this")
    rows = map(_missing_row, missing[:_MOST_MISSING])
    return section("What to do first", intro, show_table("Requirements that releases lack", columns, rows), id_="first")


def _missing_row(missing: MissingRequirement) -> Markup:
    more = len(missing.only) - _MOST_NAMES
    names = f"{', '.join(missing.only[:_MOST_NAMES])}{f' and {more:,} more' if more > 0 else ''}"
    return element(
        "tr",
        element("th", element("code", missing.requirement), scope="row"),
        element("td", missing.policy.title),
        element("td", f"{len(missing.only):,}", class_="n"),
        element("td", f"{missing.lacking:,}", class_="n"),
        element("td", names),
    )


def _errors_section(view: SurveyView) -> Markup:
    failed = [each for each in view.results if each.error]
    rows = (
        element(
            "tr",
            element("th", each.target, scope="row"),
            element("td", each.error.type.value.replace("_", " ") if each.error else ""),
            element("td", each.error.message if each.error else ""),
        )
        for each in failed
    )
    columns = ("Target", "Error", "Reason")
    return (
        section("Not evaluated", show_table("Targets without a result", columns, rows), id_="errors")
        if failed
        else EMPTY
    )


def _page_footer(view: SurveyView) -> Markup:
    rules = (
        element("p", f"{each.title} ({each.id} {each.version}), SHA-256 ", element("code", each.sha256[:16]))
        for each in view.survey.policies
    )
    return element("footer", element("h2", "Definitions"), *rules)
