"""The verdict of one policy as an in-toto statement with a SLSA verification summary."""

import copy
import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.facts import complete, without

from openrelease.catalog.load_licenses import load_license_table
from openrelease.cli import main
from openrelease.evaluate import evaluate_facts
from openrelease.model import Facts
from openrelease.policies.builtin_policies import load_builtin
from openrelease.reports.exports import attestation

# Statement v1 (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md) and the verification summary
# (https://slsa.dev/spec/v1.1/verification_summary), in the terms of JSON Schema.
_TEXT = {"type": "string", "minLength": 1}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{40,}$"}
_DIGEST = {"type": "object", "minProperties": 1, "additionalProperties": _HASH}
SCHEMA = {
    "type": "object",
    "required": ["_type", "subject", "predicateType", "predicate"],
    "additionalProperties": False,
    "properties": {
        "_type": {"const": "https://in-toto.io/Statement/v1"},
        "subject": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["name", "digest"], "properties": {"digest": _DIGEST}},
        },
        "predicateType": {"const": "https://slsa.dev/verification_summary/v1"},
        "predicate": {
            "type": "object",
            "required": ["verifier", "timeVerified", "resourceUri", "policy", "verificationResult", "verifiedLevels"],
            "properties": {
                "verifier": {"type": "object", "required": ["id"], "properties": {"id": _TEXT}},
                "timeVerified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                "resourceUri": _TEXT,
                "policy": {"type": "object", "required": ["uri", "digest"], "properties": {"digest": _DIGEST}},
                "verificationResult": {"enum": ["PASSED", "FAILED"]},
                "verifiedLevels": {"type": "array", "items": _TEXT},
            },
        },
    },
}
COMMIT = "a" * 40


def statement(given: Facts, policy: str = "aia-baseline") -> dict[str, Any]:
    (verdict,) = evaluate_facts(given, [load_builtin(policy)], load_license_table()).verdicts
    made: dict[str, Any] = json.loads(attestation.render(given.subject, verdict, "2026-11-30T12:00:00Z"))
    jsonschema.validate(made, SCHEMA)
    return made


def test_a_policy_that_is_met_passes_for_the_commit() -> None:
    made = statement(complete())
    assert made["subject"] == [{"name": "git+https://github.com/acme/rocket", "digest": {"gitCommit": COMMIT}}]
    predicate = made["predicate"]
    assert predicate["verificationResult"] == "PASSED"
    assert predicate["verifiedLevels"] == [f"aia-baseline@{load_builtin('aia-baseline').version}"]
    assert predicate["policy"]["digest"] == {"sha256": load_builtin("aia-baseline").digest}
    assert predicate["resourceUri"].endswith(f"@{COMMIT}")


def test_what_is_not_met_fails_and_is_named() -> None:
    predicate = statement(without(complete(), "weights"))["predicate"]
    assert (predicate["verificationResult"], predicate["verifiedLevels"]) == ("FAILED", [])
    assert "weights" in predicate["openrelease_lacking"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("subject",), []),
        (("predicate", "verificationResult"), "MET"),
        (("predicate", "timeVerified"), "today"),
        (("predicateType",), "https://slsa.dev/provenance/v1"),
    ],
)
def test_a_tampered_statement_is_invalid(path: tuple[str, ...], value: object) -> None:
    made = copy.deepcopy(statement(complete()))
    inner = made
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, SCHEMA)


def test_the_command_is_about_one_policy_and_a_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("# Tiny\n")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "first"], check=True)
    where = [str(tmp_path), "--revision", "HEAD", "--name", "acme/tiny"]
    assert main(["export", "attestation", *where]) == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), SCHEMA)
    assert main(["export", "attestation", *where, "--policy", "mof"]) == 2
    assert "about one policy, and 3 are chosen: add --policy ID" in capsys.readouterr().err
    assert main(["export", "attestation", str(tmp_path)]) == 2
    assert "these are files on disk: add --revision HEAD" in capsys.readouterr().err
