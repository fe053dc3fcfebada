"""Source -> Header: TFLite, tables of FlatBuffers that point at each other; the data of tensors is not read.

https://flatbuffers.dev/internals/ and, for the numbers of fields and types,
https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openrelease.weights.header import Header, RefusedError, Tensor, make_header
from openrelease.weights.random_access import Pages
from openrelease.weights.source import Source

PREFIX = "tflite"
_MAX_TENSORS = 50_000
_MAX_DIMENSIONS = 64
_MAX_NAME_BYTES = 1_024  # bytes
_MAX_ELEMENTS = 2**63

# Fields of the tables, by their places in the schema.
_VERSION, _SUBGRAPHS, _DESCRIPTION, _BUFFERS = 0, 2, 3, 4
_TENSORS = 0
_SHAPE, _TYPE, _BUFFER, _NAME = 0, 1, 2, 3
_DATA, _OFFSET, _SIZE = 0, 1, 2

DTYPES = (
    *("F32", "F16", "I32", "U8", "I64", "STRING", "BOOL", "I16", "C64", "I8", "F64", "C128", "U64"),
    *("RESOURCE", "VARIANT", "U32", "U16", "I4", "BF16"),
)
"""Names of TensorType by their numbers."""


def read(source: Source) -> Header:
    """List the tensors that have data: what is left without are the values between them."""
    if source.read(4, 4) != b"TFL3":
        raise RefusedError("malformed", "is no TFLite model")
    model = _FlatTable(Pages(source), 0)
    buffers = tuple(model.tables(_BUFFERS))
    listed = dict(_list_tensors(model, [_buffer_size(buffer) for buffer in buffers]))
    version, told = model.scalar(_VERSION, 4), model.text(_DESCRIPTION)
    metadata = {"version": str(version), **({"description": told} if told else {})}
    return replace(make_header("tflite", tuple(listed.values())), metadata=metadata)


def _list_tensors(model: _FlatTable, sizes: list[int]) -> Iterator[tuple[int, Tensor]]:
    """Each buffer once, with the tensor that it belongs to; several may share one."""
    seen = 0
    for graph in model.tables(_SUBGRAPHS):
        for table in graph.tables(_TENSORS):
            seen += 1
            if seen > _MAX_TENSORS:
                raise RefusedError("unknown", f"has more than {_MAX_TENSORS:,} tensors")
            buffer = table.scalar(_BUFFER, 4)
            if buffer >= len(sizes):
                raise RefusedError("malformed", f"has a tensor in buffer {buffer:,}, of {len(sizes):,}")
            if buffer and sizes[buffer]:
                yield buffer, _read_tensor(table, sizes[buffer])


def _read_tensor(table: _FlatTable, nbytes: int) -> Tensor:
    kind = table.scalar(_TYPE, 1)
    dtype = DTYPES[kind] if kind < len(DTYPES) else f"type-{kind}"
    tensor = Tensor(name=table.text(_NAME), dtype=dtype, shape=table.numbers(_SHAPE), nbytes=nbytes)
    if tensor.elements >= _MAX_ELEMENTS:
        raise RefusedError("malformed", f"{tensor.name[:80]} has more elements than any file")
    return tensor


def _buffer_size(buffer: _FlatTable) -> int:
    """The length of a buffer, in the table or, in files of more than 2 GB, behind all tables."""
    start, size = buffer.scalar(_OFFSET, 8), buffer.scalar(_SIZE, 8)
    if start > 1:
        if start + size > buffer.pages.size:
            raise RefusedError("truncated", f"ends before byte {start + size:,}, as its data does")
        return size
    at, count = buffer.vector(_DATA, 1)
    return count if at else 0


class _FlatTable:
    """A table of a FlatBuffer: its fields by number, absent ones as 0, "" or nothing."""

    def __init__(self, pages: Pages, pointer: int) -> None:
        """`pointer` is the place of the offset that leads to it."""
        self.pages = pages
        self._at = pointer + pages.number(pointer, 4)
        self._fields = self._at - pages.number(self._at, 4, signed=True)
        self._count = (pages.number(self._fields, 2) - 4) // 2

    def scalar(self, field: int, width: int) -> int:
        """An unsigned number."""
        at = self._place(field)
        return self.pages.number(at, width) if at else 0

    def vector(self, field: int, width: int) -> tuple[int, int]:
        """Where the items of `width` bytes begin, and how many there are; they lie in the file."""
        place = self._place(field)
        if not place:
            return 0, 0
        at = place + self.pages.number(place, 4)
        count = self.pages.number(at, 4)
        if at + 4 + count * width > self.pages.size:
            raise RefusedError("truncated", f"ends within {count:,} items at byte {at:,}")
        return at + 4, count

    def tables(self, field: int) -> Iterator[_FlatTable]:
        """The tables of a vector."""
        at, count = self.vector(field, 4)
        for index in range(count):
            yield _FlatTable(self.pages, at + 4 * index)

    def numbers(self, field: int) -> tuple[int, ...]:
        """A vector of numbers, as sizes are; -1, a size that is not known, counts as one."""
        at, count = self.vector(field, 4)
        if count > _MAX_DIMENSIONS:
            raise RefusedError("malformed", f"has a tensor of {count:,} dimensions")
        return tuple(max(1, self.pages.number(at + 4 * n, 4, signed=True)) for n in range(count))

    def text(self, field: int) -> str:
        """A string, cut."""
        at, count = self.vector(field, 1)
        return self.pages.take(at, min(count, _MAX_NAME_BYTES)).decode("utf-8", "replace") if at else ""

    def _place(self, field: int) -> int:
        """Where a field lies, 0 where the table does not have it."""
        if field >= self._count:
            return 0
        offset = self.pages.number(self._fields + 4 + 2 * field, 2)
        return self._at + offset if offset else 0
