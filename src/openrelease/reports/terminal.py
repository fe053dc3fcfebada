"""Report -> text for people: the verdict, the components, what to do. All marks are ASCII."""

from collections.abc import Sequence

from openrelease.model import (
    Facts,
    Level,
    Outcome,
    PolicyOutcome,
    PolicyVerdict,
    Problem,
    Report,
    Verdict,
    WaiverStatus,
    format_location,
)
from openrelease.reports.shared.action_items import list_action_items
from openrelease.reports.shared.comparison import Change, Comparison, Direction
from openrelease.reports.shared.crosswalk import build_crosswalk
from openrelease.reports.shared.crosswalk_tables import crosswalk_lines
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.exception_lines import ExceptionLine, list_exceptions
from openrelease.reports.shared.grades import grade_words, is_graded
from openrelease.reports.shared.model_table import count_met_models
from openrelease.reports.shared.mot_records import record_lines
from openrelease.reports.shared.report_summary import (
    OUTCOMES,
    component_rows,
    ladder_sentences,
    list_limits,
    name_licenses,
    outcome_words,
    policy_name,
    shorten,
    verdict_sentence,
)
from openrelease.reports.shared.weights_summary import weight_lines
from openrelease.reports.terminal_components import claim_lines, component_lines
from openrelease.reports.terminal_findings import ReadLine, finding_sections
from openrelease.reports.terminal_layout import BOLD, GREEN, RED, YELLOW, Screen
from openrelease.reports.terminal_models import model_lines

_REMARKS = 3  # problems that decide nothing are listed
_PROBLEMS = 10  # so many are listed; the JSON report has all of them

_COLOURS = {
    PolicyOutcome.MET: GREEN,
    PolicyOutcome.UNMET: RED,
    PolicyOutcome.UNDETERMINED: YELLOW,
    PolicyOutcome.NOT_APPLICABLE: BOLD,
}


