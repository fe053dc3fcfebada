"""The verdict of one policy -> an in-toto statement with a SLSA verification summary, https://slsa.dev/verification_summary/v1.

The statement is not signed: `actions/attest` or cosign does that. It is about a commit, named by its git id.
"""

from typing import Any, TypeAlias

from openrelease import __version__
from openrelease.model import Outcome, PolicyOutcome, PolicyVerdict, Subject
from openrelease.reports.shared.escape import json_text

Data: TypeAlias = dict[str, Any]

_STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/verification_summary/v1"
_VERIFIER = "pkg:pypi/openrelease"


def render(subject: Subject, verdict: PolicyVerdict, verified_at: str) -> str:
    """Return the statement as JSON; `verified_at` is a time as RFC 3339 has it, and the subject has a revision."""
    statement = {
        "_type": _STATEMENT,
        "subject": [{"name": _resource_uri(subject), "digest": {"gitCommit": subject.revision}}],
        "predicateType": PREDICATE,
        "predicate": _predicate(subject, verdict, verified_at),
    }
    return json_text(statement)


def _predicate(subject: Subject, verdict: PolicyVerdict, verified_at: str) -> Data:
    """Return the summary. Only a policy that is met passes: the format has no word for an unknown outcome."""
    policy = verdict.policy
    met = verdict.outcome is PolicyOutcome.MET
    return {
        "verifier": {"id": _VERIFIER, "version": {"openrelease": __version__}},
        "timeVerified": verified_at,
        "resourceUri": f"{_resource_uri(subject)}@{subject.revision}",
        "policy": {"uri": f"{policy.source}#{policy.id}@{policy.version}", "digest": {"sha256": policy.digest}},
        "verificationResult": "PASSED" if met else "FAILED",
        "verifiedLevels": [f"{policy.id}@{policy.version}"] if met else [],
        "openrelease_outcome": verdict.outcome.value,
        "openrelease_lacking": [
            each.requirement.id for each in verdict.verdicts if each.outcome in {Outcome.UNMET, Outcome.UNKNOWN}
        ],
        "openrelease_waived": [each.requirement.id for each in verdict.verdicts if each.outcome is Outcome.WAIVED],
    }


def _resource_uri(subject: Subject) -> str:
    return f"git+https://github.com/{subject.name}" if subject.name else "git+file:."
