"""Comparison -> the Markdown that a comment leads with: what changes, of the release and of its rules."""

from collections.abc import Callable, Sequence

from openrelease.model import Location
from openrelease.reports.shared.change_words import summarize_change
from openrelease.reports.shared.compare_reports import find_regressions
from openrelease.reports.shared.comparison import Aspect, Change, Comparison, Direction, RuleChange
from openrelease.reports.shared.escape import code_span, escape_prose
from openrelease.reports.shared.fit_to_limit import MOST, Item, Section
from openrelease.reports.shared.report_summary import HEADLINES, readable_license, shorten

_LONG = 300  # characters of a title or a state; what is longer is in the JSON report
# The space does not break, so that the mark and its word stay on one line of a narrow column.
_WORDS = {
    Direction.WORSE: "🔴\u00a0lost",
    Direction.OTHER: "⚪\u00a0changed",
    Direction.BETTER: "🟢\u00a0gained",
}
_OTHER_WORDS = {
    Aspect.LICENSE: {Direction.WORSE: "🔴\u00a0less\u00a0free", Direction.BETTER: "🟢\u00a0freer"},
    Aspect.MODEL: {
        Direction.WORSE: "🔴\u00a0model",
        Direction.OTHER: "⚪\u00a0model",
        Direction.BETTER: "🟢\u00a0model",
    },
}
_SOME, _NAME = 5, 60  # models that are named, and characters of a name
_SEVERITIES = {Direction.WORSE: 0, Direction.OTHER: 3, Direction.BETTER: 3}


def change_headline(comparison: Comparison) -> str:
    """Return the change in a few words, with a mark; "" where nothing could be compared."""
    words = summarize_change(comparison)
    if not words:
        return ""
    losses = comparison.select_changes(Direction.WORSE)
    mark = (
        "❌ "
        if find_regressions(losses)
        else "⚠️ "
        if losses or "loosen" in words
        else "✅ "
        if "meets" in words
        else ""
    )
    return f"{mark}Open source AI release: {words}"


def change_sections(comparison: Comparison, place: Callable[[Location], str]) -> tuple[Section, ...]:
    """The notice, the table of changes and the change of policy; `place` makes a link of a location."""
    return _note_section(comparison), _changes_table(comparison, place), _rules_section(comparison)


def _note_section(comparison: Comparison) -> Section:
    notes = (Item(severity=-1, text=f"> {escape_prose(shorten(comparison.note, 2 * _LONG))}\n\n"),)
    return Section(name="notes", head="", items=notes if comparison.note else ())


def _changes_table(comparison: Comparison, place: Callable[[Location], str]) -> Section:
    return Section(
        name="changes",
        head="| | What changes | Before | After |\n|---|---|---|---|\n",
        items=tuple(
            Item(severity=_SEVERITIES[change.direction], text=_change_row(change, place))
            for change in (comparison.changes or ())[:MOST]
        ),
        more=max(0, len(comparison.changes or ()) - MOST),
        foot="\n",
    )


def _change_row(change: Change, place: Callable[[Location], str]) -> str:
    words = _WORDS | _OTHER_WORDS.get(change.aspect, {})
    named = change.aspect in {Aspect.REQUIREMENT, Aspect.POLICY}
    what = escape_prose(shorten(change.title, _LONG))
    title = f"**{what}** ({code_span(change.id)}, {escape_prose(change.weight)})" if named else what
    about = f"{_model_names(change.models)}: " if change.models else ""
    where = f" {place(change.location)}" if change.location else ""
    shown = _license_code if change.aspect is Aspect.LICENSE else escape_prose
    cells = words[change.direction], f"{about}{title}", shown(change.before), f"{shown(change.after)}{where}"
    return f"| {' | '.join(cells)} |\n"


def _model_names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SOME} more models" if len(names) > _SOME else ""
    return f"{', '.join(code_span(shorten(name, _NAME)) for name in names[:_SOME])}{more}"


def _license_code(name: str) -> str:
    return code_span(readable_license(name))


def _rules_section(comparison: Comparison) -> Section:
    loosening = any(each.loosens for each in comparison.amendments)
    mark = "⚠️ Policy change: it may loosen the rules" if loosening else "Policy change"
    return Section(
        name="changes of policy",
        head=f"#### {mark}\n\n{_verdict_by_new_rules(comparison)}\n\n| What | Before | After | |\n|---|---|---|---|\n",
        items=tuple(
            Item(severity=0 if each.loosens else 3, text=_rule_change_row(each))
            for each in sorted(comparison.amendments, key=lambda each: not each.loosens)[:MOST]
        ),
        more=max(0, len(comparison.amendments) - MOST),
        foot="\n",
    )


def _verdict_by_new_rules(comparison: Comparison) -> str:
    """The verdict by the new rules, next to the one that counts."""
    by = ", ".join(
        f"{code_span(f'{each.policy.id} {each.policy.version}')} **{HEADLINES[each.outcome]}**"
        for each in comparison.amended[:20]
    )
    counts = "This change modifies its own rules. The rules of the base apply until it is merged."
    return f"{counts} By the new ones: {by}." if by else counts


def _rule_change_row(amendment: RuleChange) -> str:
    cells = (
        escape_prose(shorten(amendment.what, _LONG)),
        code_span(amendment.before),
        code_span(amendment.after),
        "⚠️ may loosen" if amendment.loosens else "",
    )
    return f"| {' | '.join(cells)} |\n"
