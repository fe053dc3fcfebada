"""Sequential reads of a source: numbers and bytes, each length checked against the end before it is used."""

from typing import Literal

from openrelease.weights.header import RefusedError
from openrelease.weights.source import Source

_FIRST_WINDOW = 4096  # bytes: after a skip, the next header is likely short
_LARGEST_WINDOW = 1_048_576  # bytes
MAX_STEPS = 700_000
"""Limit of values read of one file, about a microsecond each, so that hostile files take little time."""

LENGTH_BYTES = 8  # bytes of the length before a string of GGUF


class Cursor:
    """A position `at` that moves to `end`, both in bytes from the start of the file; reads ahead in growing windows."""

    def __init__(
        self,
        source: Source,
        start: int = 0,
        end: int | None = None,
        order: Literal["little", "big"] = "little",
    ) -> None:
        """Begin at `start`; `order` is the byte order of numbers."""
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
        """The number of bytes up to the end."""
        return self.end - self.at

    def take(self, count: int) -> bytes:
        """Return the next `count` bytes; refuses to go beyond the end."""
        self._check(count)
        start = self.at - self._base
        if not 0 <= start <= len(self._buffer) - count:
            self._fill(count)
            start = 0
        self.at += count
        return self._buffer[start : start + count]

    def number(self, width: int) -> int:
        """Return the next unsigned number of `width` bytes."""
        return int.from_bytes(self.take(width), self.order)

    def skip(self, count: int) -> None:
        """Skip `count` bytes without reading them."""
        self._check(count)
        self.at += count

    def skip_strings(self, count: int) -> None:
        """Skip strings, each with its length in 8 bytes before it."""
        self.count(count // 4)  # a string here is four times as fast as another value
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
        """Refuse a length of `count` bytes that goes beyond the end."""
        if not 0 <= count <= self.left:
            raise RefusedError("truncated", f"claims {count:,} bytes at byte {self.at:,}, where {self.left:,} follow")

    def count(self, steps: int = 1) -> None:
        """Count the values that were read; refuses a file with too many."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise RefusedError("unknown", f"has more than {MAX_STEPS:,} values")

    def _check(self, count: int) -> None:
        self.count()
        self.need(count)

    def _fill(self, count: int) -> None:
        """Read the next window: twice as large as the last one after sequential reads, else a short one."""
        follows = self.at - self._base <= len(self._buffer)
        self._window = min(self._window * 2, _LARGEST_WINDOW) if follows else _FIRST_WINDOW
        self._buffer = self._source.read(self.at, min(max(count, self._window), self.left))
        self._base = self.at
        if len(self._buffer) < count:
            raise RefusedError("truncated", f"ends at byte {self.at + len(self._buffer):,}")
