"""A definition of fifteen lines in the repository of those who wrote it: by hand, in the action, in hooks.

It takes the GPL for code, asks for a data card, and makes advice of one check.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.act import User, user
from support.github_double import GitHubDouble, github_double
from support.project import CHECKOUT, program, tracked
from support.repos import environment, git, make_repo

pytestmark = pytest.mark.slow

OWN = """\
id: acme-release
title: What Acme releases
version: "1"
source: https://acme.invalid/open
extends: aia-baseline
licenses:
  code: {allow: [GPL-3.0-only]}
requirements:
  - {id: license-text, level: recommended}
  - id: data-card
    title: There is a data card
    level: required
    check: present
    options: {components: [data_card]}
    why: Whoever takes the model has to know what it learned from.
    remedy: Write data/DATA_CARD.md by the template on our wiki.
"""
CARD = "data/DATA_CARD.md"
WORKFLOW = """
on: push
jobs:
  openness:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: openness
        uses: openrelease/openrelease@v1
        with:
          policy: rules/acme.yml
"""
HOOK = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: openrelease
        args: [--policy, rules/acme.yml]
"""
GPL = "SPDX-License-Identifier: GPL-3.0-only"


def release(folder: Path, **more: str) -> Path:
    """The complete example with its code under the GPL, its documentation thin, and the definition."""
    example = CHECKOUT / "examples" / "complete"
    files = {path.relative_to(example).as_posix(): path.read_bytes() for path in example.rglob("*.*")}
    code = {name: f"# {GPL}\n".encode() + text for name, text in files.items() if name.endswith(".py")}
    readme = files["README.md"].replace(
        b"The weights, checkpoints, source code, data and documents are released",
        b"The source code is under GPL-3.0-only. The weights, checkpoints, data and documents are released",
    )
    everything = {**files, **code, "README.md": readme, "LICENSE": (example / "LICENSE").read_bytes()}
    return make_repo(folder, {**everything, "rules/acme.yml": OWN, **more})


def openrelease(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [program("openrelease"), *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, encoding="utf-8")


def test_it_has_about_fifteen_lines() -> None:
    assert len(OWN.splitlines()) == 16


def test_by_hand(tmp_path: Path) -> None:
    folder = release(tmp_path / "release")
    assert openrelease(folder, "policies", "--check", "rules/acme.yml").returncode == 0
    told = openrelease(folder, "check", "--policy", "rules/acme.yml")
    assert (told.returncode, told.stdout.splitlines()[2].split()[0]) == (0, "MET")
    assert "GPL-3.0-only" in told.stdout
    assert openrelease(folder, "check", "--policy", "aia-baseline").returncode == 1
    git(folder, "rm", "-q", CARD)
    git(folder, "commit", "-qm", "drop")
    lost = openrelease(folder, "check", "--policy", "rules/acme.yml")
    assert lost.returncode == 1
    assert "fix: Write data/DATA_CARD.md by the template on our wiki." in lost.stdout


def test_one_check_is_advice(tmp_path: Path) -> None:
    folder = release(tmp_path / "release")
    git(folder, "rm", "-q", "LICENSE")
    told = openrelease(folder, "check", "--policy", "rules/acme.yml")
    assert "license-text: no license" in told.stdout.partition("Recommended, not met")[2]
    assert told.returncode == 0, told.stdout
    strict = openrelease(folder, "check", "--policy", "aia-baseline")
    assert "license-text: no license" in strict.stdout.partition("Required, not met")[2]


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    with github_double() as double:
        yield double


def test_in_the_action(tmp_path: Path, github: GitHubDouble) -> None:
    octo: User = user(tmp_path)
    source = release(tmp_path / "source")
    event = {"ref": "refs/heads/main", "repository": {"full_name": "octo/model-release"}}
    octo.commit(WORKFLOW, source)
    met = octo.run("push", event, github.url)
    assert met.succeeded, met.log
    assert "acme-release 1" in met.summary
    (source / CARD).unlink()
    octo.commit(WORKFLOW, source)
    lost = octo.run("push", event, github.url)
    assert not lost.succeeded
    assert any("Write data/DATA_CARD.md by the template" in line for line in lost.commands("error"))


def test_in_the_action_from_another_repository_at_a_commit(tmp_path: Path, github: GitHubDouble) -> None:
    octo: User = user(tmp_path)
    github.repository = make_repo(tmp_path / "rules", {"open/acme.yml": OWN})
    commit = git(github.repository, "rev-parse", "HEAD")
    event = {"ref": "refs/heads/main", "repository": {"full_name": "octo/model-release"}}
    pinned = f"acme/rules/open/acme.yml@{commit}"
    octo.commit(WORKFLOW.replace("rules/acme.yml", pinned), release(tmp_path / "source"))
    met = octo.run("push", event, github.url)
    assert met.succeeded, met.log
    assert pinned in met.summary
    assert github.tokens == {"token ghs_workflow"}
    assert github.violations == []

    octo.commit(WORKFLOW.replace("rules/acme.yml", "acme/rules/open/acme.yml@main"), tmp_path / "source")
    moving = octo.run("push", event, github.url)
    assert not moving.succeeded
    assert any("is not a full commit id" in line for line in moving.commands("error"))


@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
def test_in_hooks(tool: str, tmp_path: Path) -> None:
    files = {path.relative_to(CHECKOUT).as_posix(): path.read_bytes() for path in tracked()}
    source = make_repo(tmp_path / "openrelease", files)
    config = HOOK.format(repo=source.as_posix(), rev=git(source, "rev-parse", "HEAD"))
    folder = release(tmp_path / "release", **{".pre-commit-config.yaml": config})
    caches = {name: str(tmp_path / name) for name in ("PRE_COMMIT_HOME", "PREK_HOME")}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        variables = {**environment(), **caches}
        return subprocess.run(command, cwd=folder, env=variables, check=False, capture_output=True, encoding="utf-8")

    assert run(program(tool), "install").returncode == 0
    (folder / "NOTES.md").write_text("a note\n", encoding="utf-8")
    git(folder, "add", "NOTES.md")
    done = run("git", "commit", "-m", "a note")
    assert done.returncode == 0, done.stdout + done.stderr
    git(folder, "rm", "-q", CARD)
    refused = run("git", "commit", "-m", "drop the card")
    assert refused.returncode == 1
    assert "There is a data card (data-card, required)" in refused.stdout + refused.stderr
