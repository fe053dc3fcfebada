"""A pull request as a checkout has it: a base, a head, the merge of both, and the event."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from support.project import CHECKOUT
from support.repos import commit_all, git, make_repo, write_files
from support.runner import Runner, pull_request_event

EXAMPLES = CHECKOUT / "examples"
ORIGIN = "https://github.com/octo/model-release.git"


@dataclass(frozen=True, kw_only=True)
class Pull:
    """The runner with the merge checked out, and the ids of base and head."""

    runner: Runner
    base: str
    head: str

    @property
    def event(self) -> dict[str, object]:
        """What GitHub says of it."""
        return pull_request_event(head=self.head, base=self.base)


Change = Mapping[str, "str | None"]


def pull(folder: Path, before: Change, after: Change, *, example: str = "complete", below: str = "") -> Pull:
    """An example with the files of `before` on main, and those of `after` proposed; None deletes a file."""
    workspace = folder / "workspace"
    shutil.copytree(EXAMPLES / example, workspace / below)
    make_repo(workspace)
    git(workspace, "remote", "add", "origin", ORIGIN)
    base = _with(workspace, before, below)
    git(workspace, "checkout", "-q", "-b", "feature")
    head = _with(workspace, after, below)
    git(workspace, "checkout", "-q", "--detach", "main")
    git(workspace, "merge", "-q", "--no-ff", "-m", "merge", "feature")
    return Pull(runner=_runner(folder, workspace), base=base, head=head)


def shallow(pulled: Pull, folder: Path, depth: int) -> Runner:
    """The same as a runner that fetched only so many commits of the merge has it."""
    target = folder / "shallow"
    source = pulled.runner.workspace
    git(source, "branch", "-f", "merged", "HEAD")
    git(source, "clone", "-q", f"--depth={depth}", "--branch=merged", source.as_uri(), str(target))
    git(target, "remote", "set-url", "origin", ORIGIN)
    return _runner(folder, target)


def _runner(folder: Path, workspace: Path) -> Runner:
    """A runner whose job is about the commit that is checked out."""
    merge = git(workspace, "rev-parse", "HEAD")
    return Runner(folder=folder, workspace=workspace, variables={"GITHUB_SHA": merge})


def _with(workspace: Path, files: Change, below: str) -> str:
    folder = workspace / below
    write_files(folder, {name: text for name, text in files.items() if text is not None})
    for name in (name for name, text in files.items() if text is None):
        (folder / name).unlink()
    return commit_all(workspace)
