"""A repository -> the same one, which remembers what was read: views of several models read the same files."""

from openrelease.errors import UnreadableError
from openrelease.model import Snapshot
from openrelease.repository.wrapped_snapshot import WrappedSnapshot
from openrelease.values import dataclass, field

MOST_BYTES = 33_554_432  # of all that is remembered; the oldest goes first
LONGEST_FILE = 1_048_576  # bytes; of a longer one, such as a notebook, nothing is remembered


@dataclass(frozen=True, kw_only=True)
class _Start:
    """The first bytes of a file, and whether they are all of it."""

    data: bytes
    complete: bool

    def answers(self, limit: int, offset: int) -> bool:
        """Return whether the bytes asked for are among these."""
        return self.complete or offset + limit <= len(self.data)


@dataclass(kw_only=True)
class CachedReads(WrappedSnapshot):
    """A repository of which each file is read once, as far as the memory set aside for that goes.

    `known_as` is the name that the settings give it, by which links to the repository itself are recognized.
    """

    snapshot: Snapshot
    known_as: str | None = None
    most_bytes: int = MOST_BYTES
    _starts: dict[str, _Start] = field(default_factory=dict)
    _failures: dict[str, str] = field(default_factory=dict)
    _held: int = 0

    @property
    def name(self) -> str | None:
        """The name from the settings, else that of the repository."""
        return self.snapshot.name if self.known_as is None else self.known_as

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """Return the bytes from memory where they are there; an error is remembered like bytes are."""
        known = self._starts.get(path)
        if known is not None and known.answers(limit, offset):
            return known.data[offset : offset + limit]
        if path in self._failures:
            raise UnreadableError(path, self._failures[path])
        try:
            data = self.snapshot.read(path, limit, offset)
        except UnreadableError as error:
            self._failures[path] = error.reason
            raise
        if offset == 0 and len(data) <= LONGEST_FILE:
            self._remember(path, _Start(data=data, complete=len(data) < limit))
        return data

    def _remember(self, path: str, start: _Start) -> None:
        self._forget(path)
        self._starts[path] = start
        self._held += len(start.data)
        while self._held > self.most_bytes:
            self._forget(next(iter(self._starts)))

    def _forget(self, path: str) -> None:
        start = self._starts.pop(path, None)
        self._held -= len(start.data) if start else 0
