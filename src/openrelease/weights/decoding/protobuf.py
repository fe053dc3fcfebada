"""Fields of protobuf messages, read without a schema; payloads are skipped.

https://protobuf.dev/programming-guides/encoding/
"""

from collections.abc import Iterator

from openrelease.values import dataclass
from openrelease.weights.decoding.cursor import Cursor
from openrelease.weights.header import RefusedError

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MAX_VARINT_BYTES = 10  # bytes


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field: its number, and the value of a varint or the position of the payload in the file."""

    number: int
    value: int = 0
    start: int = 0
    end: int = 0


def read_fields(cursor: Cursor, start: int, end: int) -> Iterator[Field]:
    """Yield the fields of the message between `start` and `end`; the cursor may be moved between two of them."""
    at = start
    while at < end:
        cursor.at = at
        key = read_varint(cursor, end)
        number, wire = key >> 3, key & 7
        if number == 0:
            raise RefusedError("malformed", f"is not a protobuf message at byte {at:,}")
        field = _read_field(cursor, number, wire, end)
        at = cursor.at if wire == _VARINT else field.end
        yield field


def read_varint(cursor: Cursor, end: int) -> int:
    """Return the next varint; refuses one that goes beyond `end`."""
    value = 0
    for position in range(_MAX_VARINT_BYTES):
        if cursor.at >= end:
            raise RefusedError("truncated", f"ends within a number at byte {end:,}")
        byte = cursor.take(1)[0]
        value |= (byte & 127) << (7 * position)
        if byte < 128:  # noqa: PLR2004 - the bit that says that more follows
            return value
    raise RefusedError("malformed", f"has a number of more than {_MAX_VARINT_BYTES} bytes")


def read_packed_varints(cursor: Cursor, field: Field) -> tuple[int, ...]:
    """Return the varints of a repeated field, packed or not."""
    if not field.end:
        return (field.value,)
    cursor.at = field.start
    found: tuple[int, ...] = ()
    while cursor.at < field.end:
        found = (*found, read_varint(cursor, field.end))
        if len(found) > 64:  # noqa: PLR2004 - dimensions of a tensor, of which there are few
            raise RefusedError("malformed", "has a tensor of more than 64 dimensions")
    return found


def read_text(cursor: Cursor, field: Field, longest: int = 4096) -> str:
    """Return a string field, of at most `longest` bytes."""
    cursor.at = field.start
    return cursor.take(min(field.end - field.start, longest)).decode("utf-8", "replace")


def _read_field(cursor: Cursor, number: int, wire: int, end: int) -> Field:
    if wire == _VARINT:
        return Field(number=number, value=read_varint(cursor, end))
    if wire not in {_FIXED64, _BYTES, _FIXED32}:
        raise RefusedError("malformed", f"is not a protobuf message at byte {cursor.at:,}")
    length = read_varint(cursor, end) if wire == _BYTES else {_FIXED64: 8, _FIXED32: 4}[wire]
    if length > end - cursor.at:
        raise RefusedError(
            "truncated", f"claims {length:,} bytes at byte {cursor.at:,}, where {end - cursor.at:,} follow"
        )
    return Field(number=number, start=cursor.at, end=cursor.at + length)
