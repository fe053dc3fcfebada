"""Report -> JSON, format 1: what other tools read. A change that is not an addition raises FORMAT."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Any, TypeAlias

from openrelease import __version__
from openrelease.checks.license_wording import format_reason
from openrelease.model import (
    Claim,
    ComponentFacts,
    EffectiveLicense,
    Evidence,
    Facts,
    Fault,
    Finding,
    Location,
    Permissive,
    PolicyVerdict,
    Problem,
    ReleaseReport,
    Report,
    Requirement,
    Verdict,
    WaiverUse,
    WeightFile,
)
from openrelease.reports.shared.change import Change
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.crosswalk import CrosswalkCell, build_crosswalk
from openrelease.reports.shared.escape import json_text
from openrelease.reports.shared.line_of_finding import find_line

FORMAT = 1

Data: TypeAlias = dict[str, Any]


def render(report: Report, comparison: Comparison | None = None) -> str:
    """The report as JSON with sorted keys; the same tree gives the same bytes."""
    subject = report.facts.subject
    compared = {} if comparison is None else {"comparison": _comparison_json(comparison, report.facts)}
    return json_text(
        {
            "format": FORMAT,
            "tool": {"name": "openrelease", "version": __version__},
            "subject": {
                "name": subject.name,
                "revision": subject.revision,
                "kind": subject.kind.value,
                "kind_how": subject.kind_how,
            },
            "components": {name: _component_json(found) for name, found in report.facts.components.items()},
            "verdicts": [_policy_json(verdict, report.facts) for verdict in report.verdicts],
            "problems": [_problem_json(problem) for problem in report.facts.problems],
            "weights": [_weight_file_json(file) for file in report.facts.weights],
            "faults": [_fault_json(fault) for fault in report.facts.faults],
            **_crosswalk_json(report),
            **({"disputed": [*map(_problem_json, report.facts.disputed)]} if report.facts.disputed else {}),
            **({"exceptions": [*map(_exception_json, report.exceptions)]} if report.exceptions else {}),
            **({"releases": [_release_json(each) for each in report.releases]} if report.releases else {}),
            **({"records": [_release_json(each) for each in report.records]} if report.records else {}),
            **compared,
        }
    )


def _crosswalk_json(report: Report) -> Data:
    """Each component by each definition; `not_asked` where a definition does not ask for it."""
    walk = build_crosswalk(report)
    return (
        {}
        if walk is None
        else {
            "crosswalk": {
                line.component: dict(zip(walk.policies, map(_cell_json, line.cells), strict=True))
                for line in walk.lines
            }
        }
    )


def _cell_json(cell: CrosswalkCell | None) -> Data:
    if cell is None:
        return {"outcome": "not_asked"}
    more = {"grade": cell.grade} if cell.grade else {}
    other = {"by_another": True} if cell.by_another else {}
    return {"outcome": cell.outcome.value, "level": cell.level.value, **more, **other}


def _exception_json(given: WaiverUse) -> Data:
    """An exception and what became of it; `at` is the path that it is limited to."""
    waiver = given.waiver
    limits = {"release": waiver.release, "at": waiver.path}
    return {
        "requirement": waiver.requirement,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires,
        "use": given.use.value,
        **{key: value for key, value in limits.items() if value is not None},
        **_location_json(waiver.location),
    }


def _release_json(release: ReleaseReport) -> Data:
    """One of several models, told as the whole is."""
    facts = release.facts
    return {
        "name": release.name,
        "root": release.root,
        "how": release.how,
        "kind": facts.subject.kind.value,
        "components": {name: _component_json(found) for name, found in facts.components.items()},
        "verdicts": [_policy_json(verdict, facts) for verdict in release.verdicts],
        "problems": [_problem_json(problem) for problem in facts.problems],
        "weights": [_weight_file_json(file) for file in facts.weights],
        "faults": [_fault_json(fault) for fault in facts.faults],
    }


def facts_json(facts: Facts) -> str:
    """Exactly what policies see, as JSON: every field of the facts under its own name."""
    return json_text({"format": FORMAT, **_to_plain(facts)})


def _to_plain(value: object) -> Any:
    """Dataclasses, enums, mappings and tuples as what JSON has."""
    if dataclasses.is_dataclass(value):
        names = (field.name for field in dataclasses.fields(value) if field.name not in _NOT_FACTS)
        plain = {name: _to_plain(getattr(value, name)) for name in names}
        note = {"note": format_reason(value)} if isinstance(value, Claim) else {}
        return {_FACTS_KEYS.get(key, key): field for key, field in (plain | note).items()}
    if isinstance(value, Mapping):
        return {str(key): _to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_to_plain(item) for item in value]
    if isinstance(value, Permissive):
        return permissive_word(value)
    return value.value if isinstance(value, enum.Enum) else value


_NOT_FACTS = frozenset({"catalog"})
"""Fields that describe the program's own data and nothing of the repository."""

