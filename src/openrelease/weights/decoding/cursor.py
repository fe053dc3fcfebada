"""A source -> numbers and bytes one after another, every length checked before it is used."""

from __future__ import annotations

from typing import Literal

from openrelease.weights.header import RefusedError
from openrelease.weights.source import Source

_FIRST_WINDOW = 4096  # bytes: after a skip, the next header is likely short
_LARGEST_WINDOW = 1_048_576  # bytes
MAX_STEPS = 700_000
"""Values read of one file, which bounds the time that a hostile one takes (about a microsecond each)."""

LENGTH_BYTES = 8  # bytes of the length before a string of GGUF


class Cursor:
    """Walks from `at` to `end`, bytes from the start of the file; reads ahead in growing windows."""

    def __init__(
        self,
        source: Source,
        start: int = 0,
        end: int | None = None,
        order: Literal["little", "big"] = "little",
    ) -> None:
        """Stand at `start`; `order` is that of the bytes in a number."""
        self.at = start
        self.end = source.size if end is None else end
        self.order = order
        self.steps = 0
        self._source = source
        self._window = _FIRST_WINDOW
        self._base = start
        self._buffer = b""

    @property
    def left(self) -> int:
        """Bytes from here to the end."""
        return self.end - self.at

    def take(self, count: int) -> bytes:
        """Give the next `count` bytes; refuses what lies beyond the end."""
        self._check(count)
        start = self.at - self._base
        if not 0 <= start <= len(self._buffer) - count:
            self._fill(count)
            start = 0
        self.at += count
        return self._buffer[start : start + count]

    def number(self, width: int) -> int:
        """Give the next unsigned number of `width` bytes."""
        return int.from_bytes(self.take(width), self.order)

    def skip(self, count: int) -> None:
        """Step over `count` bytes without reading them."""
        self._check(count)
        self.at += count

    def skip_strings(self, count: int) -> None:
        """Step over strings, each after its length of 8 bytes."""
        self.count(count // 4)  # this loop is as much faster than other steps
        for _ in range(count):
            start = self.at - self._base
            if not 0 <= start <= len(self._buffer) - LENGTH_BYTES:
                self.need(LENGTH_BYTES)
                self._fill(LENGTH_BYTES)
                start = 0
            length = int.from_bytes(self._buffer[start : start + LENGTH_BYTES], self.order)
            if length > self.end - self.at - LENGTH_BYTES:
                self.need(LENGTH_BYTES + length)
            self.at += LENGTH_BYTES + length

    def need(self, count: int) -> None:
        """Refuse what would end beyond the end."""
        if not 0 <= count <= self.left:
            raise RefusedError("truncated", f"claims {count:,} bytes at byte {self.at:,}, where {self.left:,} follow")

    def count(self, steps: int = 1) -> None:
        """Count values read, and refuse a file that has too many."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise RefusedError("unknown", f"has more than {MAX_STEPS:,} values before its tensors")

    def _check(self, count: int) -> None:
        self.count()
        self.need(count)

    def _fill(self, count: int) -> None:
        """Read a window: twice the last one where that was read to its end, else a short one."""
        follows = self.at - self._base <= len(self._buffer)
        self._window = min(self._window * 2, _LARGEST_WINDOW) if follows else _FIRST_WINDOW
        self._buffer = self._source.read(self.at, min(max(count, self._window), self.left))
        self._base = self.at
        if len(self._buffer) < count:
            raise RefusedError("truncated", f"ends at byte {self.at + len(self._buffer):,}")
