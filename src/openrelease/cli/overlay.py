"""A snapshot and one more file -> the snapshot with that file added."""

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
        """None: with the added file it is not a commit."""
        return None

    @property
    def problems(self) -> Sequence[Problem]:
        """Problems of the repository below."""
        return self.below.problems

    def entries(self) -> Sequence[Entry]:
        """Return every entry with the added file, sorted by path."""
        others = (entry for entry in self.below.entries() if entry.path != self.path)
        own = Entry(path=self.path, size=len(self.data))
        return tuple(sorted((*others, own), key=lambda entry: entry.path))

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """Return at most `limit` bytes of a file from `offset`."""
        if path == self.path:
            return self.data[offset : offset + limit]
        return self.below.read(path, limit, offset)
