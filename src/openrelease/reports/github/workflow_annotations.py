"""Report -> workflow commands: annotations on the files of a pull request.

GitHub shows at most ten errors, ten warnings and ten notices of a step:
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openrelease.model import Facts, Finding, Location, Problem, Report, Use
from openrelease.reports.shared.action_items import Task, tasks
from openrelease.reports.shared.escape import command
from openrelease.reports.shared.exception_lines import Told, told
from openrelease.reports.shared.line_of_finding import place_of

LIMIT = 10
"""Annotations of each level that GitHub shows for a step."""

_LEVELS = ("error", "warning", "warning", "notice", "notice")  # by severity, as in outline


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """One thing to say at a place; `level` is error, warning or notice."""

    level: str
    title: str
    message: str
    location: Location | None


def render(report: Report) -> str:
    """One command a line, the most severe first; the last of a full level says how many more there are."""
    every = remarks(report)
    return "".join(
        f"{line}\n"
        for level in _ORDER
        for line in _of_level(level, [each for each in every if each.level == level])
    )


def remarks(report: Report) -> tuple[Annotation, ...]:
    """Everything that may be said at a place, the most severe first."""
    found = (
        *(each for task in tasks(report) for each in _of_task(task, report.facts)),
        *(_of_dispute(each) for each in report.facts.disputed),
        *(_of_exception(each) for each in told(report) if each.use is not Use.USED),
        *(_of_problem(problem) for problem in report.facts.problems),
    )
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.level)))


_ORDER = ("error", "warning", "notice")


def _of_level(level: str, annotations: Sequence[Annotation]) -> list[str]:
    if len(annotations) <= LIMIT:
        return [_command(each) for each in annotations]
    shown = LIMIT - 1
    rest = f"{len(annotations) - shown} more {level}s are in the summary of this job and in its JSON report."
    return [*map(_command, annotations[:shown]), command(level, {"title": "openrelease"}, rest)]


def _command(annotation: Annotation) -> str:
    place = annotation.location
    file = {"file": place.path} if place and place.path else {}
    line = {"line": str(place.line)} if file and place and place.line else {}
    return command(annotation.level, {"title": annotation.title, **file, **line}, annotation.message)


def _of_task(task: Task, facts: Facts) -> tuple[Annotation, ...]:
    """An annotation for each finding, or one for the verdict where nothing has a place of its own."""
    findings = task.findings or (Finding(message=task.message, remedy=task.requirement.remedy),)
    return tuple(
        Annotation(
            level=_LEVELS[task.severity],
            title=f"openrelease: {task.requirement.title} ({task.requirement.id})",
            message=sentences(finding.message, finding.remedy),
            location=place_of(finding, task.requirement, facts),
        )
        for finding in findings
    )


def _of_dispute(problem: Problem) -> Annotation:
    """Something that is declared, and that the tree contradicts."""
    return Annotation(
        level="warning",
        title="openrelease: declared, and contradicted",
        message=sentences(problem.message, "Correct the one that is wrong."),
        location=problem.location,
    )


def _of_exception(given: Told) -> Annotation:
    """One that has expired, or that nothing needs."""
    return Annotation(
        level="warning" if given.use is Use.EXPIRED else "notice",
        title=f"openrelease: exception from {given.requirement}",
        message=sentences(given.text, ""),
        location=given.location,
    )


def _of_problem(problem: Problem) -> Annotation:
    return Annotation(
        level="notice",
        title="openrelease: could not be read",
        message=sentences(problem.message, ""),
        location=problem.location,
    )


def sentences(message: str, remedy: str) -> str:
    """A clause and what to do about it, as sentences."""
    first = message[:1].upper() + message[1:]
    return f"{first.rstrip('.')}. {remedy}".strip()
