"""The hooks as users have them: installed by pre-commit and by prek, run by git commit and git push."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.project import CHECKOUT, program, run, tracked
from support.repos import environment, git

CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: openrelease
      - id: openrelease-push
"""


@pytest.fixture
def hook_repository(tmp_path: Path) -> Path:
    """This checkout as a repository that a hook can be taken from."""
    copy = tmp_path / "openrelease"
    for path in tracked():
        target = copy / path.relative_to(CHECKOUT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return commit_all(copy)


def commit_all(folder: Path) -> Path:
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=all of it")
    return folder


def attempt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git with the hooks' tools keeping their caches beside the test; it may be refused."""
    caches = {name: str(folder.parent / "cache") for name in ("PRE_COMMIT_HOME", "PREK_HOME")}
    command = ["git", *arguments]
    kept = {**environment(), **caches}
    return subprocess.run(command, cwd=folder, env=kept, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
def test_a_commit_is_judged_by_what_is_staged_and_a_push_by_what_is_pushed(
    tool: str, hook_repository: Path, tmp_path: Path
) -> None:
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    release = Path(shutil.copytree(CHECKOUT / "examples" / "complete", tmp_path / "release"))
    revision = git(hook_repository, "rev-parse", "HEAD")
    config = CONFIG.format(repo=hook_repository.as_posix(), rev=revision)
    (release / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    commit_all(release)
    installed = run(tool, "install", "--hook-type=pre-commit", "--hook-type=pre-push", cwd=release)
    assert installed.returncode == 0, installed.stderr

    git(release, "rm", "--quiet", "--cached", "LICENSE")
    assert (release / "LICENSE").exists()
    refused = attempt(release, "commit", "--message=without the license")
    assert refused.returncode == 1, refused.stderr
    assert "license" in (refused.stdout + refused.stderr).lower()

    pushed = attempt(release, "push", str(remote), "main")
    assert pushed.returncode == 0, pushed.stdout + pushed.stderr

    git(release, "commit", "--quiet", "--no-verify", "--message=without the license")
    git(release, "branch", "bad")
    git(release, "reset", "--quiet", "--hard", "HEAD~")
    refused = attempt(release, "push", str(remote), "bad")
    assert refused.returncode == 1, refused.stdout
    assert git(remote, "branch", "--list", "bad") == ""


def test_the_manifest_is_one_that_both_tools_take() -> None:
    assert run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml").returncode == 0
    assert run("prek", "validate-manifest", ".pre-commit-hooks.yaml").returncode == 0
    assert os.access(program("prek"), os.X_OK)
