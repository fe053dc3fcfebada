"""Report -> an HTML page on one release: the verdict first, then what to do, then the evidence."""

from collections.abc import Callable, Iterable, Iterator

from openrelease.model import (
    Claim,
    Evidence,
    LadderResult,
    Location,
    PolicyVerdict,
    Problem,
    Report,
    Status,
    format_location,
)
from openrelease.reports.html.html_writer import EMPTY, Markup, element, join, link
from openrelease.reports.html.page_frame import render_document
from openrelease.reports.html.page_parts import MARKS, OUTCOME_CLASSES, section, show_table
from openrelease.reports.markdown.markdown_report import SourceSite
from openrelease.reports.shared.action_items import SEVERITY_TITLES, ActionItem, list_action_items
from openrelease.reports.shared.crosswalk import CrosswalkRow, build_crosswalk, cell_word, format_legend
from openrelease.reports.shared.escape import blob_url
from openrelease.reports.shared.finding_text import FindingText, list_finding_texts
from openrelease.reports.shared.model_table import ModelRow, count_met_models, license_label, model_rows
from openrelease.reports.shared.report_summary import (
    HEADLINES,
    STATUSES,
    ComponentRow,
    component_rows,
    license_name,
    list_limits,
    outcome_words,
    policy_name,
    readable_license,
    split_titles,
    verdict_sentence,
)
from openrelease.reports.shared.weights_summary import weight_lines

Place = Callable[[Location], Markup]
"""How a location is shown: as a link where the files can be looked at."""

_STATUS_CLASSES = {Status.IN_REPO: "good", Status.LINKED: "good", Status.UNCLEAR: "doubt", Status.ABSENT: "bad"}
_LICENSE_TEXT = "license"  # the component whose claims are those of all others
_MOST_EVIDENCE, _MOST_CLAIMS, _MOST_PROBLEMS = 5, 30, 50


def render(report: Report, *, server: str = "") -> str:
    """Return the page; with the address of a forge, locations link to the evaluated commit there."""
    subject = report.facts.subject
    known = server and subject.name and subject.revision
    site = SourceSite(server=server, repository=subject.name or "", revision=subject.revision or "") if known else None

    def place(location: Location) -> Markup:
        return _link_location(location, site)

    name = subject.name or "this repository"
    sections = (
        _verdict_section(report),
        _ladder_section(report),
        _models_section(report, place),
        _actions_section(report, place),
        _components_section(report, place),
        _crosswalk_section(report),
        _claims_section(report, place),
        _list_section("Weights in the repository", weight_lines(report.facts)),
        _problems_section(report.facts.problems, place),
        _list_section("Not checked by a program", list_limits(report)),
    )
    body = join((_SKIP, _page_header(report, name), element("main", *sections, id="main"), _page_footer(report)))
    return render_document(f"{name}: open source AI release", body)


_SKIP = element("a", "Skip to the verdict", href="#main", class_="skip")


def _page_header(report: Report, name: str) -> Markup:
    subject = report.facts.subject
    commit = join((" at ", element("code", subject.revision[:12]))) if subject.revision else " (files on disk)"
    line = element("p", f"Kind: {subject.kind.value}", commit, class_="soft")
    return element("header", element("h1", name), line)


def _verdict_section(report: Report) -> Markup:
    """Return a card for each policy, and one for each ladder in place of its policies."""
    rungs = {each for found in report.ladders for each in found.rungs}
    cards = [_verdict_card(report, each) for each in report.verdicts if each.policy.id not in rungs]
    cards += [_ladder_card(report, each) for each in report.ladders]
    return section("Verdict", element("ul", *cards, class_="cards"))


def _ladder_card(report: Report, found: LadderResult) -> Markup:
    """Return the highest label that is met; where none is, what became of the lowest."""
    verdicts = {each.policy.id: each for each in report.verdicts}
    head, names = split_titles([verdicts[each].policy.title for each in found.rungs])
    shown = verdicts[found.highest or found.next]
    outcome, name = shown.outcome.value, names[found.rungs.index(shown.policy.id)]
    place = (
        f"the highest of {len(names)} labels that is met" if found.highest else f"{name}, the lowest of {len(names)}"
    )
    return element(
        "li",
        element("h3", head or found.ladder),
        element(
            "p", f"{MARKS[outcome]} {name if found.highest else HEADLINES[shown.outcome].capitalize()}", class_="word"
        ),
        element("p", f"{outcome_words(shown).capitalize()}: {place}."),
        element("p", verdict_sentence(shown, count_met_models(report, shown.policy.id))),
        element("p", element("code", policy_name(shown.policy)), class_="soft"),
        class_=f"card {'' if shown.policy.advisory else outcome}".strip(),
    )


