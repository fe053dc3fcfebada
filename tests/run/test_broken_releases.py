"""Releases with one fault, judged: one finding with file and remedy, and none for their sound twins."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from support.broken_files import FILES
from support.broken_parts import PARTS
from support.broken_words import WORDS
from support.corpus import corpus
from support.quiet_releases import QUIET
from support.releases import Files, card, quantised
from support.weight_files import floats, gguf, onnx, safetensors

from openrelease.config import Flags, load_settings
from openrelease.model import Finding, Outcome, Report, Severity
from openrelease.repository import MemorySnapshot
from openrelease.run import run

BROKEN = [*FILES, *PARTS, *WORDS]
ASKED = ("weights-whole", "weights-agree")


def judged(files: Files) -> Report:
    snapshot = MemorySnapshot(files, name="acme/tiny")
    return run(snapshot, load_settings(snapshot, Flags(name="acme/tiny", policies=("aia-baseline",))))


def findings(report: Report, requirements: Sequence[str] = ASKED) -> list[Finding]:
    (verdict,) = report.verdicts
    asked = (each for each in verdict.verdicts if each.requirement.id in requirements)
    return [finding for each in asked for finding in each.findings]


def rule(finding: Finding) -> str:
    return finding.message.rpartition("(")[2].removesuffix(")")


@pytest.mark.parametrize(("what", "files", "expected"), BROKEN, ids=[what for what, *_ in BROKEN])
def test_each_fault_is_a_finding_with_its_file_and_remedy(
    what: str, files: Files, expected: list[tuple[str, str]]
) -> None:
    found = findings(judged(files))
    places = [(rule(each), each.location.path if each.location else "") for each in found]
    assert sorted(places) == sorted(expected), what
    assert all(each.remedy for each in found)


@pytest.mark.parametrize(("what", "files"), QUIET, ids=[what for what, _ in QUIET])
def test_a_sound_release_has_no_finding(what: str, files: Files) -> None:
    assert findings(judged(files)) == [], what


TERMS = "Apache License 2.0"
NAMED: list[tuple[str, Files, str]] = [
    (
        "GGUF and card",
        {**quantised(), "README.md": card(base_model="acme/base", license="mit")},
        "tiny-q4.gguf",
    ),
    (
        "ONNX and card",
        {"net.onnx": onnx(metadata={"license": "apache-2.0"}), "README.md": card(license="mit")},
        "net.onnx",
    ),
    (
        "safetensors and card",
        {
            "sub/a.safetensors": safetensors(floats(w=(2, 2)), {"modelspec.license": TERMS}),
            "README.md": card(license="mit"),
        },
        "sub/a.safetensors",
    ),
    (
        "GGUF and text",
        {"LICENSE": "", "README.md": "# Tiny\n", "a.gguf": gguf([("general.license", "apache-2.0")])},
        "a.gguf",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "files", "place"), NAMED, ids=[what for what, *_ in NAMED])
def test_licenses_that_contradict_are_a_finding(what: str, files: Files, place: str) -> None:
    real = next(corpus("weights", cases=4).rglob("silero_vad/licenses/LICENSE"))
    texts: Files = {"LICENSE": real.read_text(encoding="utf-8")} if "LICENSE" in files else {}
    found = findings(judged({**files, **texts}), ("consistent-license",))
    assert len(found) == 1, what
    assert found[0].location is not None
    assert place in f"{found[0].location.path} {found[0].detail}"
    assert found[0].remedy


def test_the_same_license_in_other_words_is_no_finding() -> None:
    files: Files = {
        "a.safetensors": safetensors(floats(w=(2, 2)), {"license": TERMS}),
        "b.onnx": onnx(metadata={"license": "Apache-2.0"}),
        "README.md": card(license="apache-2.0"),
    }
    assert findings(judged(files), ("consistent-license",)) == []


def test_no_weights_are_unmet_and_pointers_are_declared() -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 123\n"
    for files, weights, whole in (
        ({"README.md": "# Tiny\n\nA language model.\n"}, Outcome.UNMET, Outcome.NOT_APPLICABLE),
        ({"README.md": "# Tiny\n", "model.safetensors": pointer}, Outcome.MET, Outcome.NOT_APPLICABLE),
    ):
        report = judged(dict(files))
        outcomes = {each.requirement.id: each.outcome for each in report.verdicts[0].verdicts}
        assert (outcomes["weights"], outcomes["weights-whole"]) == (weights, whole)
        assert all(fault.severity is Severity.NOTE for fault in report.facts.faults)
