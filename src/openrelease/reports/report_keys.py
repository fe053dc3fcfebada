"""The keys of the JSON report, format 1: which key holds which field of which type.

One table for the three that need it: `json_report` writes by it, `read_json_report` reads by it, and
docs/report.schema.json comes from it. A change that is not an addition raises FORMAT.
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


def _keep(*names: str) -> Mapping[str, str]:
    """Keys that are named as their fields."""
    return {name: name for name in names}


_PLACE = {"path": "location.path", "line?": "location.line"}
_PLACE_IF_KNOWN = {"path?": "location.path", "line?": "location.line"}
_LICENSE = {**_keep("expression", "permissive", "how"), "reason?": "reason", **_PLACE}
_FACTS = {name: f"facts.{name}" for name in ("components", "problems", "weights", "faults")}

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
    ReleaseReport: {**_keep("name", "root", "how"), "kind": "facts.subject.kind", **_FACTS, "verdicts": "verdicts"},
    Subject: _keep("name", "revision", "kind", "kind_how"),
    ComponentFacts: {**_keep("status", "license", "evidence"), "claims?": "claims"},
    EffectiveLicense: _LICENSE,
    Claim: {**_LICENSE, "set_aside?": "set_aside"},
    Evidence: {
        "how": "how",
        "url?": "url",
        "revision?": "revision",
        "owned?": "owned",
        "verified?": "verified",
        **_PLACE,
    },
    PolicyVerdict: {
        "policy": "policy.id",
        **{name: f"policy.{name}" for name in ("title", "version", "source", "origin", "advisory", "limits")},
        "sha256": "policy.digest",
        "outcome": "outcome",
        "met_by?": "met_by",
        "assumptions?": "assumptions",
        "requirements": "verdicts",
    },
    LadderResult: _keep("ladder", "highest", "next", "lacking", "rungs"),
    Verdict: {
        **{name: f"requirement.{name}" for name in ("id", "title", "check", "level", "remedy")},
        "components": OPTIONS,
        "grade?": "grade",
        **_keep("outcome", "message", "findings", "evidence"),
    },
    Finding: {"message": "message", "detail?": "detail", "remedy": "remedy", **_PLACE_IF_KNOWN},
    Problem: {"message": "message", "affects?": "affects", **_PLACE},
    Fault: {**_keep("rule", "severity", "message", "remedy"), **_PLACE},
    WaiverUse: {
        **{name: f"waiver.{name}" for name in ("requirement", "reason", "owner", "expires")},
        "use": "use",
        "release?": "waiver.release",
        "at?": "waiver.path",
        "path": "waiver.location.path",
        "line?": "waiver.location.line",
    },
    Comparison: _keep("base", "governed", "changes", "before", "note", "amendments", "amended"),
    Change: {
        **_keep("aspect", "direction", "id", "title", "before", "after", "weight", "models"),
        **_PLACE_IF_KNOWN,
    },
}
"""By type: the key, and the field as a path of attributes. `?` marks keys that are left out where they are empty.

A type that is not listed has a key for each of its fields.
"""
