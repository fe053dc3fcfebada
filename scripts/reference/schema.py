"""The types of policy files and reports -> docs/policy.schema.json and docs/report.schema.json."""

from __future__ import annotations

from openrelease.policies.policy_schema import policy_schema
from openrelease.reports.report_schema import report_schema
from openrelease.reports.shared.escape import json_text


def page() -> str:
    """The JSON schema of policy files, for editors."""
    return json_text(policy_schema())


def report() -> str:
    """The JSON schema of the JSON report."""
    return json_text(report_schema())
