"""What a GitHub runner gives a step, and what it takes from one; nothing of it is ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = {"full_name": "octo/model-release"}
HEAD = "c" * 40
_SYSTEM = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


def pull_request_event(
    head_repo: object = HERE, sender: str = "octo", number: int = 1, *, head: str = HEAD, base: str = "b" * 40
) -> dict[str, object]:
    """The parts of a pull_request payload that matter, in GitHub's shape."""
    pull = {
        "number": number,
        "state": "open",
        "title": "Add a model ::error::x",
        "user": {"login": sender, "type": "User"},
        "head": {"label": "octo:feature", "ref": "feature", "sha": head, "repo": head_repo},
        "base": {"label": "octo:main", "ref": "main", "sha": base, "repo": HERE},
    }
    return {
        "action": "synchronize",
        "number": number,
        "pull_request": pull,
        "repository": HERE,
        "sender": {"login": sender, "type": "User"},
    }


@dataclass(frozen=True, kw_only=True)
class Step:
    """A finished step: its exit code, what it printed, its outputs and its summary."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def commands(self) -> list[str]:
        """The lines that the runner obeys: not those between stop-commands and its token."""
        lines, stopped = [], ""
        for line in self.log.splitlines():
            if stopped:
                stopped = "" if line == f"::{stopped}::" else stopped
            elif line.startswith("::stop-commands::"):
                stopped = line.removeprefix("::stop-commands::")
            elif line.lstrip().startswith("::") or "##[" in line:
                lines.append(line)
        return lines


@dataclass(frozen=True, kw_only=True)
class Runner:
    """A folder as RUNNER_TEMP, a workspace beside it, and the variables of a job."""

    folder: Path
    workspace: Path
    variables: dict[str, str] = field(default_factory=dict)

    def step(self, name: str, event: object = None, **variables: str) -> Step:
        """Run one step of the action in a process of its own, as action.yml does."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        files = {key: self.folder / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_EVENT_PATH")}
        for file in files.values():
            file.write_text("")
        files["GITHUB_EVENT_PATH"].write_text(json.dumps(event or {"repository": HERE}))
        done = subprocess.run(
            [sys.executable, "-I", "-m", "openrelease.github_action", name],
            cwd=home,
            env={
                **{key: os.environ[key] for key in _SYSTEM if key in os.environ},
                **{key: str(file) for key, file in files.items()},
                "GITHUB_REPOSITORY": "octo/model-release",
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_EVENT_NAME": "pull_request" if event else "push",
                "OPENRELEASE_HOME": str(home),
                **self.variables,
                **variables,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return Step(
            code=done.returncode,
            log=done.stdout.decode(),
            outputs=read_outputs(files["GITHUB_OUTPUT"].read_bytes().decode()),
            summary=files["GITHUB_STEP_SUMMARY"].read_bytes().decode(),
        )


def read_outputs(text: str) -> dict[str, str]:
    """The runner's reading of GITHUB_OUTPUT: NAME<<DELIMITER, lines, DELIMITER."""
    lines, outputs = text.split("\n"), {}
    while lines and lines[0]:
        name, delimiter = lines.pop(0).split("<<")
        end = lines.index(delimiter)
        outputs[name], lines = "\n".join(lines[:end]), lines[end + 1 :]
    return outputs
