"""The types of policy files -> docs/policy.schema.json."""

from __future__ import annotations

from openrelease.policies.policy_schema import policy_schema
from openrelease.reports.shared.escape import json_text


def page() -> str:
    """The JSON schema of policy files, for editors."""
    return json_text(policy_schema())
