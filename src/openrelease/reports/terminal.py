"""Report -> text for people: the verdict, the components, what to do. All marks are ASCII."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from openrelease.model import (
    Evidence,
    Facts,
    Level,
    License,
    Outcome,
    PolicyOutcome,
    PolicyVerdict,
    Problem,
    Report,
    Status,
    Use,
    Verdict,
    spot,
)
from openrelease.reports.shared.action_items import Task, tasks
from openrelease.reports.shared.change import Change, Direction
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.crosswalk import crosswalk
from openrelease.reports.shared.crosswalk_tables import crosswalk_lines
from openrelease.reports.shared.escape import terminal
from openrelease.reports.shared.exception_lines import Told, told
from openrelease.reports.shared.grades import grade, is_graded
from openrelease.reports.shared.model_table import standing
from openrelease.reports.shared.model_table_text import model_lines
from openrelease.reports.shared.mot_records import record_lines
from openrelease.reports.shared.report_summary import (
    OUTCOMES,
    STATUSES,
    Row,
    became,
    license_name,
    limits,
    named,
    rows,
    said,
    shorten,
)
from openrelease.reports.shared.weights_summary import weight_lines

WIDTH = 96
_PROBLEMS = 10  # so many are listed; the JSON report has all of them

_MARKS = {Outcome.UNMET: "x", Outcome.UNKNOWN: "?", Outcome.MET: "i"}
_STATUS_MARKS = {Status.IN_REPO: "+", Status.LINKED: "+", Status.UNCLEAR: "?", Status.ABSENT: "-"}

_RED, _GREEN, _YELLOW, _BOLD = "31", "32", "33", "1"
_COLOURS = {
    PolicyOutcome.MET: _GREEN,
    PolicyOutcome.UNMET: _RED,
    PolicyOutcome.UNDETERMINED: _YELLOW,
    PolicyOutcome.NOT_APPLICABLE: _BOLD,
    Outcome.UNMET: _RED,
    Outcome.UNKNOWN: _YELLOW,
    Outcome.MET: _BOLD,
    Status.IN_REPO: _GREEN,
    Status.LINKED: _GREEN,
    Status.UNCLEAR: _YELLOW,
    Status.ABSENT: _RED,
}


def render(
    report: Report, *, colour: bool = False, comparison: Comparison | None = None, width: int = WIDTH
) -> str:
    """The report as lines of at most about 96 columns; `colour` adds ANSI colours to marks and verdicts.

    `width` is that of the screen, in columns: the cross-walk is cut into tables that fit into it.
    """
    sections = (
        [_subject(report.facts)],
        _changed(comparison) if comparison else [],
        [line for verdict in report.verdicts for line in _verdict(verdict, report, colour=colour)],
        model_lines(report),
        crosswalk_lines(report, min(width, WIDTH)),
        _components(rows(report), colour=colour),
        _weights(report.facts),
        _to_do(tasks(report), colour=colour),
        _disputed(report.facts.disputed),
        _exceptions(report, colour=colour),
        record_lines(report),
        _problems(report.facts.problems),
        _limits(report),
    )
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def _changed(comparison: Comparison) -> list[str]:
    """What the change does, one line each, and what it alters of its own rules."""
    changed = [
        f"  {_DIRECTIONS[each.direction]} {_about(each)}{terminal(each.title)}: "
        f"{terminal(shorten(each.before, 80))} -> {terminal(shorten(each.after, 80))}"
        for each in (comparison.changes or ())[:_CHANGES]
    ]
    altered = [
        f"  {'!' if each.loosens else ' '} {terminal(each.what)}: "
        f"{terminal(shorten(each.before, 80))} -> {terminal(shorten(each.after, 80))}"
        for each in comparison.amendments[:_CHANGES]
    ]
    title = [] if comparison.changes is None else ["What changes", *(changed or ["  nothing"])]
    return [
        *_wrapped(terminal(comparison.note), indent=0),
        *title,
        *(["Policy change: the rules of the base count until it is merged", *altered] if altered else []),
    ]


def _about(change: Change) -> str:
    """The models that a change is about, where there are several."""
    return f"{terminal(shorten(', '.join(change.models), 80))}: " if change.models else ""


_DIRECTIONS = {Direction.WORSE: "-", Direction.OTHER: "~", Direction.BETTER: "+"}
_CHANGES = 50  # so many are listed; the JSON report has all of them


def _subject(facts: Facts) -> str:
    subject = facts.subject
    name = terminal(subject.name or "this repository")
    revision = f" at {terminal(subject.revision[:12])}" if subject.revision else ""
    return f"{name}{revision}: {subject.kind.value} ({terminal(subject.kind_how)})"


def _verdict(verdict: PolicyVerdict, report: Report, *, colour: bool) -> list[str]:
    policy = verdict.policy
    headline = _painted(f"{became(verdict).upper():<14}", _COLOURS[verdict.outcome], colour=colour)
    told = said(verdict, standing(report, policy.id))
    return [
        f"{headline}  {terminal(policy.title)} ({terminal(named(policy))})",
        *_wrapped(terminal(told), indent=16),
        *_required(verdict, report),
    ]


def _required(verdict: PolicyVerdict, report: Report) -> list[str]:
    """Each required part of what is met, where no cross-walk tells it; and each criterion with its grade."""
    if is_graded(verdict):
        return [line for each in verdict.verdicts for line in _criterion(each, alone=not crosswalk(report))]
    if verdict.outcome is not PolicyOutcome.MET or crosswalk(report):
        return []
    return [
        f"{'':16}{OUTCOMES[each.outcome]:<15}{terminal(each.requirement.title)}"
        for each in verdict.verdicts
        if each.requirement.level is Level.REQUIRED
    ]


def _criterion(verdict: Verdict, *, alone: bool) -> list[str]:
    """A criterion with its grade and, where no other definition is told, the reason and what would help."""
    line = f"{'':16}{grade(verdict):<17}{terminal(verdict.requirement.title)}"
    if not alone:
        return [line]
    why = _wrapped(terminal(shorten(verdict.message, 600)), indent=33)
    helps = "" if verdict.outcome is Outcome.MET else f"-> {terminal(verdict.requirement.remedy)}"
    return [line, *why, *_wrapped(helps, indent=33)]


def _components(table: Iterable[Row], *, colour: bool) -> list[str]:
    lines = [_line(row, colour=colour) for row in table]
    return ["Components", *lines] if lines else []


def _weights(facts: Facts) -> list[str]:
    lines = [line for each in weight_lines(facts) for line in _wrapped(terminal(each), indent=4)]
    return ["Weights", *lines] if lines else []


def _line(row: Row, *, colour: bool) -> str:
    mark = _painted(_STATUS_MARKS[row.status], _COLOURS[row.status], colour=colour)
    license_ = f"{terminal(shorten(_license(row.license), 48)):<24}"
    place = _where(row.evidence, _PLACE + 24 - len(license_))
    return f"  {mark} {row.title:<24} {STATUSES[row.status]:<8} {license_} {place}".rstrip()


def _license(license_: License | None) -> str:
    """A license without the prefixes that are the same for all that SPDX has no id for."""
    return re.sub(r"\bLicenseRef-(scancode-)?", "", license_name(license_))


def _where(evidence: Evidence | None, room: int) -> str:
    """The best evidence; of a long path the end, which tells more than its start."""
    if evidence is None:
        return ""
    place = terminal(spot(evidence.location))
    room = max(room, _LEAST)
    return place if len(place) <= room else f"...{place[3 - room :]}"


_PLACE = 34
_LEAST = 16


def _to_do(work: Iterable[Task], *, colour: bool) -> list[str]:
    lines = [line for task in work for line in _task(task, colour=colour)]
    return ["What to do", *lines] if lines else []


def _task(task: Task, *, colour: bool) -> list[str]:
    mark = _painted(_MARKS[task.outcome], _COLOURS[task.outcome], colour=colour)
    demand = terminal(f"{task.requirement.id}, {task.demand}")
    return [
        f"  {mark} {terminal(task.requirement.title)} ({demand})",
        *_wrapped(terminal(shorten(task.message, 600)), indent=6),
        *_wrapped(f"-> {terminal(task.requirement.remedy)}", indent=6),
    ]


def _disputed(found: tuple[Problem, ...]) -> list[str]:
    """What the tree says against what is declared."""
    told = (f"{terminal(each.message)} ({terminal(spot(each.location))})" for each in found[:_PROBLEMS])
    lines = [line for text in told for line in _wrapped(f"x {text}", indent=2)]
    return ["Declared, and contradicted", *lines] if lines else []


def _exceptions(report: Report, *, colour: bool) -> list[str]:
    """Each exception, and what became of it."""
    lines = [line for each in told(report) for line in _exception(each, colour=colour)]
    return ["Exceptions", *lines] if lines else []


def _exception(given: Told, *, colour: bool) -> list[str]:
    letter, code = _USES[given.use]
    mark, place = _painted(letter, code, colour=colour), spot(given.location)
    text = terminal(f"{shorten(given.text, 600)} ({place})")
    return [f"  {mark} {terminal(given.requirement)}", *_wrapped(text, indent=6)]


_USES = {Use.USED: ("~", _YELLOW), Use.EXPIRED: ("x", _RED), Use.UNUSED: ("i", _BOLD)}


def _problems(problems: tuple[Problem, ...]) -> list[str]:
    if not problems:
        return []
    listed = [
        f"  ? {terminal(spot(each.location)) or 'the tree'}: {terminal(each.message)}"
        for each in problems[:_PROBLEMS]
    ]
    more = [f"  and {len(problems) - _PROBLEMS} more"] if len(problems) > _PROBLEMS else []
    return ["Could not be read", *listed, *more]


def _limits(report: Report) -> list[str]:
    """What no program can tell by these definitions."""
    told = (_wrapped(terminal(text), indent=4) for text in limits(report))
    lines = [f"  ! {first[4:]}" if n == 0 else first for each in told for n, first in enumerate(each)]
    return ["What a program cannot tell", *lines] if lines else []


def _wrapped(text: str, indent: int) -> list[str]:
    """Lines of at most WIDTH columns; long words such as addresses stay whole."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _painted(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
