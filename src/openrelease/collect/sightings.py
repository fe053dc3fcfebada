"""Entries -> which of them are weight files, by pointer, first bytes or name; headers are not read here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openrelease.errors import UnreadableError
from openrelease.model import Entry, EntryKind, Pointer, Snapshot
from openrelease.snapshot import pointer_of
from openrelease.weights import Recognition, by_name, recognise, weight_like

HEAD = 4_096
"""Bytes that tell a weight file from any other."""


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A file whose name is that of weights: `found` is what it is, None where it is something else.

    `size` is that of the content in bytes. `absent` says why only the name is here: the system of a pointer,
    or "content not here".
    """

    path: str
    size: int | None
    found: Recognition | None
    head: bytes = b""
    absent: str = ""


def sight(snapshot: Snapshot, entries: Iterable[Entry]) -> Iterator[Sighting]:
    """Look at each entry whose name may be that of weights; others are passed over unread."""
    for entry in entries:
        if entry.kind in {EntryKind.FILE, EntryKind.SYMLINK} and weight_like(entry.path):
            yield _sighting(snapshot, entry)


def _sighting(snapshot: Snapshot, entry: Entry) -> Sighting:
    pointer = _pointer(snapshot, entry)
    if pointer is not None:
        return Sighting(path=entry.path, size=pointer.size, found=by_name(entry.path), absent=pointer.system)
    if entry.kind is EntryKind.SYMLINK:
        return Sighting(path=entry.path, size=None, found=None, absent="a link")
    try:
        head = snapshot.read(entry.path, HEAD)
    except UnreadableError as error:
        return Sighting(path=entry.path, size=entry.size, found=by_name(entry.path), absent=error.reason)
    found = recognise(entry.path, head, entry.size or len(head))
    return Sighting(path=entry.path, size=entry.size, found=found, head=head)


def _pointer(snapshot: Snapshot, entry: Entry) -> Pointer | None:
    try:
        return pointer_of(snapshot, entry)
    except UnreadableError:
        return None
