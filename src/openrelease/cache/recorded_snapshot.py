"""A snapshot -> the same one, with a record of all that was read; the record -> whether it would be read again so.

Nothing is concluded from times of files. The content of the index and of commits is known by object ids, that of
files on disk is read again.
"""

import os
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from openrelease.errors import UnreadableError
from openrelease.model import Snapshot
from openrelease.repository.wrapped_snapshot import WrappedSnapshot
from openrelease.values import dataclass, field

MOST_READS = 20_000
"""Reads of one run that are recorded; a run with more of them is not kept."""

_MOST_STORED = 5_000  # objects of Git LFS

Read = tuple[str, int, int, str]
"""A path, a limit and an offset, and the digest of what was read there."""


@dataclass(frozen=True, kw_only=True)
class RecordedSnapshot(WrappedSnapshot):
    """A snapshot that records what is read."""

    snapshot: Snapshot
    reads: list[Read] = field(default_factory=list)

    @property
    def untracked(self) -> bool:
        """Whether the snapshot is of files that git does not track."""
        return bool(getattr(self.snapshot, "untracked", False))

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """Read as the snapshot does; an error is recorded like bytes are."""
        try:
            data = self.snapshot.read(path, limit, offset)
        except UnreadableError as error:
            self.reads.append((path, limit, offset, f"cannot be read: {error.reason}"))
            raise
        self.reads.append((path, limit, offset, _digest(data)))
        return data

    def would_read(self, reads: Iterable[Sequence[Any]]) -> bool:
        """Return whether each of these reads gives the same now; object ids in the listing have settled it for git."""
        return _has_object_ids(self.snapshot) or all(self._read_digest(*read[:3]) == read[3] for read in reads)

    def _read_digest(self, path: str, limit: int, offset: int) -> str:
        try:
            return _digest(self.snapshot.read(path, limit, offset))
        except UnreadableError as error:
            return f"cannot be read: {error.reason}"


def listing_digest(snapshot: Snapshot) -> str | None:
    """Return a digest of all that a snapshot says before a file is read; None where that is too much to look at.

    With the names and sizes of what Git LFS keeps beside the repository, and object ids where git has them.
    """
    stored = _list_stored_objects(getattr(snapshot, "lfs", ""))
    listing = getattr(snapshot, "listing", None)
    if stored is None or listing is None:
        return None
    entries = ((each.path, each.kind.value, each.size, each.executable, each.target) for each in listing.entries)
    problems = ((each.location.path, each.location.line, each.message) for each in listing.problems)
    kind = type(snapshot).__name__, snapshot.name, snapshot.revision, getattr(snapshot, "untracked", False)
    parts = kind, [*entries], [*problems], [*listing.contents.items()], [*listing.absent.items()], stored
    return _digest(repr(parts).encode("utf-8", "surrogatepass"))


def has_absent_content(snapshot: RecordedSnapshot) -> bool:
    """Return whether a file is listed whose content is not here, as in a partial clone."""
    listing = getattr(snapshot.snapshot, "listing", None)
    return listing is not None and bool(listing.absent)


def _has_object_ids(snapshot: Snapshot) -> bool:
    listing = getattr(snapshot, "listing", None)
    return listing is not None and bool(listing.contents)


def _list_stored_objects(folder: str) -> list[tuple[str, int]] | None:
    """Return names and sizes of the objects of Git LFS, sorted; None for too many."""
    found: list[tuple[str, int]] = []
    waiting = [folder] if folder else []
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        found.append((entry.name, entry.stat(follow_symlinks=False).st_size))
        except OSError:
            continue
        if len(found) + len(waiting) > _MOST_STORED:
            return None
    return sorted(found)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=32).hexdigest()
