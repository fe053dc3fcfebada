"""What a GGUF file says of its license and its origin, against what the card says."""

from __future__ import annotations

import pytest
from support.weight_files import gguf

from openrelease.config import Flags, load_settings
from openrelease.model import Outcome, Verdict
from openrelease.repository import MemorySnapshot
from openrelease.run import run

BASE = ("general.base_model.0.repo_url", "https://huggingface.co/bigscience/bloom-7b1")


def verdict(requirement: str, license_: str, *metadata: tuple[str, str]) -> Verdict:
    files = {
        "README.md": f"---\nlicense: {license_}\npipeline_tag: text-generation\n---\n# Tiny LM\n".encode(),
        "tiny.gguf": gguf(list(metadata)),
    }
    snapshot = MemorySnapshot(files, name="acme/tiny-lm")
    report = run(snapshot, load_settings(snapshot, Flags(policies=("aia-baseline",))))
    return next(each for each in report.verdicts[0].verdicts if each.requirement.id == requirement)


@pytest.mark.parametrize(("said", "outcome"), [("apache-2.0", Outcome.MET), ("llama3.1", Outcome.UNMET)])
def test_the_license_in_the_file(said: str, outcome: Outcome) -> None:
    told = verdict("consistent-license", "apache-2.0", ("general.license", said))
    assert told.outcome is outcome
    assert "tiny.gguf" in told.message
    assert "README.md:2" in told.message


@pytest.mark.parametrize(
    ("license_", "outcome"), [("apache-2.0", Outcome.UNMET), ("bigscience-openrail-m", Outcome.MET)]
)
def test_the_base_model_in_the_file(license_: str, outcome: Outcome) -> None:
    told = verdict("upstream-license", license_, BASE)
    assert told.outcome is outcome
    assert "bigscience/bloom-7b1 (tiny.gguf)" in told.message
