"""GGUF models of llama.cpp, versions 2 and 3 in both byte orders; long values are skipped.

A model may be split (`split.count` above 1), and then its first part may hold no tensor. A file with a vocabulary
alone is no weights.
"""

import math
import re
import struct
from collections.abc import Mapping

from openrelease.values import replace
from openrelease.weights.decoding.cursor import Cursor
from openrelease.weights.decoding.ggml_types import TYPES
from openrelease.weights.file_sample import Sample
from openrelease.weights.header import Header, RefusedError, Tensor, check_control_characters, make_header
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAGIC = b"GGUF"
_FIXED_BYTES = 24  # magic, version and two counts
_FIRST_PART = re.compile(r"-00001-of-\d{5}\.gguf$")
_MAX_VERSION = 99  # 3 is the newest today; text after the magic gives a number far above
_MAX_PAIRS = 20_000
_MAX_TENSORS = 100_000
_MAX_KEY_BYTES = 65_535  # bytes, the specification's limit
_MAX_NAME_BYTES = 4_096  # bytes; ggml itself takes 64
_MAX_TEXT_BYTES = 4_096  # of a value that is kept; longer ones, such as chat templates, are skipped
_MAX_DEPTH = 2  # arrays in arrays
_MAX_DIMENSIONS = 4
_DEFAULT_ALIGNMENT = 32  # bytes, where nothing else is said
_OTHER_VERSIONS = {1, 4, 5}  # valid or likely to come, and not read

_STRING, _ARRAY = 8, 9
# struct's code of each scalar type: u8, i8, u16, i16, u32, i32, f32, bool, u64, i64, f64.
_SCALARS: Mapping[int, str] = dict(zip((0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12), "BbHhIif?QqdB", strict=False))


def read_gguf(source: Source) -> Header:
    """Read the metadata and the list of tensors, and check that the file has their data."""
    cursor = Cursor(source)
    _read_preamble(cursor)
    tensors, pairs = cursor.number(8), cursor.number(8)
    if pairs > _MAX_PAIRS or tensors > _MAX_TENSORS:
        _check_counts(cursor, tensors, pairs)
        raise RefusedError("unknown", f"has {tensors:,} tensors and {pairs:,} values, more than are read")
    metadata = _read_metadata(cursor, pairs)
    found = _read_tensors(cursor, tensors)
    if not found and metadata.get("split.count", "1") in {"0", "1"}:
        raise RefusedError("malformed", "holds no tensor")
    _check_tensor_data(cursor, found, metadata)
    listed = tuple(tensor for tensor, _ in found)
    odd = check_control_characters(
        source.path, FORMAT.header_rules["text"], (*metadata.values(), *(tensor.name for tensor in listed))
    )
    return replace(make_header("gguf", listed, metadata), faults=odd)


def _read_preamble(cursor: Cursor) -> None:
    """Read the magic and the version, which shows the byte order too."""
    if cursor.take(4) != _MAGIC:
        raise RefusedError("malformed", "does not begin with GGUF")
    version = cursor.take(4)
    cursor.order = "big" if version[:2] == b"\0\0" else "little"
    number = int.from_bytes(version, cursor.order)
    if number not in {2, 3}:
        known = number in _OTHER_VERSIONS
        raise RefusedError(
            "unknown" if known else "malformed", f"has version {number:,}; versions 2 and 3 are supported"
        )


def _check_counts(cursor: Cursor, tensors: int, pairs: int) -> None:
    """Refuse counts that no file of this size can hold: a pair takes 13 bytes and a tensor 24."""
    cursor.need(13 * pairs + 24 * tensors)


def _read_metadata(cursor: Cursor, count: int) -> dict[str, str]:
    seen: set[bytes] = set()
    kept: dict[str, str] = {}
    for _ in range(count):
        key = _read_string(cursor, _MAX_KEY_BYTES)
        if key in seen or not key.isascii():
            raise RefusedError("malformed", f"has the key {key[:60]!r} twice, or it is not ASCII")
        seen.add(key)
        value = _read_value(cursor, cursor.number(4), 0)
        if value is not None:
            kept[key.decode("ascii")] = value
    return kept


def _read_value(cursor: Cursor, kind: int, depth: int) -> str | None:
    """Return a value as text: an array as its length in brackets, a long string as None."""
    if kind in _SCALARS:
        order = "<" if cursor.order == "little" else ">"
        code = order + _SCALARS[kind]
        return str(struct.unpack(code, cursor.take(struct.calcsize(code)))[0])
    if kind == _STRING:
        return _read_short_text(cursor)
    if kind == _ARRAY and depth <= _MAX_DEPTH:
        return _read_array(cursor, depth)
    raise RefusedError("malformed", f"has a value of type {kind:,}, or arrays nested too deep")


