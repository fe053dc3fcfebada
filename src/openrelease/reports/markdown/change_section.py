"""Comparison -> the Markdown that a comment leads with: what changes, of the release and of its rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openrelease.model import Location, Report
from openrelease.reports.shared.change import Aspect, Change, Direction
from openrelease.reports.shared.compare_reports import regressions
from openrelease.reports.shared.comparison import Amendment, Comparison
from openrelease.reports.shared.escape import code, prose
from openrelease.reports.shared.fit_to_limit import MOST, Item, Section
from openrelease.reports.shared.report_summary import HEADLINES, readable, shorten

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


def headline(comparison: Comparison) -> str:
    """The change in a few words, with a mark; "" where nothing could be compared."""
    if comparison.changes is None:
        return ""
    losses = comparison.told(Direction.WORSE)
    gains = [each for each in comparison.told(Direction.BETTER) if each.aspect is Aspect.REQUIREMENT]
    required = regressions(losses)
    if required:
        return f"❌ Open source AI release: this change {_told(required)}"
    if losses:
        return "⚠️ Open source AI release: this change takes something away"
    if gains:
        return f"✅ Open source AI release: this change meets {_counted(len(gains))} more"
    return f"Open source AI release: {'details' if comparison.changes else 'nothing'} changed"


def _told(required: Sequence[Change]) -> str:
    """Requirements lost, and models added that do not meet what is required."""
    models = sum(len(each.models) for each in required if each.aspect is Aspect.MODEL)
    lost = sum(each.aspect is not Aspect.MODEL for each in required)
    parts = (
        f"loses {_counted(lost)}" if lost else "",
        f"adds {_counted(models, 'model')} that fall{'s' if models == 1 else ''} short" if models else "",
    )
    return " and ".join(filter(None, parts))


def _counted(number: int, what: str = "requirement") -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def was(comparison: Comparison | None, report: Report, policy: str) -> str:
    """What became of a policy before, where that is another outcome than now."""
    before = {each.policy: each.outcome for each in comparison.before} if comparison else {}
    now = {judged.policy.id: judged.outcome for judged in report.verdicts}
    if policy not in before or before[policy] is now.get(policy):
        return ""
    return f" (before: {HEADLINES[before[policy]]})"


def sections(comparison: Comparison, place: Callable[[Location], str]) -> tuple[Section, ...]:
    """The notice, the table of changes and the change of policy; `place` makes a link of a location."""
    return _note(comparison), _table(comparison, place), _amendments(comparison)


def _note(comparison: Comparison) -> Section:
    told = (Item(severity=-1, text=f"> {prose(shorten(comparison.note, 2 * _LONG))}\n\n"),)
    return Section(name="notes", head="", items=told if comparison.note else ())


def _table(comparison: Comparison, place: Callable[[Location], str]) -> Section:
    return Section(
        name="changes",
        head="| | What changes | Before | After |\n|---|---|---|---|\n",
        items=tuple(
            Item(severity=_SEVERITIES[change.direction], text=_row(change, place))
            for change in (comparison.changes or ())[:MOST]
        ),
        more=max(0, len(comparison.changes or ()) - MOST),
        foot="\n",
    )


def _row(change: Change, place: Callable[[Location], str]) -> str:
    words = _WORDS | _OTHER_WORDS.get(change.aspect, {})
    named = change.aspect in {Aspect.REQUIREMENT, Aspect.POLICY}
    what = prose(shorten(change.title, _LONG))
    title = f"**{what}** ({code(change.id)}, {prose(change.weight)})" if named else what
    about = f"{_models(change.models)}: " if change.models else ""
    where = f" {place(change.location)}" if change.location else ""
    shown = _license if change.aspect is Aspect.LICENSE else prose
    cells = words[change.direction], f"{about}{title}", shown(change.before), f"{shown(change.after)}{where}"
    return f"| {' | '.join(cells)} |\n"


def _models(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SOME} more models" if len(names) > _SOME else ""
    return f"{', '.join(code(shorten(name, _NAME)) for name in names[:_SOME])}{more}"


def _license(name: str) -> str:
    return code(readable(name))


def _amendments(comparison: Comparison) -> Section:
    loosening = any(each.loosens for each in comparison.amendments)
    mark = "⚠️ Policy change: it may loosen the rules" if loosening else "Policy change"
    return Section(
        name="changes of policy",
        head=f"#### {mark}\n\n{_apart(comparison)}\n\n| What | Before | After | |\n|---|---|---|---|\n",
        items=tuple(
            Item(severity=0 if each.loosens else 3, text=_amendment(each))
            for each in sorted(comparison.amendments, key=lambda each: not each.loosens)[:MOST]
        ),
        more=max(0, len(comparison.amendments) - MOST),
        foot="\n",
    )


def _apart(comparison: Comparison) -> str:
    """The verdict by the new rules, next to the one that counts."""
    by = ", ".join(
        f"{code(f'{each.policy.id} {each.policy.version}')} **{HEADLINES[each.outcome]}**"
        for each in comparison.amended[:20]
    )
    counts = "This change alters what it is judged by. The rules of the base count until it is merged."
    return f"{counts} By the new ones: {by}." if by else counts


def _amendment(amendment: Amendment) -> str:
    cells = (
        prose(shorten(amendment.what, _LONG)),
        code(amendment.before),
        code(amendment.after),
        "⚠️ may loosen" if amendment.loosens else "",
    )
    return f"| {' | '.join(cells)} |\n"
