"""Bounded and counted reads of one file."""

from collections.abc import Callable

from openrelease.errors import UnreadableError

MAX_BYTES = 67_108_864
"""Limit of bytes read of one file; a header is hardly ever a tenth of this."""

MAX_READS = 20_000
"""Limit of reads of one file, each of which opens it."""


class Source:
    """One file: its `path`, its `size` in bytes, and reads.

    `bytes_read` and `reads` count what was read so far.
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
        """Return at most `length` bytes from `offset`; raises `UnreadableError`, also at the limits."""
        wanted = max(0, min(length, self.size - offset))
        self.reads += 1
        self.bytes_read += wanted
        if self.bytes_read > MAX_BYTES or self.reads > self._most_reads:
            limits = f"more than {MAX_BYTES:,} bytes or {self._most_reads:,} reads"
            raise UnreadableError(self.path, f"needs {limits} of it")
        return self._read(offset, wanted) if wanted else b""


def source_from_bytes(path: str, data: bytes) -> Source:
    """Return a source of bytes in memory, such as a member of an archive."""
    return Source(path, len(data), lambda offset, length: data[offset : offset + length])
