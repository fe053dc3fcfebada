"""A file of a snapshot -> bounded reads, counted; what readers see of it."""

from __future__ import annotations

from collections.abc import Callable

from openrelease.errors import UnreadableError

MAX_BYTES = 67_108_864
"""Bytes that may be read of one file, all reads together; a header is hardly ever a tenth of this."""

MAX_READS = 20_000
"""Reads of one file, each of which opens it anew."""


class Source:
    """One file: its `path`, its `size` in bytes, and reads of it.

    `bytes_read` and `reads` count what was taken; they are all that ever changes here.
    """

    def __init__(self, path: str, size: int, read: Callable[[int, int], bytes], most_reads: int = MAX_READS) -> None:
        """`read` takes an offset and a length, and may raise `UnreadableError`."""
        self.path = path
        self.size = size
        self.bytes_read = 0
        self.reads = 0
        self._read = read
        self._most_reads = most_reads

    def read(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`; raises `UnreadableError`, also at the limits."""
        wanted = max(0, min(length, self.size - offset))
        self.reads += 1
        self.bytes_read += wanted
        if self.bytes_read > MAX_BYTES or self.reads > self._most_reads:
            limits = f"more than {MAX_BYTES:,} bytes or {self._most_reads:,} reads"
            raise UnreadableError(self.path, f"needs {limits} of it")
        return self._read(offset, wanted) if wanted else b""


def source_from_bytes(path: str, data: bytes) -> Source:
    """Bytes in memory as a source: a member of an archive, or a test."""
    return Source(path, len(data), lambda offset, length: data[offset : offset + length])
