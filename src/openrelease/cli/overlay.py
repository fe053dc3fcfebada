"""A snapshot and one more file -> a snapshot: what a repository will be once the file is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openrelease.model import Entry, Problem, Snapshot


@dataclass(frozen=True, kw_only=True)
class OverlaySnapshot:
    """A snapshot in which the file at `path` holds `data`, whether or not it was there before."""

    below: Snapshot
    path: str
    data: bytes

    @property
    def name(self) -> str | None:
        """The name of the repository below."""
        return self.below.name

    @property
    def revision(self) -> str | None:
        """It is no commit any more."""
        return None

    @property
    def problems(self) -> Sequence[Problem]:
        """What could not be listed of the repository below."""
        return self.below.problems

    def entries(self) -> Sequence[Entry]:
        """Every entry, sorted by path, with the one more."""
        others = (entry for entry in self.below.entries() if entry.path != self.path)
        own = Entry(path=self.path, size=len(self.data))
        return tuple(sorted((*others, own), key=lambda entry: entry.path))

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """A part of a file."""
        if path == self.path:
            return self.data[offset : offset + limit]
        return self.below.read(path, limit, offset)
