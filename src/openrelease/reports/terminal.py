"""Report -> text for people: the verdict, the components, what to do. All marks are ASCII."""

from collections.abc import Iterable

from openrelease.model import (
    Evidence,
    Facts,
    Level,
    Outcome,
    PolicyOutcome,
    PolicyVerdict,
    Problem,
    Report,
    Status,
    Verdict,
    WaiverStatus,
    format_location,
)
from openrelease.reports.shared.comparison import Change, Comparison, Direction
from openrelease.reports.shared.crosswalk import build_crosswalk
from openrelease.reports.shared.crosswalk_tables import crosswalk_lines
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.exception_lines import ExceptionLine, list_exceptions
from openrelease.reports.shared.grades import grade_words, is_graded
from openrelease.reports.shared.model_table import count_met_models
from openrelease.reports.shared.model_table_text import model_lines
from openrelease.reports.shared.mot_records import record_lines
from openrelease.reports.shared.report_summary import (
    OUTCOMES,
    ComponentRow,
    component_rows,
    ladder_sentences,
    license_name,
    list_limits,
    outcome_words,
    policy_name,
    readable_license,
    shorten,
    verdict_sentence,
)
from openrelease.reports.shared.weights_summary import weight_lines
from openrelease.reports.terminal_findings import finding_sections
from openrelease.reports.terminal_layout import BOLD, GREEN, RED, WIDTH, YELLOW, paint_text, wrap_text

_PROBLEMS = 10  # so many are listed; the JSON report has all of them

_STATUS_MARKS = {Status.IN_REPO: "+", Status.LINKED: "+", Status.UNCLEAR: "?", Status.ABSENT: "-"}

_COLOURS = {
    PolicyOutcome.MET: GREEN,
    PolicyOutcome.UNMET: RED,
    PolicyOutcome.UNDETERMINED: YELLOW,
    PolicyOutcome.NOT_APPLICABLE: BOLD,
    Status.IN_REPO: GREEN,
    Status.LINKED: GREEN,
    Status.UNCLEAR: YELLOW,
    Status.ABSENT: RED,
}


def render(report: Report, *, colour: bool = False, comparison: Comparison | None = None, width: int = WIDTH) -> str:
    """The report as lines of at most about 96 columns; `colour` adds ANSI colours to marks and verdicts.

    `width` is that of the screen, in columns: the cross-walk is cut into tables that fit into it.
    """
    sections = (
        [_subject_line(report.facts)],
        _change_lines(comparison) if comparison else [],
        [line for verdict in report.verdicts for line in _verdict_lines(verdict, report, colour=colour)],
        [line for each in ladder_sentences(report) for line in wrap_text(escape_terminal(each), indent=0)],
        model_lines(report),
        crosswalk_lines(report, min(width, WIDTH)),
        _component_lines(component_rows(report), colour=colour),
        _weight_section(report.facts),
        *finding_sections(report, colour=colour),
        _contradiction_lines(report.facts.disputed),
        _exceptions_section(report, colour=colour),
        record_lines(report),
        _problem_lines(report.facts.problems),
        _limit_lines(report),
    )
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def _change_lines(comparison: Comparison) -> list[str]:
    """What the change does, one line each, and what it alters of its own rules."""
    changed = [
        f"  {_DIRECTIONS[each.direction]} {_model_prefix(each)}{escape_terminal(each.title)}: "
        f"{escape_terminal(shorten(each.before, 80))} -> {escape_terminal(shorten(each.after, 80))}"
        for each in (comparison.changes or ())[:_CHANGES]
    ]
    altered = [
        f"  {'!' if each.loosens else ' '} {escape_terminal(each.what)}: "
        f"{escape_terminal(shorten(each.before, 80))} -> {escape_terminal(shorten(each.after, 80))}"
        for each in comparison.amendments[:_CHANGES]
    ]
    title = [] if comparison.changes is None else ["What changes", *(changed or ["  nothing"])]
    return [
        *wrap_text(escape_terminal(comparison.note), indent=0),
        *title,
        *(["Policy change: the rules of the base count until it is merged", *altered] if altered else []),
    ]


def _model_prefix(change: Change) -> str:
    """The models that a change is about, where there are several."""
    return f"{escape_terminal(shorten(', '.join(change.models), 80))}: " if change.models else ""


_DIRECTIONS = {Direction.WORSE: "-", Direction.OTHER: "~", Direction.BETTER: "+"}
_CHANGES = 50  # so many are listed; the JSON report has all of them


def _subject_line(facts: Facts) -> str:
    subject = facts.subject
    name = escape_terminal(subject.name or "this repository")
    revision = f" at {escape_terminal(subject.revision[:12])}" if subject.revision else ""
    return f"{name}{revision}: {subject.kind.value} ({escape_terminal(subject.kind_how)})"


