"""Report -> workflow commands: annotations on the files of a pull request.

GitHub shows at most ten errors, ten warnings and ten notices of a step:
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Sequence

from openrelease.model import Facts, Location, Problem, Report, WaiverStatus
from openrelease.reports.shared.action_items import ActionItem, list_action_items
from openrelease.reports.shared.escape import workflow_command
from openrelease.reports.shared.exception_lines import ExceptionLine, list_exceptions
from openrelease.reports.shared.finding_text import list_finding_texts, to_sentence
from openrelease.values import dataclass, replace

LIMIT = 10
"""Annotations of each level that GitHub shows for a step."""

_LEVELS = ("error", "warning", "warning", "notice", "notice")  # by severity, as in outline


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """An annotation; `level` is error, warning or notice."""

    level: str
    title: str
    message: str
    location: Location | None


def render(report: Report, *, failing: bool = True) -> str:
    """One workflow command per line, the most severe first; the last of a full level counts the rest.

    Nothing is more than a notice in a job that does not fail: a red mark in a green job would be misleading.
    """
    found = list_annotations(report)
    every = found if failing else tuple(replace(each, level=_ORDER[-1]) for each in found)
    return "".join(
        f"{line}\n" for level in _ORDER for line in _limit_level(level, [each for each in every if each.level == level])
    )


def list_annotations(report: Report) -> tuple[Annotation, ...]:
    """All annotations, the most severe first."""
    found = (
        *(each for task in list_action_items(report) for each in _item_annotations(task, report.facts)),
        *(_dispute_annotation(each) for each in report.facts.disputed),
        *(_exception_annotation(each) for each in list_exceptions(report) if each.use is not WaiverStatus.USED),
        *(_problem_annotation(problem) for problem in report.facts.problems),
    )
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.level)))


_ORDER = ("error", "warning", "notice")


def _limit_level(level: str, annotations: Sequence[Annotation]) -> list[str]:
    if len(annotations) <= LIMIT:
        return [_format_command(each) for each in annotations]
    shown = LIMIT - 1
    rest = f"{len(annotations) - shown} more {level}s are in the summary of this job and in its JSON report."
    return [*map(_format_command, annotations[:shown]), workflow_command(level, {"title": "openrelease"}, rest)]


def _format_command(annotation: Annotation) -> str:
    place = annotation.location
    file = {"file": place.path} if place and place.path else {}
    line = {"line": str(place.line)} if file and place and place.line else {}
    return workflow_command(annotation.level, {"title": annotation.title, **file, **line}, annotation.message)


def _item_annotations(item: ActionItem, facts: Facts) -> tuple[Annotation, ...]:
    """An annotation for each finding of an item."""
    return tuple(
        Annotation(
            level=_LEVELS[item.severity],
            title=f"openrelease: {item.requirement.title} ({item.requirement.id})",
            message=f"{text.explanation}\n{text.page}",
            location=text.location,
        )
        for text in list_finding_texts(item, facts)
    )


def _dispute_annotation(problem: Problem) -> Annotation:
    """Something that is declared, and that the tree contradicts."""
    return Annotation(
        level="warning",
        title="openrelease: declared, and contradicted",
        message=f"{to_sentence(problem.message)} Fix: correct the declaration or the file.",
        location=problem.location,
    )


def _exception_annotation(given: ExceptionLine) -> Annotation:
    """One that has expired, or that nothing needs."""
    return Annotation(
        level="notice" if given.use is WaiverStatus.UNUSED else "warning",
        title=f"openrelease: exception from {given.requirement}",
        message=to_sentence(given.text),
        location=given.location,
    )


def _problem_annotation(problem: Problem) -> Annotation:
    return Annotation(
        level="notice",
        title="openrelease: could not be read",
        message=to_sentence(problem.message),
        location=problem.location,
    )
