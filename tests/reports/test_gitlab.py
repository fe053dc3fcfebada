"""GitLab's Code Quality report: the fields that GitLab documents as required, and fingerprints that outlive an edit.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from support.facts import complete, without
from support.reports import HOSTILE, hostile, incomplete, report, several

from openrelease.model import Facts
from openrelease.reports import gitlab, sarif

BOTH = ("aia-baseline", "aia-open-science")
TEXT = {"type": "string", "minLength": 1}
REQUIRED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def issues(given: Facts, *names: str) -> list[dict[str, Any]]:
    listed = json.loads(gitlab.render(report(given, *names)))
    jsonschema.validate(listed, REQUIRED)
    return listed


@pytest.mark.parametrize(
    "given",
    [complete(), incomplete(), hostile(), without(complete(), "weights"), several(), several(third=HOSTILE)],
)
def test_every_issue_has_what_gitlab_requires_and_a_fingerprint_of_its_own(given: Facts) -> None:
    marks = [each["fingerprint"] for each in issues(given, *BOTH)]
    assert len(set(marks)) == len(marks)


def test_a_clean_release_is_an_empty_array() -> None:
    assert [each for each in issues(complete()) if each["severity"] in {"critical", "major"}] == []


def test_what_is_required_and_missing_is_critical_with_its_place_and_remedy() -> None:
    found = {each["check_name"]: each for each in issues(incomplete())}
    assert found["license-text"]["severity"] == "critical"
    assert found["inference-code"]["severity"] == "major"  # unknown
    assert found["license-text"]["location"]["path"] == "README.md"
    assert "Add the full license text" in found["license-text"]["description"]
    assert found["license-text"]["description"].endswith(
        " https://openrelease.github.io/openrelease/rules/license-text/"
    )


def test_it_lists_the_findings_of_the_sarif_report_under_the_same_fingerprints() -> None:
    results = json.loads(sarif.render(report(incomplete(), *BOTH)))["runs"][0]["results"]
    assert [each["fingerprint"] for each in issues(incomplete(), *BOTH)] == [
        each["partialFingerprints"]["openrelease/v1"] for each in results
    ]
