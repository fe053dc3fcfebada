"""FlatBuffers made by hand, such as TensorFlow Lite models; their tables come one after another.

https://flatbuffers.dev/internals/
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

Value = bytes | list["Value"] | dict[int, "Value"]
"""Bytes stand in the table or vector itself; text is `string`, a list a vector, a dict a table by fields."""


def tflite(tensors: Mapping[str, Sequence[int]], description: str = "") -> bytes:
    """A model of 32-bit tensors, each in a buffer of its own, and of one value without data."""
    buffers: list[Value] = [{}]
    rows: list[Value] = [{0: numbers((1, 4)), 3: string("input")}]
    for index, (name, shape) in enumerate(tensors.items(), start=1):
        count = 1
        for size in shape:
            count *= size
        buffers.append({0: vector(bytes(4 * count), 4 * count)})
        rows.append({0: numbers(shape), 2: struct.pack("<I", index), 3: string(name)})
    model: dict[int, Value] = {0: struct.pack("<I", 3), 2: [{0: rows}], 3: string(description), 4: buffers}
    return flat_buffer(b"TFL3", model)


class Blob(bytes):
    """Bytes that a table points at."""


def vector(content: bytes, count: int) -> Blob:
    """A vector of numbers."""
    return Blob(struct.pack("<I", count) + content)


def numbers(values: Sequence[int]) -> Blob:
    """A vector of 32-bit numbers."""
    return vector(struct.pack(f"<{len(values)}i", *values), len(values))


def string(text: str) -> Blob:
    """A string, which ends with a zero byte that is not counted."""
    return vector(text.encode() + b"\0", len(text.encode()))


def flat_buffer(identifier: bytes, root: Mapping[int, Value], header: bytes = b"") -> bytes:
    """A file: the offset of its root table, its identifier, a header of the format's own, and the root table."""
    return struct.pack("<I", 8 + len(header)) + identifier + header + _table(root)


def _table(fields: Mapping[int, Value]) -> bytes:
    """A table with its fields' places behind it and what it points at after those."""
    slots = {field: value if _inline(value) else bytes(4) for field, value in fields.items()}
    body, places = b"", {}
    for field, content in slots.items():
        places[field] = 4 + len(body)
        body += bytes(content)
    count = max(fields, default=-1) + 1
    table = struct.pack("<i", -(4 + len(body))) + body
    vtable = struct.pack("<HH", 4 + 2 * count, len(table)) + struct.pack(
        f"<{count}H", *(places.get(field, 0) for field in range(count))
    )
    out = bytearray(table + vtable)
    for field, value in fields.items():
        if not _inline(value):
            at = places[field]
            out[at : at + 4] = struct.pack("<I", len(out) - at)
            out += _pointed(value)
    return bytes(out)


def _inline(value: Value) -> bool:
    return isinstance(value, bytes) and not isinstance(value, Blob)


def _pointed(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, dict):
        return _table(value)
    out = bytearray(struct.pack("<I", len(value)) + bytes(4 * len(value)))
    for index, item in enumerate(value):
        at = 4 + 4 * index
        out[at : at + 4] = struct.pack("<I", len(out) - at)
        out += _pointed(item)
    return bytes(out)