def _verdict_lines(verdict: PolicyVerdict, report: Report, *, colour: bool) -> list[str]:
    policy = verdict.policy
    headline = paint_text(f"{outcome_words(verdict).upper():<14}", _COLOURS[verdict.outcome], colour=colour)
    rendered = verdict_sentence(verdict, count_met_models(report, policy.id))
    return [
        f"{headline}  {escape_terminal(policy.title)} ({escape_terminal(policy_name(policy))})",
        *wrap_text(escape_terminal(rendered), indent=16),
        *_requirement_lines(verdict, report),
    ]


def _requirement_lines(verdict: PolicyVerdict, report: Report) -> list[str]:
    """The requirements of a policy that is met, unless there is a cross-walk; graded criteria always."""
    if is_graded(verdict):
        return [line for each in verdict.verdicts for line in _criterion_lines(each, alone=not build_crosswalk(report))]
    if verdict.outcome is not PolicyOutcome.MET or build_crosswalk(report):
        return []
    return [
        f"{'':16}{OUTCOMES[each.outcome]:<15}{escape_terminal(each.requirement.title)}"
        for each in verdict.verdicts
        if each.requirement.level is Level.REQUIRED
    ]


def _criterion_lines(verdict: Verdict, *, alone: bool) -> list[str]:
    """A criterion with its grade and, without a cross-walk, the reason and the fix."""
    line = f"{'':16}{grade_words(verdict):<17}{escape_terminal(verdict.requirement.title)}"
    if not alone:
        return [line]
    why = wrap_text(escape_terminal(shorten(verdict.message, 600)), indent=33)
    helps = "" if verdict.outcome is Outcome.MET else f"-> {escape_terminal(verdict.requirement.remedy)}"
    return [line, *why, *wrap_text(helps, indent=33)]


def _component_lines(table: Iterable[ComponentRow], *, colour: bool) -> list[str]:
    lines = [_component_line(row, colour=colour) for row in table]
    return ["Components", *lines] if lines else []


def _weight_section(facts: Facts) -> list[str]:
    lines = [line for each in weight_lines(facts) for line in wrap_text(escape_terminal(each), indent=4)]
    return ["Weights", *lines] if lines else []


def _component_line(row: ComponentRow, *, colour: bool) -> str:
    mark = paint_text(_STATUS_MARKS[row.status], _COLOURS[row.status], colour=colour)
    license_ = f"{escape_terminal(shorten(readable_license(license_name(row.license)), 48)):<24}"
    place = _short_place(row.evidence, _PLACE + 24 - len(license_))
    return f"  {mark} {row.title:<24} {row.status_word:<8} {license_} {place}".rstrip()


def _short_place(evidence: Evidence | None, room: int) -> str:
    """The best evidence; a long path is cut at its start."""
    if evidence is None:
        return ""
    place = escape_terminal(format_location(evidence.location))
    room = max(room, _LEAST)
    return place if len(place) <= room else f"...{place[3 - room :]}"


_PLACE = 34
_LEAST = 16


def _contradiction_lines(found: tuple[Problem, ...]) -> list[str]:
    """Declarations that the files contradict."""
    rendered = (
        f"{escape_terminal(each.message)} ({escape_terminal(format_location(each.location))})"
        for each in found[:_PROBLEMS]
    )
    lines = [line for text in rendered for line in wrap_text(f"x {text}", indent=2)]
    return ["Declared, and contradicted", *lines] if lines else []


def _exceptions_section(report: Report, *, colour: bool) -> list[str]:
    """Exceptions with their status."""
    lines = [line for each in list_exceptions(report) for line in _exception_lines(each, colour=colour)]
    return ["Exceptions", *lines] if lines else []


def _exception_lines(given: ExceptionLine, *, colour: bool) -> list[str]:
    letter, code = _USES[given.use]
    mark, place = paint_text(letter, code, colour=colour), format_location(given.location)
    text = escape_terminal(f"{shorten(given.text, 600)} ({place})")
    return [f"  {mark} {escape_terminal(given.requirement)}", *wrap_text(text, indent=6)]


_USES = {WaiverStatus.USED: ("~", YELLOW), WaiverStatus.EXPIRED: ("x", RED), WaiverStatus.UNUSED: ("i", BOLD)}


def _problem_lines(problems: tuple[Problem, ...]) -> list[str]:
    if not problems:
        return []
    listed = [
        f"  ? {escape_terminal(format_location(each.location)) or 'the tree'}: {escape_terminal(each.message)}"
        for each in problems[:_PROBLEMS]
    ]
    more = [f"  and {len(problems) - _PROBLEMS} more"] if len(problems) > _PROBLEMS else []
    return ["Could not be read", *listed, *more]


def _limit_lines(report: Report) -> list[str]:
    """The limits of the policies."""
    rendered = (wrap_text(escape_terminal(text), indent=4) for text in list_limits(report))
    lines = [f"  ! {first[4:]}" if n == 0 else first for each in rendered for n, first in enumerate(each)]
    return ["Not checked by a program", *lines] if lines else []
