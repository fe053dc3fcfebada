"""A snapshot -> a part of it: some paths are hidden, as if they were not in the tree."""

from collections.abc import Callable, Sequence
from functools import cached_property

from openrelease.errors import UnreadableError
from openrelease.model import Entry, Problem, Snapshot
from openrelease.repository.wrapped_snapshot import WrappedSnapshot
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class SubsetSnapshot(WrappedSnapshot):
    """What of a snapshot is shown by a test of paths."""

    snapshot: Snapshot
    shows: Callable[[str], bool]

    @property
    def problems(self) -> Sequence[Problem]:
        """Those of the whole, save of hidden paths."""
        return tuple(each for each in self.snapshot.problems if self.shows(each.location.path))

    def entries(self) -> Sequence[Entry]:
        """Those of the whole, save of hidden paths."""
        return self._entries

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.snapshot.entries() if self.shows(entry.path))

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """Read as the whole does; a hidden path is not there."""
        if not self.shows(path):
            raise UnreadableError(path, "no such file")
        return self.snapshot.read(path, limit, offset)