def _verdict_card(report: Report, verdict: PolicyVerdict) -> Markup:
    outcome = verdict.outcome.value
    word = f"{MARKS[outcome]} {outcome_words(verdict).capitalize()}"
    sentence = verdict_sentence(verdict, count_met_models(report, verdict.policy.id))
    return element(
        "li",
        element("h3", verdict.policy.title),
        element("p", word, class_="word"),
        element("p", sentence),
        element("p", element("code", policy_name(verdict.policy)), class_="soft"),
        class_=f"card {'' if verdict.policy.advisory else outcome}".strip(),
    )


def _ladder_section(report: Report) -> Markup:
    if not report.ladders:
        return EMPTY
    titles = {each.policy.id: each.policy.title for each in report.verdicts}
    return section("How far it climbs", *(_ladder_steps(each, report, titles) for each in report.ladders))


def _ladder_steps(found: LadderResult, report: Report, titles: "dict[str, str]") -> Markup:
    verdicts = {each.policy.id: each for each in report.verdicts}
    steps = (
        element("li", f"{MARKS[each.outcome.value]} {each.policy.title}", class_=_step_class(each, found))
        for each in map(verdicts.__getitem__, found.rungs)
    )
    lacking = f"{titles[found.next]} lacks: {', '.join(found.lacking)}." if found.next else "The highest step is met."
    return join((element("ul", *steps, class_="steps"), element("p", lacking)))


def _step_class(verdict: PolicyVerdict, found: LadderResult) -> str | None:
    return "met" if verdict.outcome.value == "met" else "next" if verdict.policy.id == found.next else None


def _models_section(report: Report, place: Place) -> Markup:
    rows = model_rows(report)
    if not rows:
        return EMPTY
    columns = ("Model", *(each.policy.title for each in report.verdicts), "License of the weights", "Model card")
    return section(
        "Models",
        show_table(f"{len(rows)} models of this repository", columns, (_model_row(each, place) for each in rows)),
    )


def _model_row(row: ModelRow, place: Place) -> Markup:
    outcomes = (_outcome_cell(each) for each in row.verdicts)
    stated = join((" ", place(row.text))) if row.text else EMPTY
    card = place(row.card.location) if row.card else "none"
    name = element("th", row.name, scope="row")
    return element(
        "tr", name, *outcomes, element("td", readable_license(license_label(row)), stated), element("td", card)
    )


def _outcome_cell(verdict: PolicyVerdict) -> Markup:
    outcome = verdict.outcome.value
    return element("td", f"{MARKS[outcome]} {outcome_words(verdict)}", class_=OUTCOME_CLASSES[outcome])


def _actions_section(report: Report, place: Place) -> Markup:
    items = list_action_items(report)
    if not items:
        return section("What to do", element("p", "Nothing: every requirement that was asked for is met."))
    listed = (_action_entry(item, text, place) for item in items for text in list_finding_texts(item, report.facts))
    return section("What to do", element("ol", *listed, class_="todo"), id_="todo")


def _action_entry(item: ActionItem, text: FindingText, place: Place) -> Markup:
    where = join((place(text.location), ": ")) if text.location else EMPTY
    title = element("strong", text.message)
    parts = [element("p", where, element("code", text.requirement), ": ", title)]
    parts += [element("p", text.detail, class_="soft")] if text.detail else []
    parts += [element("p", element("strong", "Fix: "), text.fix)] if text.fix else []
    level = element("p", f"{SEVERITY_TITLES[item.severity]} ({item.demand})", class_="soft")
    return element("li", *parts, level)


def _components_section(report: Report, place: Place) -> Markup:
    rows = (
        _component_row(each, report.facts.components[each.component].evidence, place) for each in component_rows(report)
    )
    columns = ("Component", "Status", "License", "Stated at", "Evidence")
    return section("Components", show_table("Components of the release, with evidence", columns, rows))


