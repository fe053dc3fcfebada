"""Random reads of a source: numbers and bytes at any position, which is checked; read pages are kept."""

from openrelease.weights.header import RefusedError
from openrelease.weights.source import Source

_PAGE_BYTES = 8_192  # bytes
_MAX_PAGES = 512  # that are kept
MAX_STEPS = 400_000
"""Limit of values read of one file, about two microseconds each, so that hostile files take little time."""


class Pages:
    """The bytes of a source from `base` on, for formats with pointers."""

    def __init__(self, source: Source, base: int = 0) -> None:
        """Positions count from `base`."""
        self.size = source.size - base
        self._source = source
        self._base = base
        self._kept: dict[int, bytes] = {}
        self._steps = 0

    def take(self, at: int, count: int) -> bytes:
        """Return `count` bytes at a position; refuses positions outside of the file, and too many values."""
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise RefusedError("unknown", f"has more than {MAX_STEPS:,} values")
        if not 0 <= at <= self.size - count or count < 0:
            raise RefusedError("truncated", f"points at {count:,} bytes at byte {at:,} of {self.size:,}")
        first, last = at // _PAGE_BYTES, (at + count - 1) // _PAGE_BYTES
        if first == last or not count:
            start = at - first * _PAGE_BYTES
            return self._page(first)[start : start + count]
        return self._source.read(self._base + at, count)

    def number(self, at: int, width: int, *, signed: bool = False) -> int:
        """Return the little-endian number of `width` bytes at a position."""
        return int.from_bytes(self.take(at, width), "little", signed=signed)

    def _page(self, number: int) -> bytes:
        if number not in self._kept:
            if len(self._kept) >= _MAX_PAGES:
                self._kept.pop(next(iter(self._kept)))
            self._kept[number] = self._source.read(self._base + number * _PAGE_BYTES, _PAGE_BYTES)
        return self._kept[number]
