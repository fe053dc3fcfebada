"""A user's workflow, run by act: https://github.com/nektos/act. No network but the package index.

act is not the runner: it sets INPUT_ variables that the runner does not, takes an annotation's message apart
at a later "::", and knows neither limits nor the permissions of tokens.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.project import CHECKOUT, program
from support.repos import commit_all, git, make_repo, write_files

_ACTION = ("action.yml", "pyproject.toml", "README.md", "LICENSE", "scripts", "src", "requirements")
# as tests and documents name us
_RELEASED = ("openrelease/openrelease@v1", f"openrelease/openrelease@{'0' * 40}")
_LIMIT = 300  # seconds; a run takes three with uv and fifteen with pip, most of it for the set-up


@dataclass(frozen=True, kw_only=True)
class Run:
    """A finished run: did the job succeed, and every record that act wrote."""

    succeeded: bool
    records: tuple[Mapping[str, object], ...]

    def commands(self, name: str) -> list[str]:
        """The arguments of one workflow command, as "key=value,...: message" where it has properties."""
        return [_shown(record) for record in self.records if record.get("command") == name]

    def outputs(self) -> dict[str, str]:
        """Every output that any step has set, the last of a name."""
        return {str(r["name"]): str(r["arg"]) for r in self.records if r.get("command") == "set-output"}

    @property
    def summary(self) -> str:
        """What was written to the step summaries."""
        return "\n".join(str(record["content"]) for record in self.records if record.get("command") == "summary")

    @property
    def log(self) -> str:
        """All that was printed."""
        return "\n".join(str(record.get("msg", "")) for record in self.records)


def _shown(record: Mapping[str, object]) -> str:
    pairs = record.get("kvPairs") or {}
    return f"{','.join(f'{key}={value}' for key, value in sorted(pairs.items()))}: {record.get('arg', '')}"


@dataclass(frozen=True, kw_only=True)
class User:
    """Somebody with a repository, octo/model-release, whose workflow uses openrelease/openrelease@v1."""

    folder: Path

    @property
    def repository(self) -> Path:
        """Their checkout."""
        return self.folder / "repository"

    def commit(self, workflow: str, content: Path, files: Mapping[str, str] | None = None) -> None:
        """Make a copy of `content`, some files and the workflow their one commit."""
        shutil.rmtree(self.repository, ignore_errors=True)
        shutil.copytree(content, self.repository)
        write_files(self.repository, {".github/workflows/openness.yml": workflow, **(files or {})})
        make_repo(self.repository)
        git(self.repository, "remote", "add", "origin", "https://github.com/octo/model-release.git")
        commit_all(self.repository)

    def run(
        self,
        event: str,
        payload: object,
        api: str,
        *,
        uv: bool = True,
        actions: Mapping[str, Path] | None = None,
        **variables: str,
    ) -> Run:
        """Let act run the workflow for one event; `actions` are further ones, by what `uses` calls them."""
        file = self.folder / "event.json"
        file.write_text(json.dumps(payload))
        options = {
            "-P": "ubuntu-latest=-self-hosted",
            "-C": str(self.repository),
            "-e": str(file),
            "-s": "GITHUB_TOKEN=ghs_workflow",
            "--env": f"GITHUB_API_URL={api}",
        }
        others = {**(actions or {}), **dict.fromkeys(_RELEASED, self._action())}
        flat = [part for pair in options.items() for part in pair]
        flat += [part for name, path in others.items() for part in ("--local-repository", f"{name}={path}")]
        done = subprocess.run(
            [program("act"), event, "--json", "--no-cache-server", "--action-offline-mode", *flat],
            env={**self._environment(uv=uv), **variables},
            capture_output=True,
            timeout=_LIMIT,
            check=False,
        )
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        records = tuple(json.loads(line) for line in lines if line.startswith("{"))
        assert records, done.stderr.decode("utf-8", "replace")
        return Run(succeeded=done.returncode == 0, records=records)

    def _action(self) -> Path:
        """What users get of this project: no tests, no environment."""
        copy = self.folder / "action"
        if not copy.exists():
            copy.mkdir()
            for name in _ACTION:
                source = CHECKOUT / name
                if source.is_dir():
                    shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(source, copy / name)
        return copy

    def _environment(self, *, uv: bool) -> dict[str, str]:
        """A home of their own; a `uv` that works or one that does not, before everything else in PATH."""
        tools = self.folder / ("with-uv" if uv else "without-uv")
        tools.mkdir(exist_ok=True)
        tool = tools / "uv"
        if uv and not tool.exists():
            tool.symlink_to(program("uv"))
        if not uv:
            tool.write_text("#!/bin/sh\nexit 9\n")
            tool.chmod(0o755)
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "PYTHON", "GIT_"))}
        caches = {f"{name.upper()}_CACHE_DIR": str(Path.home() / ".cache" / name) for name in ("uv", "pip")}
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        return {**caches, **kept, "PATH": path, "HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")}


def user(folder: Path) -> User:
    """A user, or a skip where act cannot run a job without containers."""
    if not sys.platform.startswith("linux"):
        pytest.skip("act runs jobs on the machine itself under Linux only")
    return User(folder=folder)
