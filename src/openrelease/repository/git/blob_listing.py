"""Rows and objects -> a listing with sizes and link targets, for trees whose content git holds."""

import os
import stat
from collections.abc import Iterable, Mapping
from typing import Protocol

from openrelease.errors import UnreadableError
from openrelease.model import Entry, EntryKind
from openrelease.repository.git.git_entries import TreeRow, TreeRows
from openrelease.repository.listing import NOT_HERE, Listing, kind_of

_MAX_TARGET = 4096  # bytes of a link target, PATH_MAX of Linux


class BlobReader(Protocol):
    """Contents by object id."""

    def sizes(self, oids: Iterable[str]) -> Mapping[str, int]:
        """The size in bytes of each that is here."""

    def read(self, path: str, oid: str, limit: int, offset: int = 0) -> bytes:
        """At most `limit` bytes from `offset`; raises `UnreadableError` with `path`."""


def list_blobs(rows: TreeRows, objects: BlobReader) -> Listing:
    """An entry for each row. A conflicted one has no one content, and some are not here."""
    files = [row for row in rows.rows if not row.conflicted and kind_of(row.mode) is EntryKind.FILE]
    sizes = objects.sizes(row.oid for row in files)
    unresolved = {row.path: "has a merge conflict" for row in rows.rows if row.conflicted}
    missing = {row.path: NOT_HERE for row in files if row.oid not in sizes}
    return Listing(
        entries=tuple(_make_entry(row, sizes.get(row.oid), objects) for row in rows.rows),
        problems=rows.problems,
        contents={row.path: row.oid for row in files},
        absent=unresolved | missing,
    )


def _make_entry(row: TreeRow, size: int | None, objects: BlobReader) -> Entry:
    kind = kind_of(row.mode)
    return Entry(
        path=row.path,
        kind=kind,
        size=None if row.conflicted else size,
        executable=kind is EntryKind.FILE and bool(row.mode & stat.S_IXUSR),
        target=_read_target(row, objects) if kind is EntryKind.SYMLINK else None,
    )


def _read_target(row: TreeRow, objects: BlobReader) -> str | None:
    """The target of a link, None if its blob is missing."""
    try:
        return os.fsdecode(objects.read(row.path, row.oid, _MAX_TARGET))
    except UnreadableError:
        return None
