"""The keys of the JSON report, format 1: which key holds which field of which type.

One table for the three that need it: `json_report` writes by it, `read_json_report` reads by it, and
`report_schema` describes it. A change that is not an addition raises FORMAT.
"""

from collections.abc import Mapping

from openrelease.model import (
    Claim,
    ComponentFacts,
    EffectiveLicense,
    Evidence,
    Fault,
    Finding,
    LadderResult,
    Permissive,
    PolicyVerdict,
    Problem,
    ReleaseReport,
    Report,
    Subject,
    Verdict,
    WaiverUse,
)
from openrelease.reports.shared.comparison import Change, Comparison

FORMAT = 1

OPTIONS = "requirement.options"
"""The field of which the report holds the components alone: the options of a check are data of the policy."""

PERMISSIVE: Mapping[Permissive, bool | str] = {
    Permissive.YES: True,
    Permissive.NO: False,
    Permissive.MIXED: "mixed",
    Permissive.UNKNOWN: "unknown",
}

_PLACE = {"path": "location.path", "line?": "location.line"}
_LICENSE = {"expression": "expression", "permissive": "permissive", "how": "how", "reason?": "reason", **_PLACE}
_FACTS = {
    "components": "facts.components",
    "problems": "facts.problems",
    "weights": "facts.weights",
    "faults": "facts.faults",
}

KEYS: Mapping[type, Mapping[str, str]] = {
    Report: {
        "subject": "facts.subject",
        **_FACTS,
        "verdicts": "verdicts",
        "disputed?": "facts.disputed",
        "exceptions?": "exceptions",
        "releases?": "releases",
        "records?": "records",
        "ladders?": "ladders",
    },
    ReleaseReport: {
        "name": "name",
        "root": "root",
        "how": "how",
        "kind": "facts.subject.kind",
        **_FACTS,
        "verdicts": "verdicts",
    },
    Subject: {"name": "name", "revision": "revision", "kind": "kind", "kind_how": "kind_how"},
    ComponentFacts: {"status": "status", "license": "license", "evidence": "evidence"},
    EffectiveLicense: _LICENSE,
    Claim: _LICENSE,
    Evidence: {"how": "how", "url?": "url", "revision?": "revision", "owned?": "owned", **_PLACE},
    PolicyVerdict: {
        "policy": "policy.id",
        "title": "policy.title",
        "version": "policy.version",
        "source": "policy.source",
        "origin": "policy.origin",
        "sha256": "policy.digest",
        "advisory": "policy.advisory",
        "limits": "policy.limits",
        "outcome": "outcome",
        "met_by?": "met_by",
        "requirements": "verdicts",
    },
    LadderResult: {"ladder": "ladder", "highest": "highest", "next": "next", "lacking": "lacking"},
    Verdict: {
        "id": "requirement.id",
        "title": "requirement.title",
        "check": "requirement.check",
        "components": OPTIONS,
        "level": "requirement.level",
        "outcome": "outcome",
        "grade?": "grade",
        "message": "message",
        "remedy": "requirement.remedy",
        "findings": "findings",
        "evidence": "evidence",
    },
    Finding: {
        "message": "message",
        "detail?": "detail",
        "remedy": "remedy",
        "path?": "location.path",
        "line?": "location.line",
    },
    Problem: {"message": "message", "affects?": "affects", **_PLACE},
    Fault: {"rule": "rule", "severity": "severity", "message": "message", "remedy": "remedy", **_PLACE},
    WaiverUse: {
        "requirement": "waiver.requirement",
        "reason": "waiver.reason",
        "owner": "waiver.owner",
        "expires": "waiver.expires",
        "use": "use",
        "release?": "waiver.release",
        "at?": "waiver.path",
        "path": "waiver.location.path",
        "line?": "waiver.location.line",
    },
    Comparison: {
        "base": "base",
        "governed": "governed",
        "before": "before",
        "note": "note",
        "changes": "changes",
        "amendments": "amendments",
        "amended": "amended",
    },
    Change: {
        "aspect": "aspect",
        "direction": "direction",
        "id": "id",
        "title": "title",
        "before": "before",
        "after": "after",
        "weight": "weight",
        "models": "models",
        "path?": "location.path",
        "line?": "location.line",
    },
}
"""By type: the key, and the field as a path of attributes. `?` marks keys that are left out where they are empty.

A type that is not listed has a key for each of its fields.
"""
