"""Tables of a FlatBuffer, whose fields are read by their numbers in the schema.

https://flatbuffers.dev/internals/
"""

from collections.abc import Iterator

from openrelease.weights.decoding.random_access import Pages
from openrelease.weights.header import RefusedError

_MAX_DIMENSIONS = 64
_MAX_NAME_BYTES = 1_024


class FlatTable:
    """A table of a FlatBuffer; an absent field is 0, "" or empty."""

    def __init__(self, pages: Pages, pointer: int) -> None:
        """`pointer` is the position of the offset of the table."""
        self.pages = pages
        self._at = pointer + pages.number(pointer, 4)
        self._fields = self._at - pages.number(self._at, 4, signed=True)
        self._count = (pages.number(self._fields, 2) - 4) // 2

    def scalar(self, field: int, width: int) -> int:
        """Return an unsigned number of `width` bytes."""
        at = self._place(field)
        return self.pages.number(at, width) if at else 0

    def vector(self, field: int, width: int) -> tuple[int, int]:
        """Return where the items of `width` bytes begin, and their number; they are inside of the file."""
        place = self._place(field)
        if not place:
            return 0, 0
        at = place + self.pages.number(place, 4)
        count = self.pages.number(at, 4)
        if at + 4 + count * width > self.pages.size:
            raise RefusedError("truncated", f"ends within a vector of {count:,} items at byte {at:,}")
        return at + 4, count

    def table(self, field: int) -> "FlatTable | None":
        """Return the table that a field points at."""
        place = self._place(field)
        return FlatTable(self.pages, place) if place else None

    def tables(self, field: int) -> "Iterator[FlatTable]":
        """Yield the tables of a vector."""
        at, count = self.vector(field, 4)
        for index in range(count):
            yield FlatTable(self.pages, at + 4 * index)

    def numbers(self, field: int) -> tuple[int, ...]:
        """Return a vector of sizes; -1, for an unknown size, counts as one."""
        at, count = self.vector(field, 4)
        if count > _MAX_DIMENSIONS:
            raise RefusedError("malformed", f"has a tensor of {count:,} dimensions")
        return tuple(max(1, self.pages.number(at + 4 * n, 4, signed=True)) for n in range(count))

    def text(self, field: int) -> str:
        """Return a string, of at most 1,024 bytes."""
        at, count = self.vector(field, 1)
        return self.pages.take(at, min(count, _MAX_NAME_BYTES)).decode("utf-8", "replace") if at else ""

    def _place(self, field: int) -> int:
        """Return the position of a field, 0 if the table does not have it."""
        if field >= self._count:
            return 0
        offset = self.pages.number(self._fields + 4 + 2 * field, 2)
        return self._at + offset if offset else 0
