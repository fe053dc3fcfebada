"""The complete example is what it says: all of it can be made again from its sources."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import CHECKOUT
from support.project import run as run_program

pytestmark = pytest.mark.slow

EXAMPLE = CHECKOUT / "examples" / "complete"
CHECKPOINTS = [f"checkpoints/step-0{step:03}/model.safetensors" for step in (40, 80, 120, 160)]
MADE = {
    "prepare_data.py": ["data/train.txt", "data/heldout.txt"],
    "train.py": ["model.safetensors", *CHECKPOINTS],
    "evaluate.py": ["evaluation_results.json"],
}


def run(folder: Path, script: str, *arguments: str) -> str:
    command = [sys.executable, "-B", script, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy without anything that the scripts make."""
    made = {Path(file).name for files in MADE.values() for file in files}
    left_out = shutil.ignore_patterns(*made, "__pycache__")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "copy", ignore=left_out))


def test_every_generated_file_comes_out_byte_for_byte(sources: Path) -> None:
    for script, files in MADE.items():
        assert not any((sources / file).exists() for file in files)
        run(sources, script)
        for file in files:
            assert (sources / file).read_bytes() == (EXAMPLE / file).read_bytes(), file


def test_inference_prints_what_the_card_shows() -> None:
    card = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    shown = card.split("$ python generate.py --count 3\n")[1].split("```")[0]
    assert run(EXAMPLE, "generate.py", "--count", "3") == shown


def test_the_figures_of_the_documents_are_those_of_the_evaluation() -> None:
    results = json.loads((EXAMPLE / "evaluation_results.json").read_text(encoding="utf-8"))
    card = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    report = (EXAMPLE / "TECHNICAL_REPORT.md").read_text(encoding="utf-8")
    for name in ("step-0040", "step-0080", "step-0120", "step-0160", "final"):
        assert f"| {results[name]:.3f} |" in card, name
    assert f"{results['final']:.3f}" in report
    assert results["copied_from_training"] == 0
    assert "none stands in the training data" in card


@pytest.mark.parametrize("policy", ["aia-baseline", "aia-open-science"])
@pytest.mark.parametrize(("example", "exit_code"), [("complete", 0), ("incomplete", 1)])
def test_the_examples_are_judged_as_they_are_named(policy: str, example: str, exit_code: int) -> None:
    judged = run_program("openrelease", "check", f"examples/{example}", "--policy", policy)
    assert judged.returncode == exit_code, judged.stdout + judged.stderr
