"""The folder of a survey: what it was started with, its targets, its results, and how far it is.

- survey.json: the words, the policies and the day
- targets.jsonl: every target with its commit, written completely or not at all
- results.jsonl, or results-I-of-N.jsonl for each shard
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from openrelease.errors import UsageError
from openrelease.model import Result, Survey, Target
from openrelease.survey.survey_lines import LINE_LIMIT, read_lines, read_numbered_line, write_line
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Shard:
    """One of `count` parts of the targets; `number` counts from 1."""

    number: int = 1
    count: int = 1

    @property
    def suffix(self) -> str:
        """What files of the shard are called after it; "" for the only one."""
        return "" if self.count == 1 else f"-{self.number}-of-{self.count}"

    def holds(self, target: str) -> bool:
        """Return whether a target belongs to the shard: by a hash, so that every machine divides alike."""
        digest = hashlib.sha256(target.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


@dataclass(frozen=True, kw_only=True)
class SurveyFolder:
    """The files of a survey below `path`."""

    path: Path

    @property
    def is_listed(self) -> bool:
        """Return whether the targets were listed."""
        return (self.path / "targets.jsonl").is_file()

    def results_path(self, shard: Shard) -> Path:
        """Return the file of results of a shard."""
        return self.path / f"results{shard.suffix}.jsonl"

    def work_path(self, shard: Shard) -> Path:
        """Return an empty folder for clones; what a killed run has left there is removed."""
        path = self.path / f".work{shard.suffix}"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def write_listing(self, survey: Survey, targets: Iterable[Target]) -> None:
        """Write survey.json and targets.jsonl; the second says that the first is complete."""
        self.path.mkdir(parents=True, exist_ok=True)
        write_file(self.path / "survey.json", [write_line(survey)])
        write_file(self.path / "targets.jsonl", map(write_line, targets))

    def read_survey(self) -> Survey:
        """Return what the survey was started with; raises `UsageError`."""
        found = next(read_lines(self.path / "survey.json", Survey), None)
        if found is None:
            raise UsageError(f"{self.path / 'survey.json'} is empty")
        return found

    def read_targets(self) -> Iterator[Target]:
        """Return the targets in order."""
        return read_lines(self.path / "targets.jsonl", Target)

    def read_results(self) -> Iterator[Result]:
        """Return the results of all shards, one for each target; a file that is being written may be cut."""
        seen: set[str] = set()
        for path in sorted(self.path.glob("results*.jsonl")):
            for result in _read_complete(path):
                if result.target not in seen:
                    seen.add(result.target)
                    yield result


def _read_complete(path: Path) -> Iterator[Result]:
    """Return the results of a file, without a last line that is only begun."""
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LINE_LIMIT + 1), b""), start=1):
            if line.endswith(b"\n"):
                yield read_numbered_line(line, Result, f"{path}:{number}")


def write_file(path: Path, lines: Iterable[str]) -> None:
    """Write a file completely or not at all."""
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, prefix=".", delete=False, encoding="utf-8", newline=""
    ) as file:
        file.writelines(lines)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
