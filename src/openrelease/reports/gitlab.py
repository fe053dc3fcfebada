"""Report -> a GitLab Code Quality report: a JSON array with an issue for each finding.

GitLab compares the report of a merge request with that of its target branch, by fingerprint:
https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from typing import Any, TypeAlias

from openrelease.model import Report
from openrelease.reports.fit_json import take_fitting
from openrelease.reports.located_findings import LocatedFinding, locate_findings
from openrelease.reports.shared.escape import escape_terminal, json_text
from openrelease.reports.shared.report_summary import shorten

Data: TypeAlias = dict[str, Any]

MOST_ISSUES = 1_000
"""Issues of a report; the JSON report has all."""

_MESSAGE = 1_000  # characters
_SEVERITIES = ("critical", "major", "minor", "info", "info")  # by severity, as in action_items


def render(report: Report) -> str:
    """Return the issues, the most severe first; an empty array where there is nothing to do."""
    return json_text(take_fitting([_issue_json(each) for each in locate_findings(report)[:MOST_ISSUES]]))


def _issue_json(found: LocatedFinding) -> Data:
    return {
        "description": escape_terminal(f"{shorten(found.text, _MESSAGE)} {found.page}"),
        "check_name": escape_terminal(found.requirement),
        "fingerprint": found.fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": escape_terminal(found.place.path or "."),
            "lines": {"begin": found.place.line or 1},
        },
    }
