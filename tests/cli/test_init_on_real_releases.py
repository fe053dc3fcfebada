"""`openrelease init` on real releases: the settings that it writes are accepted, and change no verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from support.corpus import corpus
from support.repos import git, make_repo

from openrelease.cli import main

pytestmark = pytest.mark.slow

NAMES = (
    "openai/whisper",
    "deepseek-ai/DeepSeek-R1",
    "ibm-granite/granite-3.0-language-models",
    "meta-llama/llama",
    "tatsu-lab/stanford_alpaca",
    "databricks/dbrx",
)
TREES = corpus("trees", cases=len(NAMES))


def release(name: str, folder: Path) -> Path:
    """The documents of a release, and an empty file for everything else."""
    rows = map(json.loads, (TREES / f"{name.replace('/', '__')}.jsonl").read_text("utf-8").splitlines())
    files = {row["path"]: row.get("text") or "" for row in rows if row.get("mode") != "160000"}
    return make_repo(folder, files)


def judged(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What becomes of each requirement of the baseline, whatever the kind of the repository."""
    capsys.readouterr()
    command = ["check", str(folder), "--name", name, "--policy", "aia-baseline", "--format", "json"]
    assert main(command) in {0, 1}
    report = json.loads(capsys.readouterr().out)
    return {each["id"]: each["outcome"] for each in report["verdicts"][0]["requirements"]}


@pytest.mark.parametrize("name", NAMES)
def test_the_settings_are_accepted_and_change_no_verdict(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = release(name, tmp_path / "release")
    before = judged(folder, name, capsys)
    assert main(["init", str(folder), "--name", name]) == 0
    git(folder, "add", "--force", ".openrelease.yml")
    assert not yaml.safe_load((folder / ".openrelease.yml").read_text()).keys() - {"kind", "name", "policies"}
    assert judged(folder, name, capsys) == before