def render(
    report: Report,
    screen: Screen | None = None,
    *,
    comparison: Comparison | None = None,
    claims: bool = False,
    read_line: ReadLine | None = None,
) -> str:
    """The report as lines that fit the screen; `claims` adds which license claim governs each component, and why.

    With `read_line`, findings quote the line that they are about.
    """
    screen = screen or Screen()
    sections = (
        screen.wrap(_subject_line(report.facts)),
        _change_lines(comparison, screen) if comparison else [],
        _verdict_section(report, screen),
        [line for each in ladder_sentences(report) for line in screen.wrap(escape_terminal(each))],
        model_lines(report, screen),
        crosswalk_lines(report, screen.columns),
        _criteria_section(report, screen),
        component_lines(component_rows(report), screen),
        _weight_section(report.facts, screen),
        claim_lines(report, screen) if claims else [],
        *finding_sections(report, screen, read_line),
        _contradiction_lines(report.facts.disputed, screen),
        _exceptions_section(report, screen),
        [line for each in record_lines(report) for line in screen.wrap(each, hanging=4)],
        _problem_lines(report.facts.problems, screen),
        _limit_lines(report, screen),
        ["Each id is explained by `openrelease explain ID`"] if list_action_items(report) else [],
    )
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def _change_lines(comparison: Comparison, screen: Screen) -> list[str]:
    """What the change does, one line each, and what it alters of its own rules."""
    changed = [
        line
        for each in (comparison.changes or ())[:_CHANGES]
        for line in screen.wrap(
            f"  {_DIRECTIONS[each.direction]} {_model_prefix(each)}{escape_terminal(each.title)}: "
            f"{escape_terminal(shorten(each.before, 80))} -> {escape_terminal(shorten(each.after, 80))}",
            hanging=4,
        )
    ]
    altered = [
        f"  {'!' if each.loosens else ' '} {escape_terminal(each.what)}: "
        f"{escape_terminal(shorten(each.before, 80))} -> {escape_terminal(shorten(each.after, 80))}"
        for each in comparison.amendments[:_CHANGES]
    ]
    title = [] if comparison.changes is None else ["What changes", *(changed or ["  nothing"])]
    return [
        *screen.wrap(escape_terminal(comparison.note)),
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


def _verdict_section(report: Report, screen: Screen) -> list[str]:
    """The verdict of each policy: of one in full, of several as a table."""
    if len(report.verdicts) == 1:
        return _verdict_lines(report.verdicts[0], report, screen)
    width = max((len(each.policy.id) for each in report.verdicts), default=0)
    return ["Verdicts", *(line for each in report.verdicts for line in _verdict_row(each, report, width, screen))]


def _verdict_row(verdict: PolicyVerdict, report: Report, width: int, screen: Screen) -> list[str]:
    """A row of the table; the sentence goes below where it does not fit beside."""
    id_ = escape_terminal(shorten(verdict.policy.id, _LONGEST_ID))
    start = f"  {outcome_words(verdict).upper():<14}  {id_:<{min(width, _LONGEST_ID)}}"
    sentence = escape_terminal(verdict_sentence(verdict, count_met_models(report, verdict.policy.id)))
    if screen.columns - len(start) >= _SENTENCE:
        first, *rest = screen.wrap(f"{start}  {sentence}", hanging=len(start) + 2)
    else:
        first, rest = start.rstrip(), screen.wrap(sentence, indent=18)
    return [first.replace(outcome_words(verdict).upper(), _paint_outcome(verdict, screen), 1), *rest]


_LONGEST_ID = 34  # characters of a policy's id in the table
_SENTENCE = 30  # columns that a sentence needs beside its policy, else it is below


def _paint_outcome(verdict: PolicyVerdict, screen: Screen) -> str:
    return screen.paint(outcome_words(verdict).upper(), _COLOURS[verdict.outcome])


def _verdict_lines(verdict: PolicyVerdict, report: Report, screen: Screen) -> list[str]:
    policy = verdict.policy
    headline = f"{outcome_words(verdict).upper():<14}  {policy.title} ({policy_name(policy)})"
    first, *rest = screen.wrap(escape_terminal(headline), hanging=16)
    rendered = verdict_sentence(verdict, count_met_models(report, policy.id))
    return [
        first.replace(outcome_words(verdict).upper(), _paint_outcome(verdict, screen), 1),
        *rest,
        *screen.wrap(escape_terminal(rendered), indent=16),
        *_requirement_lines(verdict, screen),
    ]


def _requirement_lines(verdict: PolicyVerdict, screen: Screen) -> list[str]:
    """The requirements of a policy that is met."""
    if verdict.outcome is not PolicyOutcome.MET or is_graded(verdict):
        return []
    return [
        line
        for each in verdict.verdicts
        if each.requirement.level is Level.REQUIRED
        for line in screen.wrap(
            f"{'':16}{OUTCOMES[each.outcome]:<15}{escape_terminal(each.requirement.title)}", hanging=31
        )
    ]


def _criteria_section(report: Report, screen: Screen) -> list[str]:
    """The criteria of policies that grade."""
    alone = build_crosswalk(report) is None
    graded = [each for each in report.verdicts if is_graded(each)]
    return [
        line
        for evaluated in graded
        for line in (
            f"Criteria of {escape_terminal(evaluated.policy.id)}",
            *(line for each in evaluated.verdicts for line in _criterion_lines(each, screen, alone=alone)),
        )
    ]


def _criterion_lines(verdict: Verdict, screen: Screen, *, alone: bool) -> list[str]:
    """A criterion with its grade and, without a cross-walk, the reason and the fix."""
    line = screen.wrap(f"  {grade_words(verdict):<17}{escape_terminal(verdict.requirement.title)}", hanging=19)
    if not alone:
        return line
    why = screen.wrap(escape_terminal(shorten(name_licenses(verdict.message), 600)), indent=19)
    helps = "" if verdict.outcome is Outcome.MET else f"-> {escape_terminal(verdict.requirement.remedy)}"
    return [*line, *why, *screen.wrap(helps, indent=19)]


def _weight_section(facts: Facts, screen: Screen) -> list[str]:
    lines = [line for each in weight_lines(facts) for line in screen.wrap(escape_terminal(each), indent=4)]
    return ["Weights", *lines] if lines else []


def _contradiction_lines(found: tuple[Problem, ...], screen: Screen) -> list[str]:
    """Declarations that the files contradict."""
    rendered = (
        f"{escape_terminal(each.message)} ({escape_terminal(format_location(each.location))})"
        for each in found[:_PROBLEMS]
    )
    lines = [line for text in rendered for line in screen.wrap(f"x {text}", indent=2, hanging=4)]
    return ["Declared, and contradicted", *lines] if lines else []


def _exceptions_section(report: Report, screen: Screen) -> list[str]:
    """Exceptions with their status."""
    lines = [line for each in list_exceptions(report) for line in _exception_lines(each, screen)]
    return ["Exceptions", *lines] if lines else []


def _exception_lines(given: ExceptionLine, screen: Screen) -> list[str]:
    letter, code = _USES[given.use]
    mark, place = screen.paint(letter, code), format_location(given.location)
    text = escape_terminal(f"{shorten(given.text, 600)} ({place})")
    return [f"  {mark} {escape_terminal(given.requirement)}", *screen.wrap(text, indent=6)]


_USES = {
    WaiverStatus.USED: ("~", YELLOW),
    WaiverStatus.EXPIRED: ("x", RED),
    WaiverStatus.PARTIAL: ("x", RED),
    WaiverStatus.UNUSED: ("i", BOLD),
}


def _problem_lines(problems: tuple[Problem, ...], screen: Screen) -> list[str]:
    """What could not be read under a heading; what decides nothing is no more than a remark."""
    idle = _format_problems([each for each in problems if not each.affects], "i", _REMARKS, screen)
    found = _format_problems([each for each in problems if each.affects], "?", _PROBLEMS, screen)
    return ["Could not be read", *found, *idle] if found else idle


def _format_problems(problems: Sequence[Problem], mark: str, most: int, screen: Screen) -> list[str]:
    rendered = (
        f"{mark} {escape_terminal(format_location(each.location)) or 'the tree'}: {escape_terminal(each.message)}"
        for each in problems[:most]
    )
    more = [f"  and {len(problems) - most} more"] if len(problems) > most else []
    return [*(line for text in rendered for line in screen.wrap(text, indent=2, hanging=4)), *more]


def _limit_lines(report: Report, screen: Screen) -> list[str]:
    """The limits of the policies."""
    rendered = (screen.wrap(escape_terminal(text), indent=4) for text in list_limits(report))
    lines = [f"  ! {first[4:]}" if n == 0 else first for each in rendered for n, first in enumerate(each)]
    return ["Not checked by a program", *lines] if lines else []
