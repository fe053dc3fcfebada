"""Results of a survey -> the table of releases: outcomes, licenses, and each component with a link to its evidence.

Without JavaScript it is a complete table; the script adds the filter and the order.
"""

from collections.abc import Iterable, Sequence

from openrelease.model import (
    ActionResult,
    ComponentResult,
    LadderResult,
    Location,
    Permissive,
    Place,
    PolicyOutcome,
    PolicyResult,
    Result,
    Status,
    SurveyPolicy,
    format_location,
)
from openrelease.reports.html.html_writer import EMPTY, Markup, element, join, link
from openrelease.reports.html.page_parts import MARKS, OUTCOME_CLASSES, section
from openrelease.reports.shared.escape import blob_url
from openrelease.reports.shared.report_summary import HEADLINES, STATUSES, component_title, readable_license
from openrelease.reports.shared.survey_summary import LadderShare, SurveyView, find_rung, lacking_requirements

_WEIGHTS = "weights"
_SIGNS = {Status.IN_REPO: "●", Status.LINKED: "↗", Status.UNCLEAR: "?", Status.ABSENT: "·"}
_RIGHTS = {Permissive.YES: "open", Permissive.NO: "closed", Permissive.MIXED: "unsure", Permissive.UNKNOWN: "unsure"}
_RIGHTS_WORDS = {
    Permissive.YES: "permissive",
    Permissive.NO: "not permissive",
    Permissive.MIXED: "mixed",
    Permissive.UNKNOWN: "unknown license",
}
_BELOW_OUTCOMES = {"unknown": "undetermined", "none": "unmet"}
_MANY = 1_000  # releases above which a row names fewer findings, to keep the page small
_MOST_ACTIONS, _FEW_ACTIONS = 8, 1
_LEGEND = "● in the repository, ↗ linked, ? unclear, · absent; green: permissive, red: not permissive, yellow: unknown"


def render_table(view: SurveyView, ladders: Sequence[LadderShare]) -> Markup:
    """Return the section with the filter and the table; the policies of a ladder share a column."""
    rungs = {each.id for ladder in ladders for each in ladder.rungs}
    policies = [each for each in view.survey.policies if each.id not in rungs]
    titles = [*(each.title for each in policies), *(each.title for each in ladders)]
    results = [each for each in view.results if not each.error]
    components = _choose_components(results)
    most = _MOST_ACTIONS if len(results) <= _MANY else _FEW_ACTIONS
    head = element("tr", *_header_cells(titles, components))
    rows = (_release_row(each, [*_outcome_cells(each, policies, ladders)], components, most=most) for each in results)
    table = element(
        "table",
        element("caption", _LEGEND),
        element("thead", head),
        element("tbody", *rows),
        class_="releases",
        id="table",
    )
    region = element("div", table, class_="scroll", tabindex="0", role="region", aria_label="Table of releases")
    count = element("p", f"{len(results):,} releases", id="count", role="status")
    more = element("button", "Show more", type="button", class_="more", id="more", hidden=True)
    return section("Releases", _filter_controls(titles), count, region, more, id_="releases")


def _choose_components(results: Iterable[Result]) -> tuple[str, ...]:
    """Return the components that any release has, the most frequent first."""
    counts: dict[str, int] = {}
    for result in results:
        for name in result.components:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (name != _WEIGHTS, -counts[name], name)))


def _filter_controls(titles: Iterable[str]) -> Markup:
    """Return the controls, which the script makes visible."""
    words = element(
        "label", "Name, license or finding", element("input", type="search", id="words", autocomplete="off")
    )
    definitions = (element("option", title, value=str(number)) for number, title in enumerate(titles, start=1))
    policy = element("label", "Definition", element("select", *definitions, id="policy"))
    outcomes = (
        element("option", f"{MARKS[each.value]} {text}", value=MARKS[each.value]) for each, text in HEADLINES.items()
    )
    any_ = element("option", "any outcome", value="")
    outcome = element("label", "Outcome", element("select", any_, *outcomes, id="outcome"))
    return element("div", words, policy, outcome, class_="controls", id="controls", hidden=True)


def _header_cells(titles: Iterable[str], components: Sequence[str]) -> Iterable[Markup]:
    names = ("Release", *titles, "License of the weights", "Lacking")
    yield from (element("th", element("button", name, type="button"), scope="col") for name in names)
    for name in components:
        yield element("th", element("button", component_title(name), type="button"), scope="col", class_="c")