def _component_row(row: ComponentRow, evidence: tuple[Evidence, ...], place: Place) -> Markup:
    shown = [element("div", _show_evidence(each, place)) for each in evidence[:_MOST_EVIDENCE]]
    more = len(evidence) - len(shown)
    stated = place(row.license.location) if row.license else EMPTY
    return element(
        "tr",
        element("th", row.title, scope="row"),
        element("td", STATUSES[row.status], class_=_STATUS_CLASSES[row.status] if row.lacking or shown else "none"),
        element("td", readable_license(license_name(row.license))),
        element("td", stated),
        element("td", *shown, f"and {more} more" if more > 0 else ""),
    )


def _show_evidence(evidence: Evidence, place: Place) -> Markup:
    outside = join((" → ", link(evidence.url, evidence.url))) if evidence.url else EMPTY
    return join((place(evidence.location), outside))


def _crosswalk_section(report: Report) -> Markup:
    walk = build_crosswalk(report)
    if walk is None:
        return EMPTY
    titles = {each.policy.id: each.policy.title for each in report.verdicts}
    columns = ("Component", *(titles[each] for each in walk.policies))
    legend = format_legend(walk)
    return section(
        "Definitions side by side",
        show_table("What each definition asks of each component", columns, map(_crosswalk_row, walk.lines)),
        element("p", legend, class_="soft") if legend else EMPTY,
    )


def _crosswalk_row(row: CrosswalkRow) -> Markup:
    classes = {"met": "good", "unmet": "bad", "unknown": "doubt"}
    cells = (
        element("td", cell_word(cell), class_=classes.get(cell.outcome.value, "none") if cell else "none")
        for cell in row.cells
    )
    return element("tr", element("th", row.title, scope="row"), *cells)


def _claims_section(report: Report, place: Place) -> Markup:
    rows = tuple(_claim_rows(report, place))
    columns = ("License", "Stated at", "How", "For", "Governs")
    shown = show_table("License claims, and whether each governs", columns, rows[:_MOST_CLAIMS])
    more = element("p", f"and {len(rows) - _MOST_CLAIMS} more", class_="soft") if len(rows) > _MOST_CLAIMS else EMPTY
    return section("License claims", shown, more) if rows else EMPTY


def _claim_rows(report: Report, place: Place) -> Iterator[Markup]:
    """Yield a row for each claim with the components that it is about."""
    about: dict[Claim, list[str]] = {}
    for row in component_rows(report):
        for claim in report.facts.components[row.component].claims if row.component != _LICENSE_TEXT else ():
            about.setdefault(claim, []).append(row.title)
    for claim, components in sorted(about.items(), key=lambda each: each[0].set_aside is not None):
        set_aside = claim.set_aside.value.replace("_", " ") if claim.set_aside else ""
        yield element(
            "tr",
            element("th", readable_license(license_name(claim)) or "unnamed terms", scope="row"),
            element("td", place(claim.location)),
            element("td", claim.how.replace("_", " ")),
            element("td", ", ".join(components)),
            element("td", f"no: {set_aside}" if set_aside else "yes", class_="none" if set_aside else "good"),
        )


def _list_section(title: str, lines: Iterable[str]) -> Markup:
    items = [element("li", line) for line in lines]
    return section(title, element("ul", *items)) if items else EMPTY


def _problems_section(problems: "tuple[Problem, ...]", place: Place) -> Markup:
    if not problems:
        return EMPTY
    items = (element("li", place(each.location), f": {each.message}") for each in problems[:_MOST_PROBLEMS])
    more = len(problems) - _MOST_PROBLEMS
    last = element("li", f"and {more} more") if more > 0 else EMPTY
    return section("Could not be read", element("ul", *items, last))


def _page_footer(report: Report) -> Markup:
    rules = (
        element(
            "p", f"{policy_name(each.policy)}, {each.policy.source}, SHA-256 ", element("code", each.policy.digest[:16])
        )
        for each in report.verdicts
    )
    return element("footer", element("h2", "Policies"), *rules)


def _link_location(location: Location, site: SourceSite | None) -> Markup:
    label = element("code", format_location(location))
    if site is None or location.path in {"", "."}:
        return label
    return link(label, blob_url(site.server, site.repository, site.revision, location.path, location.line))
