"""Report -> SARIF 2.1.0: each requirement is a rule, what is to be done are its results.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, within what GitHub takes:
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

from openrelease import __version__
from openrelease.model import Level, Location, Policy, Problem, Report, Requirement
from openrelease.reports.fit_json import take_fitting
from openrelease.reports.located_findings import LocatedFinding, locate_findings
from openrelease.reports.shared.action_items import effective_level
from openrelease.reports.shared.escape import escape_prose, escape_terminal, json_text, markdown_link
from openrelease.reports.shared.manual_links import find_page
from openrelease.reports.shared.report_summary import shorten

Data: TypeAlias = dict[str, Any]

MOST_RESULTS = 5_000
"""Results that GitHub keeps of a run."""

_PROBLEMS = 100  # notifications: what could not be read is no result of a rule
_TAGS = 20  # tags of a rule that GitHub takes
_MESSAGE = 1_000  # characters
_LEVELS = ("error", "warning", "warning", "note", "note")  # by severity, as in outline
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """One run. With nothing to do it still lists its rules; what is waived has no result."""
    rules = _collect_rules(report)
    found = locate_findings(report)
    indexes = {id_: index for index, id_ in enumerate(rules)}
    results = take_fitting([_result_json(each, indexes) for each in found[:MOST_RESULTS]])
    driver = {
        "name": "openrelease",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule_json(requirement, policies) for requirement, policies in rules.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "results": results,
        "invocations": [_invocation_json(report, len(found) - len(results))],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _collect_rules(report: Report) -> Mapping[str, tuple[Requirement, Sequence[Policy]]]:
    """Every requirement of the policies that apply, by its id, with the policies that have it."""
    asked = [
        (verdict.requirement, evaluated.policy)
        for evaluated in report.verdicts
        if evaluated.applies
        for verdict in evaluated.verdicts
    ]
    first = {requirement.id: requirement for requirement, _ in reversed(asked)}
    return {
        id_: (first[id_], [policy for other, policy in asked if other.id == id_])
        for id_ in dict.fromkeys(requirement.id for requirement, _ in asked)
    }


def _rule_json(requirement: Requirement, policies: Sequence[Policy]) -> Data:
    required = any(effective_level(policy, requirement) is Level.REQUIRED for policy in policies)
    help_ = f"{requirement.why} {requirement.remedy}".strip() or requirement.title
    page = find_page(requirement, built_in=any(policy.origin == "built-in" for policy in policies))
    return {
        "id": escape_terminal(requirement.id),
        "shortDescription": {"text": _escape_message(requirement.title)},
        "fullDescription": {"text": _escape_message(requirement.why or requirement.title)},
        "helpUri": page,
        "help": {
            "text": f"{_escape_message(help_)} {page}",
            "markdown": f"{escape_prose(shorten(help_, _MESSAGE))} {markdown_link(requirement.id, page)}",
        },
        "defaultConfiguration": {"level": "error" if required else "warning"},
        "properties": {
            "tags": [escape_terminal(policy.id) for policy in policies[:_TAGS]],
            "precision": "high",
            "problem.severity": "error" if required else "recommendation",
        },
    }


def _result_json(found: LocatedFinding, indexes: Mapping[str, int]) -> Data:
    return {
        "ruleId": escape_terminal(found.requirement),
        "ruleIndex": indexes[found.requirement],
        "level": _LEVELS[found.severity],
        "message": {"text": _escape_message(found.text)},
        "locations": [{"physicalLocation": _physical_location(found.place)}],
        "partialFingerprints": {"openrelease/v1": found.fingerprint},
    }


def _physical_location(place: Location) -> Data:
    uri = quote((place.path or ".").encode("utf-8", "surrogateescape"))
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": place.line or 1},
    }


def _invocation_json(report: Report, left_out: int) -> Data:
    """That it ran, and what it could not read or did not list."""
    listed_problems = [_notification_json(problem) for problem in report.facts.problems[:_PROBLEMS]]
    more = len(report.facts.problems) - _PROBLEMS
    counts = ((left_out, "results are not listed"), (more, "problems are not listed"))
    notes = [
        {"level": "warning", "message": {"text": f"{count} more {what}; the JSON report has all."}}
        for count, what in counts
        if count > 0
    ]
    return {"executionSuccessful": True, "toolExecutionNotifications": [*listed_problems, *notes]}


def _notification_json(problem: Problem) -> Data:
    return {
        "level": "warning",
        "message": {"text": _escape_message(f"Could not be read: {problem.message}")},
        "locations": [{"physicalLocation": _physical_location(problem.location)}],
    }


_ESCAPES = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]"})


def _escape_message(text: str) -> str:
    """Plain text of a message: square brackets would be a link in it, and braces a placeholder (§3.11)."""
    shown = escape_terminal(shorten(text, _MESSAGE)).translate(_ESCAPES)
    return shown.replace("{", "{{").replace("}", "}}")
