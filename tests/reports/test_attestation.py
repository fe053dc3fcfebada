"""The verdict of one policy as an in-toto statement with a SLSA verification summary."""

import base64
import copy
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from google.protobuf import json_format
from in_toto_attestation.v1.statement import Statement as InTotoStatement
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner
from sigstore import dsse
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


def read_in_toto(made: dict[str, Any]) -> InTotoStatement:
    """The statement as the in-toto project's own library reads it; raises ValueError for one that is invalid."""
    read = InTotoStatement([], "", {})
    json_format.ParseDict(made, read.pb)
    read.validate()
    return read


def test_the_library_of_in_toto_reads_the_statement() -> None:
    read = read_in_toto(statement(complete()))
    assert read.pb.subject[0].digest["gitCommit"] == COMMIT
    assert dict(read.pb.predicate)["verificationResult"] == "PASSED"
    for broken in ({"subject": []}, {"predicateType": ""}, {"_type": "https://in-toto.io/Statement/v0.1"}):
        with pytest.raises(ValueError, match=r"required|Wrong"):
            read_in_toto({**statement(complete()), **broken})


def attest_report(report: bytes, predicate: dict[str, Any]) -> bytes:
    """What `actions/attest` makes of `subject-path` and `predicate-path`, as the library of sigstore accepts it."""
    subject = {"name": "report.json", "digest": {"sha256": hashlib.sha256(report).hexdigest()}}
    made = {"_type": "https://in-toto.io/Statement/v1", "subject": [subject], "predicateType": attestation.PREDICATE}
    payload = json.dumps({**made, "predicate": predicate}).encode()
    dsse.Statement(payload)
    return payload


def test_a_signed_statement_verifies_and_a_tampered_one_does_not() -> None:
    signer = CryptoSigner.generate_ecdsa()
    signed = Envelope(attest_report(b"{}", statement(complete())["predicate"]), "application/vnd.in-toto+json", {})
    signed.sign(signer)
    assert signed.verify([signer.public_key], 1)
    sent = signed.to_dict()
    tampered = signed.payload.replace(COMMIT.encode(), b"b" * 40)
    assert tampered != signed.payload
    with pytest.raises(VerificationError):
        Envelope.from_dict({**sent, "payload": base64.b64encode(tampered).decode()}).verify([signer.public_key], 1)


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