_FACTS_KEYS = {"claims": "statements"}
"""Keys that were published before the field was renamed."""


def _component_json(found: ComponentFacts) -> Data:
    return {
        "status": found.status.value,
        "license": None if found.license is None else _license_json(found.license),
        "evidence": [_evidence_json(each) for each in found.evidence],
    }


def _license_json(license_: EffectiveLicense) -> Data:
    return {
        **({"reason": license_.reason.value} if license_.reason else {}),
        "expression": license_.expression,
        "permissive": permissive_word(license_.permissive),
        "how": license_.how,
        **_location_json(license_.location),
    }


def permissive_word(permissive: Permissive) -> bool | str:
    """How JSON tells it: true, false, "mixed" or "unknown"."""
    return _PERMISSIVE[permissive]


_PERMISSIVE: Mapping[Permissive, bool | str] = {
    Permissive.YES: True,
    Permissive.NO: False,
    Permissive.MIXED: "mixed",
    Permissive.UNKNOWN: "unknown",
}


def _evidence_json(evidence: Evidence) -> Data:
    given = {"url": evidence.url, "revision": evidence.revision}
    named = {key: value for key, value in given.items() if value is not None}
    return {**_location_json(evidence.location), **named, "how": evidence.how}


def _policy_json(verdict: PolicyVerdict, facts: Facts) -> Data:
    return {
        "policy": verdict.policy.id,
        "title": verdict.policy.title,
        "version": verdict.policy.version,
        "source": verdict.policy.source,
        "origin": verdict.policy.origin,
        "sha256": verdict.policy.digest,
        "advisory": verdict.policy.advisory,
        "limits": [*verdict.policy.limits],
        "outcome": verdict.outcome.value,
        "requirements": [_requirement_json(each, facts) for each in verdict.verdicts],
    }


def _requirement_json(verdict: Verdict, facts: Facts) -> Data:
    return {
        "id": verdict.requirement.id,
        "title": verdict.requirement.title,
        "check": verdict.requirement.check,
        "components": [*getattr(verdict.requirement.options, "components", ())],
        "level": verdict.requirement.level.value,
        "outcome": verdict.outcome.value,
        **({"grade": verdict.grade} if verdict.grade else {}),
        "message": verdict.message,
        "remedy": verdict.requirement.remedy,
        "findings": [_finding_json(finding, verdict.requirement, facts) for finding in verdict.findings],
        "evidence": [_evidence_json(evidence) for evidence in verdict.evidence],
    }


def _finding_json(finding: Finding, requirement: Requirement, facts: Facts) -> Data:
    location = find_line(finding, requirement, facts)
    place = {} if location is None else _location_json(location)
    detail = {"detail": finding.detail} if finding.detail else {}
    return {"message": finding.message, **detail, **place, "remedy": finding.remedy}


def _problem_json(problem: Problem) -> Data:
    return {"message": problem.message, **_location_json(problem.location)}


def _weight_file_json(file: WeightFile) -> Data:
    told: Data = _to_plain(file)
    return told | {"faults": [_fault_json(fault) for fault in file.faults]}


def _fault_json(fault: Fault) -> Data:
    told = {"rule": fault.rule, "severity": fault.severity.value, "message": fault.message}
    return {**told, **_location_json(fault.location), "remedy": fault.remedy}


def _comparison_json(comparison: Comparison, facts: Facts) -> Data:
    """What a change does beside its base; `changes` is null where nothing could be compared."""
    changes = comparison.changes
    return {
        "base": comparison.base,
        "governed": comparison.governed,
        "before": [_to_plain(standing) for standing in comparison.before],
        "note": comparison.note,
        "changes": None if changes is None else [_change_json(change) for change in changes],
        "amendments": [_to_plain(amendment) for amendment in comparison.amendments],
        "amended": [_policy_json(verdict, facts) for verdict in comparison.amended],
    }


def _change_json(change: Change) -> Data:
    place = {} if change.location is None else _location_json(change.location)
    told: Data = {key: value for key, value in _to_plain(change).items() if key != "location"}
    return told | place


def _location_json(location: Location) -> Data:
    """Where; a line only where there is one."""
    return {"path": location.path} | ({} if location.line is None else {"line": location.line})
