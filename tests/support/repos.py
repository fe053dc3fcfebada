"""Real git repositories for tests, free of the settings of the machine that runs them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Link:
    """A symlink to `target`, as a value of the files of `make_repo`."""

    target: str


@dataclass(frozen=True)
class Program:
    """An executable file, as a value of the files of `make_repo`."""

    content: bytes | str


Files = Mapping[str, "bytes | str | Link | Program"]

_DAY = "2020-02-20T20:20:20+00:00"
_IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A. Tester"), ("EMAIL", "tester@example.org"), ("DATE", _DAY))
}


def environment() -> dict[str, str]:
    """The variables that git gets: a fixed identity and date, and no settings but the repository's."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    return {**ours, **alone, **_IDENTITY}


def git(path: Path, *arguments: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> str:
    """Run git in `path`; what it prints, without the last line feed. Fails the test if git fails."""
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=path,
        env={**environment(), **(env or {})},
        input=given,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}"
    return os.fsdecode(done.stdout).removesuffix("\n")


def write_files(path: Path, files: Files) -> Path:
    """Write files below `path`, with folders as they need; nothing is staged."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        place = path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            place.symlink_to(content.target)
            continue
        data = content.content if isinstance(content, Program) else content
        place.write_bytes(data.encode() if isinstance(data, str) else data)
        place.chmod(0o755 if isinstance(content, Program) else 0o644)
    return path


def make_repo(path: Path, files: Files | None = None, *, object_format: str = "sha1") -> Path:
    """A repository on the branch main with `files` as its one commit; without files it has none."""
    path.mkdir(parents=True, exist_ok=True)
    git(path, "init", "-q", "-b", "main", f"--object-format={object_format}")
    git(path, "config", "core.autocrlf", "false")
    if files:
        write_files(path, files)
        commit_all(path)
    return path


def commit_all(path: Path, message: str = "change") -> str:
    """Stage and commit everything, hidden or ignored files too; the full commit id."""
    git(path, "add", "-A", "-f")
    git(path, "commit", "-q", "--no-verify", "--allow-empty", "-m", message)
    return git(path, "rev-parse", "HEAD")


def clone(source: Path, path: Path, *options: str) -> Path:
    """A clone over file://, which honors options such as --bare, --depth=1 and --filter=blob:none."""
    git(source, "config", "uploadpack.allowFilter", "true")
    git(source, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(source, "clone", "-q", *options, source.as_uri(), str(path))
    return path


def bare_clone(source: Path, path: Path) -> Path:
    """A bare clone with everything in it."""
    return clone(source, path, "--bare")


def partial_clone(source: Path, path: Path) -> Path:
    """A bare clone that holds commits and trees, and promises the files."""
    return clone(source, path, "--bare", "--filter=blob:none")


def count_objects(path: Path) -> int:
    """How many objects are here, loose and packed."""
    counts = dict(line.split(": ", 1) for line in git(path, "count-objects", "-v").splitlines())
    return int(counts["count"]) + int(counts["in-pack"])
