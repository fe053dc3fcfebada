"""Checkpoints of TensorFlow: an index of tensors in sorted blocks, and data files without a header.

The index is a table as LevelDB writes it; tables that are compressed are not read.
"""

from collections.abc import Iterator

from openrelease.values import replace
from openrelease.weights.decoding.cursor import Cursor
from openrelease.weights.decoding.protobuf import Field, read_fields, read_varint
from openrelease.weights.header import Header, Reference, RefusedError, Tensor, make_header
from openrelease.weights.signature_tests import head_matches
from openrelease.weights.source import Source, source_from_bytes
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAGIC = bytes.fromhex("57fb808b247547db")
_FOOTER_BYTES = 48  # bytes
_BLOCK_TRAILER = 5  # bytes of compression and checksum after each block
_MAX_INDEX_BYTES = 16_777_216  # bytes
_MAX_TENSORS = 100_000
_SHAPE, _SHARD, _OFFSET, _SIZE = 2, 3, 4, 5  # fields of a BundleEntryProto; 1 is the dtype

DTYPES = {
    1: "F32", 2: "F64", 3: "I32", 4: "U8", 5: "I16", 6: "I8", 7: "STRING", 8: "C64", 9: "I64", 10: "BOOL",
    14: "BF16", 17: "U16", 18: "C128", 19: "F16", 22: "U32", 23: "U64",
}  # fmt: skip
"""Names of tensorflow.DataType, https://github.com/tensorflow/tensorflow types.proto."""


def read_tf_checkpoint(source: Source) -> Header:
    """List the tensors of an index, and the length that each data file needs to have."""
    if source.size > _MAX_INDEX_BYTES:
        raise RefusedError("unknown", f"is longer than {_MAX_INDEX_BYTES:,} bytes")
    data = source.read(0, source.size)
    if len(data) < _FOOTER_BYTES or not data.endswith(_MAGIC):
        raise RefusedError("truncated", "has no footer")
    cursor = Cursor(source_from_bytes(source.path, data))
    return _build_header(tuple(_read_entries(cursor, len(data) - _FOOTER_BYTES)), source.path)


def _read_entries(cursor: Cursor, footer: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield key and value of each entry, by the index of blocks."""
    cursor.at = footer
    for _ in range(2):  # skip the handle of the meta index
        read_varint(cursor, cursor.end)
    blocks = _read_block(cursor, read_varint(cursor, cursor.end), read_varint(cursor, cursor.end))
    for _, handle in blocks:
        where = Cursor(source_from_bytes("", handle))
        yield from _read_block(cursor, read_varint(where, len(handle)), read_varint(where, len(handle)))


def _read_block(cursor: Cursor, offset: int, size: int) -> tuple[tuple[bytes, bytes], ...]:
    """Return the entries of a block, in which a key shares a prefix with the one before."""
    if offset + size + _BLOCK_TRAILER > cursor.end or size < 4:  # noqa: PLR2004 - the number of restarts
        raise RefusedError("malformed", "has a block beyond the end of the file")
    cursor.at = offset + size
    if cursor.take(1) != b"\0":
        raise RefusedError("unknown", "is compressed, which is not supported")
    cursor.at = offset + size - 4
    end = offset + size - 4 - 4 * cursor.number(4)
    cursor.at = offset
    key, found = b"", []
    while cursor.at < end:
        shared, fresh, length = (read_varint(cursor, end) for _ in range(3))
        if shared > len(key) or fresh + length > end - cursor.at:
            raise RefusedError("malformed", "has an entry beyond the end of its block")
        key = key[:shared] + cursor.take(fresh)
        found.append((key, cursor.take(length)))
    return tuple(found)


def _build_header(entries: tuple[tuple[bytes, bytes], ...], path: str) -> Header:
    if len(entries) > _MAX_TENSORS:
        raise RefusedError("unknown", f"lists {len(entries):,} tensors, more than are read")
    named = {key: value for key, value in entries if key}
    shards = next((_parse_shard_count(value) for key, value in entries if not key), 0)
    if not 0 < shards < 10_000:  # noqa: PLR2004 - names of data files have five digits
        raise RefusedError("malformed", "does not say how many data files it has")
    found = [_parse_tensor(key.decode("utf-8", "replace"), value) for key, value in named.items()]
    least = dict.fromkeys(range(shards), 0)
    for _, shard, end in found:
        if shard not in least:
            raise RefusedError("malformed", "has a tensor in a data file that is not counted in its header")
        least[shard] = max(least[shard], end)
    stem = path.rpartition("/")[2].removesuffix(".index")
    references = tuple(
        Reference(path=f"{stem}.data-{shard:05d}-of-{shards:05d}", least=end) for shard, end in least.items()
    )
    tensors = tuple(tensor for tensor, _, _ in found if tensor.dtype != "STRING")
    return replace(make_header("tf-checkpoint", tensors), references=references)


def _parse_fields(value: bytes) -> tuple[Cursor, dict[int, Field]]:
    cursor = Cursor(source_from_bytes("", value))
    return cursor, {field.number: field for field in read_fields(cursor, 0, len(value))}


def _parse_shard_count(value: bytes) -> int:
    """Return the number of data files in a BundleHeaderProto."""
    _, parts = _parse_fields(value)
    return parts[1].value if 1 in parts else 0


def _parse_tensor(name: str, value: bytes) -> tuple[Tensor, int, int]:
    """Return a tensor, the number of its data file, and where it ends in that file."""
    cursor, parts = _parse_fields(value)
    shape: tuple[int, ...] = ()
    if _SHAPE in parts:
        for dimension in read_fields(cursor, parts[_SHAPE].start, parts[_SHAPE].end):
            sizes = [part.value for part in read_fields(cursor, dimension.start, dimension.end) if part.number == 1]
            shape = (*shape, *(sizes or [0]))
    numbers = {number: parts[number].value if number in parts else 0 for number in (1, _SHARD, _OFFSET, _SIZE)}
    dtype = DTYPES.get(numbers[1], f"type-{numbers[1]}")
    tensor = Tensor(name=name, dtype=dtype, shape=shape[:64], nbytes=numbers[_SIZE])
    return tensor, numbers[_SHARD], numbers[_OFFSET] + numbers[_SIZE]


_STEM = r"(?:^|/)(?:variables|[^/]*(?:ckpt|model|checkpoint)[^/]{0,255})"
# The first entry of the table: an empty key, then the header of the bundle with its number of shards.
_BUNDLE_HEADER = head_matches(rb"\A\0\0.\x08[\x01-\xff].{0,4}\x1a\x02\x08\x01")

FORMAT = WeightFormat(
    id="tf-checkpoint",
    title="TensorFlow checkpoint",
    serialisation="safe",
    names=(
        FileNames(pattern=rf"{_STEM}\.index$", examples=("variables.index",)),
        FileNames(
            pattern=rf"{_STEM}\.data-\d{{5}}-of-\d{{5}}$",
            examples=("variables.data-00000-of-00001",),
            certainty="certain",
            raw=True,
            graphs=(".index",),
        ),
    ),
    signatures=(Signature(test=_BUNDLE_HEADER, named=True),),
    reader=read_tf_checkpoint,
    rule_prefix="tf",
    external_data_rule="tf-variables-missing",
    specification="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/tensor_bundle.proto",
    manual=__doc__,
)
