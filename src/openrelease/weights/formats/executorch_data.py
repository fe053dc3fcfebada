"""ExecuTorch data files (FlatTensor), which keep the weights of one or more ExecuTorch programs.

Every data segment is checked to lie in the file. Blobs of a backend have no shape; with one of them the number of
parameters is not known.
"""

from collections.abc import Iterator

from openrelease.values import replace
from openrelease.weights.decoding.flat_tables import FlatTable
from openrelease.weights.decoding.random_access import Pages
from openrelease.weights.formats.executorch import DTYPES
from openrelease.weights.header import Header, RefusedError, Tensor, make_header
from openrelease.weights.signature_tests import starts_with
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAGIC = b"FT01"  # at byte 4
_HEADER_MAGIC = b"FH01"  # at byte 8
_MAX_ENTRIES = 50_000

# Fields of the tables, by their places in extension/flat_tensor/serialize/flat_tensor.fbs.
_VERSION, _SEGMENTS, _NAMED_DATA = 0, 1, 2
_KEY, _SEGMENT, _LAYOUT = 0, 1, 2
_SCALAR_TYPE, _SIZES = 0, 1


def read_executorch_data(source: Source) -> Header:
    """List the tensors, and check that their segments lie in the file."""
    if source.read(4, len(_MAGIC)) != _MAGIC:
        raise RefusedError("malformed", "is not an ExecuTorch data file")
    root = FlatTable(Pages(source), 0)
    segments = _read_segments(root, source)
    entries = tuple(_read_entries(root, segments))
    tensors = tuple(tensor for tensor in entries if tensor is not None)
    known = tensors and len(tensors) == len(entries)
    header = make_header("executorch-data", tensors) if known else Header(format="executorch-data")
    return replace(header, metadata={"version": str(root.scalar(_VERSION, 4))})


def _read_segments(root: FlatTable, source: Source) -> list[int]:
    """Return the sizes of the data segments; refuses one that ends behind the file."""
    count = root.vector(_SEGMENTS, 4)[1]
    if count > _MAX_ENTRIES:
        raise RefusedError("unknown", f"has {count:,} data segments, more than are read")
    segments = [(each.scalar(0, 8), each.scalar(1, 8)) for each in root.tables(_SEGMENTS)]
    header = source.read(8, 40)
    if not header.startswith(_HEADER_MAGIC):
        raise RefusedError("malformed", "has no header that says where its data begins")
    base = int.from_bytes(header[24:32], "little")
    end = max((base + offset + size for offset, size in segments), default=base)
    if end > source.size:
        raise RefusedError("truncated", f"ends at byte {source.size:,}, and its data at byte {end:,}")
    return [size for _, size in segments]


def _read_entries(root: FlatTable, segments: list[int]) -> Iterator[Tensor | None]:
    """Yield the tensor of each entry, None for a blob without a shape."""
    count = root.vector(_NAMED_DATA, 4)[1]
    if count > _MAX_ENTRIES:
        raise RefusedError("unknown", f"has {count:,} entries, more than are read")
    for entry in root.tables(_NAMED_DATA):
        segment, layout = entry.scalar(_SEGMENT, 4), entry.table(_LAYOUT)
        if segment >= len(segments):
            raise RefusedError("malformed", f"has data in segment {segment:,}, of {len(segments):,}")
        yield _read_tensor(entry.text(_KEY), layout, segments[segment]) if layout else None


def _read_tensor(name: str, layout: FlatTable, nbytes: int) -> Tensor:
    kind = layout.scalar(_SCALAR_TYPE, 1)
    return Tensor(name=name, dtype=DTYPES.get(kind, f"type-{kind}"), shape=layout.numbers(_SIZES), nbytes=nbytes)


FORMAT = WeightFormat(
    id="executorch-data",
    title="ExecuTorch data",
    serialisation="safe",
    names=(FileNames(suffixes=(".ptd",), certainty="certain", linked=True, exclusive=True),),
    signatures=(Signature(test=starts_with(_MAGIC, at=4)),),
    reader=read_executorch_data,
    rule_prefix="executorch-data",
    strict=True,
    specification="https://docs.pytorch.org/executorch/stable/ptd-file-format.html",
    manual=__doc__,
)
