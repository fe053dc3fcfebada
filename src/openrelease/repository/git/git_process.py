"""A git directory and arguments -> the records that git prints. The one place that runs git.

A repository must not choose what runs here, nor reach the network: git gets an environment and settings
that win over the repository's own (an fsmonitor, hooks, protocols; measured with git 2.39), no
discovery of its own (`--git-dir` is always given), and a limit on time, output and memory.
"""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from openrelease.errors import SnapshotError
from openrelease.values import dataclass, field

SECONDS = 60.0
"""How long one call of git may take."""

MAX_OUTPUT = 64 * 1024 * 1024
"""The limit for git's output in bytes: a longer listing is truncated and reported."""

_SETTINGS = {
    # Empty rather than "false": git before 2.36 takes the value for the name of a program.
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "core.untrackedCache": "false",
    # A repository may set this to any file, such as a pipe without a writer.
    "core.excludesFile": os.devnull,
    "core.pager": "cat",
    "safe.bareRepository": "explicit",
    "protocol.allow": "never",
    # Blobs above this size are streamed by git instead of loaded.
    "core.bigFileThreshold": "1m",
}
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # known to git 2.45, and to fixed older ones such as 2.39.4
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Wins over protocol.<name>.allow of the repository, which `-c protocol.allow=never` does not.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_LITERAL_PATHSPECS": "1",
    # Nothing of the machine's settings is needed: safe.directory matters to discovery only.
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    # One allocation; deltas are of blobs below 512 MiB.
    "GIT_ALLOC_LIMIT": "600m",
    "LC_ALL": "C",
}
_KEPT = {"GIT_EXEC_PATH"}
"""The only variables of git that are passed on: others may refer to another repository."""


@dataclass(frozen=True, kw_only=True)
class GitRecords:
    """What git printed, cut at its separator; `complete` is false where the limit was reached."""

    records: tuple[bytes, ...]
    complete: bool


@dataclass(frozen=True, kw_only=True)
class Git:
    """A git directory, and the variables and the work tree that go with it."""

    git_dir: Path
    work_tree: Path | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    def records(self, *arguments: str, given: bytes = b"", separator: bytes = b"\0") -> GitRecords:
        """Run git with `given` as its input; raises `SnapshotError` with git's own words if it fails."""
        # Files, not pipes: neither a long input nor many complaints can block either side.
        with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as complaints:
            source.write(given)
            source.seek(0)
            with self.start(*arguments, source=source, complaints=complaints) as process:
                output = _read_output(process, arguments[0])
            if process.returncode != 0 and len(output) <= MAX_OUTPUT:
                raise SnapshotError(_describe_failure(arguments[0], self.git_dir, complaints))
        records = output[:MAX_OUTPUT].split(separator)
        # What follows the last separator is nothing, or the half of a record.
        return GitRecords(records=tuple(records[:-1]), complete=len(output) <= MAX_OUTPUT)

    def start(
        self, *arguments: str, source: BinaryIO | None = None, complaints: BinaryIO | None = None
    ) -> subprocess.Popen[bytes]:
        """Start git, with a pipe for its output, and for its input unless `source` is given."""
        try:
            return subprocess.Popen(  # noqa: S603 - a list, and a program found in absolute folders only
                self._command(*arguments),
                stdin=subprocess.PIPE if source is None else source,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL if complaints is None else complaints,
                cwd=self.work_tree or self.git_dir,
                env={**_make_environment(), **self.variables},
            )
        except OSError as error:
            raise SnapshotError(f"git could not be started for {self.git_dir}: {error.strerror}") from error

    def _command(self, *arguments: str) -> list[str]:
        settings = (part for key, value in _SETTINGS.items() for part in ("-c", f"{key}={value}"))
        place = [f"--git-dir={self.git_dir}"]
        tree = [] if self.work_tree is None else [f"--work-tree={self.work_tree}"]
        return [find_git(), *settings, *place, *tree, *arguments]


@contextmanager
def kill_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Kill the process after `seconds`, and set the event."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _read_output(process: subprocess.Popen[bytes], command: str) -> bytes:
    """Read up to one byte more than the limit, and leave no process behind."""
    if process.stdout is None:
        return b""
    with kill_after(process, SECONDS) as late:
        try:
            output = process.stdout.read(MAX_OUTPUT + 1)
        except BaseException:  # an interrupted run must not wait for it
            process.kill()
            raise
        if len(output) > MAX_OUTPUT:
            process.kill()
        process.wait()
    if late.is_set():
        raise SnapshotError(f"git {command} took longer than {SECONDS:.0f} seconds and was stopped")
    return output


def _describe_failure(command: str, git_dir: Path, complaints: BinaryIO) -> str:
    complaints.seek(0)
    words = complaints.read(500).decode("utf-8", "replace").strip() or "no reason given"
    return f"git {command} failed in {git_dir}: {words}"


def _make_environment() -> dict[str, str]:
    ours = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in _KEPT}
    return ours | _ENVIRONMENT


def find_git() -> str:
    """The path of git; never one in the current folder, which may be the repository."""
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if Path(folder).is_absolute()]
    program = shutil.which("git", path=os.pathsep.join(folders))
    if program is None or not Path(program).is_absolute():
        raise SnapshotError("git was not found on PATH: install git, or check a folder without .git")
    return program
