"""Report -> JSON, format 1: what other tools read. A change that is not an addition raises FORMAT."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Any, TypeAlias

from openrelease import __version__
from openrelease.model import (
    ComponentFacts,
    Evidence,
    Facts,
    Finding,
    License,
    Location,
    Permissive,
    PolicyVerdict,
    Problem,
    Report,
    Verdict,
)
from openrelease.reports.escape import json_text

FORMAT = 1

Data: TypeAlias = dict[str, Any]


def render(report: Report) -> str:
    """The report as JSON with sorted keys; the same tree gives the same bytes."""
    subject = report.facts.subject
    return json_text(
        {
            "format": FORMAT,
            "tool": {"name": "openrelease", "version": __version__},
            "subject": {"name": subject.name, "revision": subject.revision, "kind": subject.kind.value},
            "components": {name: _component(found) for name, found in report.facts.components.items()},
            "verdicts": [_policy(verdict) for verdict in report.verdicts],
            "problems": [_problem(problem) for problem in report.facts.problems],
        }
    )


def facts_json(facts: Facts) -> str:
    """Exactly what policies see, as JSON: every field of the facts under its own name."""
    return json_text({"format": FORMAT, **_plain(facts)})


def _plain(value: object) -> Any:
    """Dataclasses, enums, mappings and tuples as what JSON has."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, enum.Enum) else value


def _component(found: ComponentFacts) -> Data:
    return {
        "status": found.status.value,
        "license": None if found.license is None else _license(found.license),
        "evidence": [_evidence(each) for each in found.evidence],
    }


def _license(license_: License) -> Data:
    return {
        "expression": license_.expression,
        "permissive": _PERMISSIVE[license_.permissive],
        "how": license_.how,
        **_place(license_.location),
    }


_PERMISSIVE = {
    Permissive.YES: True,
    Permissive.NO: False,
    Permissive.MIXED: "mixed",
    Permissive.UNKNOWN: "unknown",
}


def _evidence(evidence: Evidence) -> Data:
    url = {} if evidence.url is None else {"url": evidence.url}
    return {**_place(evidence.location), **url, "how": evidence.how}


def _policy(verdict: PolicyVerdict) -> Data:
    return {
        "policy": verdict.policy.id,
        "version": verdict.policy.version,
        "outcome": verdict.outcome.value,
        "requirements": [_requirement(each) for each in verdict.verdicts],
    }


def _requirement(verdict: Verdict) -> Data:
    return {
        "id": verdict.requirement.id,
        "level": verdict.requirement.level.value,
        "outcome": verdict.outcome.value,
        "message": verdict.message,
        "remedy": verdict.requirement.remedy,
        "findings": [_finding(finding) for finding in verdict.findings],
        "evidence": [_evidence(evidence) for evidence in verdict.evidence],
    }


def _finding(finding: Finding) -> Data:
    place = {} if finding.location is None else _place(finding.location)
    return {"message": finding.message, **place, "remedy": finding.remedy}


def _problem(problem: Problem) -> Data:
    return {"message": problem.message, **_place(problem.location)}


def _place(location: Location) -> Data:
    """Where; a line only where there is one."""
    return {"path": location.path} | ({} if location.line is None else {"line": location.line})