def _read_array(cursor: Cursor, depth: int) -> str:
    kind, count = cursor.number(4), cursor.number(8)
    if kind in _SCALARS:
        cursor.skip(count * struct.calcsize(f"<{_SCALARS[kind]}"))
    elif kind == _STRING:
        cursor.need(count * 8)
        cursor.skip_strings(count)
    else:
        cursor.need(count * 12)
        for _ in range(count):
            _read_value(cursor, kind, depth + 1)
    return f"[{count}]"


def _read_short_text(cursor: Cursor) -> str | None:
    length = cursor.number(8)
    if length > _MAX_TEXT_BYTES:
        cursor.skip(length)
        return None
    return _decode_utf8(cursor.take(length))


def _read_string(cursor: Cursor, longest: int) -> bytes:
    length = cursor.number(8)
    cursor.need(length)
    if length > longest:
        raise RefusedError("malformed", f"has a name of {length:,} bytes")
    return cursor.take(length)


def _decode_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError("malformed", "has a string that is not UTF-8") from error


def _read_tensors(cursor: Cursor, count: int) -> tuple[tuple[Tensor, int], ...]:
    """Read each tensor with the offset of its data."""
    found = tuple(_read_tensor(cursor) for _ in range(count))
    if len({tensor.name for tensor, _ in found}) != len(found):
        raise RefusedError("malformed", "has two tensors of the same name")
    return found


def _read_tensor(cursor: Cursor) -> tuple[Tensor, int]:
    name = _decode_utf8(_read_string(cursor, _MAX_NAME_BYTES))
    dimensions = cursor.number(4)
    if dimensions > _MAX_DIMENSIONS:
        raise RefusedError("malformed", f"{name[:80]} has {dimensions:,} dimensions")
    shape = tuple(cursor.number(8) for _ in range(dimensions))
    type_ = TYPES.get(kind := cursor.number(4))
    nbytes = -(-math.prod(shape) // type_.block) * type_.nbytes if type_ else None
    dtype = type_.name if type_ else f"type-{kind}"
    return Tensor(name=name, dtype=dtype, shape=shape, nbytes=nbytes), cursor.number(8)


def _check_tensor_data(cursor: Cursor, found: tuple[tuple[Tensor, int], ...], metadata: Mapping[str, str]) -> None:
    """Refuse offsets that are not aligned, tensors that overlap, and tensors that end beyond the file."""
    text = metadata.get("general.alignment", str(_DEFAULT_ALIGNMENT))
    alignment = int(text) if text.isdecimal() else 0
    if alignment <= 0 or alignment % 8:
        raise RefusedError("malformed", f"has an alignment of {text[:20]}")
    start = -(-cursor.at // alignment) * alignment
    after = 0
    for tensor, offset in sorted(found, key=lambda pair: pair[1]):
        if offset % alignment or offset < after:
            raise RefusedError("malformed", f"{tensor.name[:80]} overlaps another tensor or is not aligned")
        after = offset + (tensor.nbytes or 0)
        if start + after > cursor.end:
            raise RefusedError(
                "truncated", f"ends at byte {cursor.end:,}, and {tensor.name[:80]} at byte {start + after:,}"
            )


def _is_gguf(sample: Sample) -> bool:
    """Return whether there are the magic, a version, and a tensor unless this is the first part of several."""
    fixed = sample.head[:_FIXED_BYTES]
    versions = {int.from_bytes(fixed[4:8], "little"), int.from_bytes(fixed[4:8], "big")}
    count = fixed[8:12] if versions & {1} else fixed[8:16]
    known = fixed.startswith(_MAGIC) and 0 < min(versions) <= _MAX_VERSION
    has_tensors = any(count) or _FIRST_PART.search(sample.path) is not None
    return known and has_tensors and len(fixed) == _FIXED_BYTES


FORMAT = WeightFormat(
    id="gguf",
    title="GGUF",
    serialisation="safe",
    names=(FileNames(suffixes=(".gguf",), certainty="certain", linked=True, exclusive=True),),
    signatures=(Signature(test=_is_gguf),),
    reader=read_gguf,
    rule_prefix="gguf",
    rare_rules=("text",),
    strict=True,
    has_tokenizer=True,
    specification="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md",
    manual=__doc__,
)
