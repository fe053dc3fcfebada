"""Report -> the content of a check run: title, summary and annotations, within the limits of GitHub's API.

https://docs.github.com/en/rest/checks/runs: summary 65,535 bytes, 50 annotations a request, title 255.
"""

from collections.abc import Mapping

from openrelease.model import PolicyVerdict, Report
from openrelease.reports.github.workflow_annotations import Annotation, list_annotations
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.report_summary import outcome_words, shorten

SUMMARY_LIMIT = 65_535
"""Bytes of a summary."""

MOST = 1_000
"""Annotations of a check run: twenty requests' worth; the report has the rest."""

_LEVELS = {"error": "failure", "warning": "warning", "notice": "notice"}
_MESSAGE, _TITLE = 16_000, 255  # characters; GitHub takes 64 KB of a message


def check_run_content(report: Report, markdown: str, prefix: str = "") -> Mapping[str, object]:
    """The content of a check run; `markdown` is the report in at most a fourth of the bytes of a summary.

    `prefix` stands before the verdicts in the title.

    An annotation needs a path that is text: what has none is in the summary.
    """
    placed = [each for each in list_annotations(report) if each.location and _is_plain_text(each.location.path)]
    return {
        "title": shorten(prefix + "; ".join(_describe_verdict(each) for each in report.verdicts), _TITLE),
        "summary": markdown,
        "annotations": tuple(map(_annotation_json, placed[:MOST])),
    }


def _describe_verdict(judged: PolicyVerdict) -> str:
    return f"{judged.policy.id}: {outcome_words(judged)}"


def _is_plain_text(path: str) -> bool:
    return bool(path) and path != "." and path.isprintable()


def _annotation_json(given: Annotation) -> Mapping[str, object]:
    place = given.location
    line = (place.line if place else None) or 1
    return {
        "path": place.path if place else "",
        "start_line": line,
        "end_line": line,
        "annotation_level": _LEVELS[given.level],
        "title": shorten(escape_terminal(given.title), _TITLE),
        "message": shorten(escape_terminal(given.message), _MESSAGE),
    }