def _release_row(result: Result, outcomes: Iterable[Markup], components: Sequence[str], *, most: int) -> Markup:
    lacking = {name for each in result.policies.values() for name in lacking_requirements(each)}
    cells = (_component_cell(name, result.components.get(name), result) for name in components)
    return element(
        "tr",
        _name_cell(result, most),
        *outcomes,
        _license_cell(result),
        element("td", f"{len(lacking)}", class_="n"),
        *cells,
    )


def _name_cell(result: Result, most: int) -> Markup:
    """Return the name, with what to do behind it."""
    name = element("strong", result.name or result.target)
    page = (
        join((" ", link("page", result.url, aria_label=f"Page of {result.name or result.target}")))
        if result.url
        else EMPTY
    )
    more = " (archived)" if result.archived else ""
    if not result.actions:
        return element("th", name, page, more, scope="row")
    items = (element("li", *_action_parts(each, result)) for each in result.actions[:most])
    count = f"{len(result.actions)}{'+' if len(result.actions) > most else ''}"
    left = f"and {len(result.actions) - most} more" if len(result.actions) > most else ""
    todo = element("details", element("summary", f"{count} to do"), element("ul", *items), left)
    return element("th", name, page, more, todo, scope="row")


def _action_parts(action: ActionResult, result: Result) -> Iterable[Markup]:
    if action.place:
        label = element("code", format_location(Location(path=action.place.path, line=action.place.line)))
        yield join((link(label, _place_url(action.place, result)), ": "))
    yield join((element("code", action.requirement), f": {action.message}"))


def _outcome_cell(policy: PolicyResult | None) -> Markup:
    if policy is None:
        return element("td", "")
    outcome = policy.outcome.value
    assumed = f", {policy.assumptions} assumed" if policy.assumptions and outcome == "met" else ""
    return element("td", f"{MARKS[outcome]} {HEADLINES[policy.outcome]}{assumed}", class_=OUTCOME_CLASSES[outcome])


def _outcome_cells(
    result: Result, policies: Iterable[SurveyPolicy], ladders: Iterable[LadderShare]
) -> Iterable[Markup]:
    yield from (_outcome_cell(result.policies.get(each.id)) for each in policies)
    for share in ladders:
        found = next((each for each in result.ladders if each.ladder == share.ladder), None)
        yield _ladder_cell(found, result, share)


def _ladder_cell(found: "LadderResult | None", result: Result, share: LadderShare) -> Markup:
    """Return the highest policy that is met, with what the next one lacks as its title."""
    if found is None:
        return element("td", f"{MARKS['not_applicable']} {HEADLINES[PolicyOutcome.NOT_APPLICABLE]}", class_="none")
    lacking = f"{share.name_rung(found.next)} lacks: {', '.join(found.lacking)}" if found.next else None
    rung = find_rung(found, result)
    outcome = _BELOW_OUTCOMES.get(rung, "met")
    return element("td", f"{MARKS[outcome]} {share.name_rung(rung)}", class_=OUTCOME_CLASSES[outcome], title=lacking)


def _license_cell(result: Result) -> Markup:
    weights = result.components.get(_WEIGHTS)
    if weights is None or weights.permissive is None:
        return element("td", "none known", class_="license none")
    name = readable_license(weights.license or _RIGHTS_WORDS[weights.permissive])
    url = _place_url(weights.stated, result) if weights.stated else None
    return element("td", link(name, url, class_=_RIGHTS[weights.permissive]), class_="license")


def _component_cell(name: str, found: ComponentResult | None, result: Result) -> Markup:
    if found is None:
        return element("td", "·", class_="c absent")
    place = found.evidence[0] if found.evidence else None
    words = [component_title(name), STATUSES[found.status]]
    words += [_RIGHTS_WORDS[found.permissive]] if found.permissive else []
    words += [format_location(Location(path=place.path, line=place.line))] if place else []
    label = ", ".join(words)
    rights = _RIGHTS[found.permissive] if found.permissive else None
    url = _place_url(place, result) if place else None
    sign = _SIGNS[found.status]
    if url is None:
        return element("td", element("span", sign, title=label, class_=rights), class_="c")
    return element("td", link(sign, url, title=label, aria_label=label, class_=rights), class_="c")


def _place_url(place: Place, result: Result) -> str | None:
    """Return the address of a place at the evaluated commit, None where the forge is not known."""
    if not result.url or place.path in {"", "."}:
        return None
    server, _, name = result.url.removeprefix("https://").partition("/")
    return blob_url(f"https://{server}", name, result.commit, place.path, place.line)
