"""TensorFlow Lite (LiteRT) models, tables of FlatBuffers; the data of tensors is not read."""

from collections.abc import Iterator

from openrelease.values import replace
from openrelease.weights.decoding.flat_tables import FlatTable
from openrelease.weights.decoding.random_access import Pages
from openrelease.weights.header import Header, RefusedError, Tensor, make_header
from openrelease.weights.signature_tests import starts_with
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAGIC = b"TFL3"  # at byte 4
_MAX_TENSORS = 50_000

# Fields of the tables, by their places in the schema.
_VERSION, _SUBGRAPHS, _DESCRIPTION, _BUFFERS = 0, 2, 3, 4
_TENSORS = 0
_SHAPE, _TYPE, _BUFFER, _NAME = 0, 1, 2, 3
_DATA, _OFFSET, _SIZE = 0, 1, 2

DTYPES = (
    *("F32", "F16", "I32", "U8", "I64", "STRING", "BOOL", "I16", "C64", "I8", "F64", "C128", "U64"),
    *("RESOURCE", "VARIANT", "U32", "U16", "I4", "BF16"),
)
"""Names of TensorType by number."""


def read_tflite(source: Source) -> Header:
    """List the tensors that have data; those without are activations."""
    if source.read(4, len(_MAGIC)) != _MAGIC:
        raise RefusedError("malformed", "is not a TensorFlow Lite model")
    model = FlatTable(Pages(source), 0)
    buffers = tuple(model.tables(_BUFFERS))
    listed = dict(_list_tensors(model, [_buffer_size(buffer) for buffer in buffers]))
    if not listed:
        raise RefusedError("malformed", "holds no tensor with data")
    version, description = model.scalar(_VERSION, 4), model.text(_DESCRIPTION)
    metadata = {"version": str(version), **({"description": description} if description else {})}
    return replace(make_header("tflite", tuple(listed.values())), metadata=metadata)


def _list_tensors(model: FlatTable, sizes: list[int]) -> Iterator[tuple[int, Tensor]]:
    """Yield each buffer once, with its tensor; several tensors may share one."""
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


def _read_tensor(table: FlatTable, nbytes: int) -> Tensor:
    kind = table.scalar(_TYPE, 1)
    dtype = DTYPES[kind] if kind < len(DTYPES) else f"type-{kind}"
    return Tensor(name=table.text(_NAME), dtype=dtype, shape=table.numbers(_SHAPE), nbytes=nbytes)


def _buffer_size(buffer: FlatTable) -> int:
    """Return the size of a buffer; its data is in the table or, in files of more than 2 GB, behind all tables."""
    start, size = buffer.scalar(_OFFSET, 8), buffer.scalar(_SIZE, 8)
    if start > 1:
        if start + size > buffer.pages.size:
            raise RefusedError("truncated", f"ends before byte {start + size:,}, the end of its data")
        return size
    at, count = buffer.vector(_DATA, 1)
    return count if at else 0


FORMAT = WeightFormat(
    id="tflite",
    title="TensorFlow Lite",
    serialisation="safe",
    names=(
        FileNames(suffixes=(".tflite",), certainty="certain", linked=True, exclusive=True),
        FileNames(suffixes=(".lite",)),
    ),
    signatures=(Signature(test=starts_with(_MAGIC, at=4)),),
    reader=read_tflite,
    rule_prefix="tflite",
    strict=True,
    specification="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs",
    manual=__doc__,
)
