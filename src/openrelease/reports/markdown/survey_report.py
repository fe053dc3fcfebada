"""Survey -> GitHub Markdown, for an issue or a step summary: coverage, shares, changes, what to do first, releases."""

from collections.abc import Sequence

from openrelease.model import PolicyOutcome, Result
from openrelease.reports.shared.escape import code_span, escape_prose, markdown_link
from openrelease.reports.shared.fit_to_limit import Item, Section, fit_sections, folded_section
from openrelease.reports.shared.report_summary import HEADLINES, MARKS
from openrelease.reports.shared.survey_summary import (
    LadderShare,
    MissingRequirement,
    OutcomeChange,
    PolicyShare,
    SurveyView,
    count_ladders,
    count_shares,
    describe_coverage,
    find_rung,
    rank_missing,
)

LIMIT = 60_000
"""Characters; GitHub takes comments of at most 65,536."""

_MOST_MISSING, _MOST_NAMES = 10, 5
_LINKS = 300  # characters of a name in a link


def render(view: SurveyView, *, limit: int = LIMIT) -> str:
    """Return the text in at most `limit` characters; the list of releases is cut first."""
    shares, ladders = count_shares(view), count_ladders(view)
    changes = view.changes
    parts = [
        _shares_section(view, shares),
        *map(_ladder_section, ladders),
        *(
            [
                _changes_section("No longer met", changes.lost, 0),
                _changes_section("Met now", changes.gained, 1),
                _names_section("New", changes.added),
                _names_section("Gone", changes.removed),
                _names_section("No longer readable", changes.unread),
            ]
            if changes
            else []
        ),
        _missing_section(rank_missing(view)),
        _releases_section(view, ladders),
        _errors_section(view),
    ]
    return fit_sections(parts, limit)


def _shares_section(view: SurveyView, shares: Sequence[PolicyShare]) -> Section:
    head = (
        f"### How open are {view.coverage.targets:,} releases?\n\n"
        f"{escape_prose(describe_coverage(view.coverage))}, {view.survey.day}.\n\n"
        "| Definition | Open | Met | Unknown | Not met | Not for |\n|---|---:|---:|---:|---:|---:|\n"
    )
    items = tuple(Item(severity=-1, text=_share_row(each)) for each in shares)
    return Section(name="definitions", head=head, items=items, foot="\n")


def _share_row(share: PolicyShare) -> str:
    percent = f"{share.percent:.0f} %" if share.applicable else "-"
    order = (PolicyOutcome.MET, PolicyOutcome.UNDETERMINED, PolicyOutcome.UNMET, PolicyOutcome.NOT_APPLICABLE)
    counts = " | ".join(f"{share.counts.get(outcome, 0):,}" for outcome in order)
    return f"| {escape_prose(share.policy.title)} ({code_span(share.policy.id)}) | {percent} | {counts} |\n"


def _ladder_section(share: LadderShare) -> Section:
    head = f"| {escape_prose(share.title)}: highest that is met | Releases |\n|---|---:|\n"
    rows = (f"| {escape_prose(share.name_rung(each))} | {share.counts.get(each, 0):,} |\n" for each in share.order)
    items = tuple(Item(severity=-1, text=row) for row in rows)
    return Section(name=f"{share.ladder} ", head=head, items=items, foot="\n")


def _changes_section(title: str, changes: Sequence[OutcomeChange], severity: int) -> Section:
    items = tuple(Item(severity=severity, text=_change_line(each)) for each in changes)
    return Section(name=title.lower(), head=f"**{title}** ({len(changes):,})\n\n", items=items, foot="\n")


def _change_line(change: OutcomeChange) -> str:
    words = f"{HEADLINES[change.before]}, now {MARKS[change.after]} {HEADLINES[change.after]}"
    return f"- {code_span(change.target)}, {escape_prose(change.policy.title)}: {words}\n"


def _names_section(title: str, names: Sequence[str]) -> Section:
    items = tuple(Item(severity=2, text=f"- {code_span(name)}\n") for name in names)
    return folded_section(f"{title.lower()} targets", f"{title} ({len(names):,})", items)


def _missing_section(missing: Sequence[MissingRequirement]) -> Section:
    columns = "| Requirement | Definition | Lack only this | Lack it | Such as |\n|---|---|---:|---:|---|\n"
    head = f"**What to do first**\n\n{columns}"
    items = tuple(Item(severity=1, text=_missing_row(each)) for each in missing[:_MOST_MISSING])
    return Section(name="requirements", head=head, items=items, foot="\n")


def _missing_row(missing: MissingRequirement) -> str:
    names = ", ".join(map(code_span, missing.only[:_MOST_NAMES]))
    title = escape_prose(missing.policy.title)
    return f"| {code_span(missing.requirement)} | {title} | {len(missing.only):,} | {missing.lacking:,} | {names} |\n"


def _releases_section(view: SurveyView, ladders: Sequence[LadderShare]) -> Section:
    """Return the releases with the outcome of each policy; the policies of a ladder share a column."""
    rungs = {each.id for ladder in ladders for each in ladder.rungs}
    policies = [each for each in view.survey.policies if each.id not in rungs]
    names = [*(each.title for each in policies), *(each.title for each in ladders)]
    head = f"| Release | {' | '.join(map(escape_prose, names))} |\n|---|{'---|' * len(names)}\n"
    rows = tuple(
        Item(severity=3, text=_release_row(each, [policy.id for policy in policies], ladders))
        for each in view.results
        if not each.error
    )
    return folded_section("releases", f"Releases ({len(rows):,})", rows, head=head)


def _release_row(result: Result, policies: Sequence[str], ladders: Sequence[LadderShare]) -> str:
    outcomes = [result.policies[each].outcome if each in result.policies else None for each in policies]
    highest = {each.ladder: find_rung(each, result) for each in result.ladders}
    cells = (
        *(f"{MARKS[each]} {HEADLINES[each]}" if each else "" for each in outcomes),
        *(escape_prose(each.name_rung(highest[each.ladder])) if each.ladder in highest else "" for each in ladders),
    )
    label = (result.name or result.target)[:_LINKS]
    return f"| {markdown_link(label, result.url)} | {' | '.join(cells)} |\n"


def _errors_section(view: SurveyView) -> Section:
    items = tuple(
        Item(severity=2, text=f"- {code_span(each.target)}: {escape_prose(each.error.message)}\n")
        for each in view.results
        if each.error
    )
    return folded_section("targets without a result", f"Not evaluated ({len(items):,})", items)
