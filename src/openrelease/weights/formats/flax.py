"""Flax parameters: nested maps in MessagePack, whose arrays are extensions of type 1.

An array is packed as shape, dtype and bytes (flax/serialization.py); its bytes are skipped.
"""

from collections.abc import Iterator
from typing import TypeAlias

from openrelease.weights.decoding.cursor import Cursor
from openrelease.weights.header import Header, RefusedError, Tensor, make_header
from openrelease.weights.signature_tests import head_matches
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAX_DEPTH = 64
_NDARRAY = 1
_MAX_KEY_BYTES = 1_024  # bytes
_DTYPES = {
    "float32": "F32",
    "float16": "F16",
    "bfloat16": "BF16",
    "float64": "F64",
    "int32": "I32",
    "int64": "I64",
}

# Bytes of the length after the first byte, and bytes that follow in any case (the type of an extension).
_SIZED = {0xC4: (1, 0), 0xC5: (2, 0), 0xC6: (4, 0), 0xD9: (1, 0), 0xDA: (2, 0), 0xDB: (4, 0)}
_SCALARS = {0xC0: 0, 0xC2: 0, 0xC3: 0, 0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2,
            0xD2: 4, 0xD3: 8}  # fmt: skip
_EXTENSIONS = {0xD4: 1, 0xD5: 2, 0xD6: 4, 0xD7: 8, 0xD8: 16}
_EXTENSION_LENGTHS = {0xC7: 1, 0xC8: 2, 0xC9: 4}
_MAPS, _ARRAYS = {0xDE: 2, 0xDF: 4}, {0xDC: 2, 0xDD: 4}

Path: TypeAlias = tuple[str, ...]


def read_flax(source: Source) -> Header:
    """List the arrays in nested maps; their data is skipped."""
    cursor = Cursor(source, order="big")
    tensors = tuple(_read_values(cursor, (), 0))
    if cursor.left:
        raise RefusedError("trailing", f"has {cursor.left:,} bytes after its last value")
    if not tensors:
        raise RefusedError("malformed", "holds no array")
    return make_header("flax", tensors)


def _read_values(cursor: Cursor, path: Path, depth: int) -> Iterator[Tensor]:
    """Yield the arrays in one value."""
    if depth > _MAX_DEPTH:
        raise RefusedError("malformed", f"is nested deeper than {_MAX_DEPTH} levels")
    code = cursor.number(1)
    if (pairs := _read_count(cursor, code, 0x80, _MAPS)) is not None:
        for _ in range(pairs):
            yield from _read_values(cursor, (*path, _read_key(cursor)), depth + 1)
    elif (items := _read_count(cursor, code, 0x90, _ARRAYS)) is not None:
        for index in range(items):
            yield from _read_values(cursor, (*path, str(index)), depth + 1)
    elif code in _EXTENSIONS or code in _EXTENSION_LENGTHS:
        yield from _read_extension(cursor, code, "/".join(path))
    else:
        cursor.skip(_read_length(cursor, code))


def _read_count(cursor: Cursor, code: int, small: int, large: dict[int, int]) -> int | None:
    """Return the number of items of a map or an array, None for any other value."""
    if small <= code < small + 16:
        return code - small
    return cursor.number(large[code]) if code in large else None


def _read_length(cursor: Cursor, code: int) -> int:
    """Return how many bytes follow for a scalar, a string or bytes."""
    if code < 0x80 or code >= 0xE0:  # noqa: PLR2004 - small integers
        return 0
    if 0xA0 <= code < 0xC0:  # noqa: PLR2004 - short strings
        return code - 0xA0
    if code in _SIZED:
        return cursor.number(_SIZED[code][0])
    if code not in _SCALARS:
        raise RefusedError("malformed", f"has the byte {code:#04x} where a value should begin")
    return _SCALARS[code]


def _read_key(cursor: Cursor) -> str:
    length = _read_length(cursor, cursor.number(1))
    if length > _MAX_KEY_BYTES:
        raise RefusedError("malformed", f"has a key of {length:,} bytes")
    return cursor.take(length).decode("utf-8", "replace")


def _read_extension(cursor: Cursor, code: int, name: str) -> Iterator[Tensor]:
    length = _EXTENSIONS.get(code) or cursor.number(_EXTENSION_LENGTHS[code])
    kind = cursor.number(1)
    end = cursor.at + length
    cursor.need(length)
    if kind == _NDARRAY:
        yield _read_array(cursor, name)
    cursor.at = end


def _read_array(cursor: Cursor, name: str) -> Tensor:
    """Read shape, dtype and bytes, packed as an array of three."""
    if cursor.number(1) != 0x93:  # noqa: PLR2004 - an array of three values
        raise RefusedError("malformed", f"{name[:80]} is not an array")
    code = cursor.number(1)
    dimensions = _read_count(cursor, code, 0x90, _ARRAYS)
    if dimensions is None or dimensions > 64:  # noqa: PLR2004 - NumPy itself takes 64
        raise RefusedError("malformed", f"{name[:80]} has no shape")
    shape = tuple(_read_natural(cursor) for _ in range(dimensions))
    dtype = _read_key(cursor)
    data = _read_length(cursor, cursor.number(1))
    return Tensor(name=name, dtype=_DTYPES.get(dtype, dtype[:20]), shape=shape, nbytes=data)


def _read_natural(cursor: Cursor) -> int:
    code = cursor.number(1)
    if code < 0x80:  # noqa: PLR2004 - a small integer is its own byte
        return code
    if code in _SCALARS and 0xCC <= code <= 0xCF:  # noqa: PLR2004 - unsigned numbers of 1 to 8 bytes
        return cursor.number(_SCALARS[code])
    raise RefusedError("malformed", "has a shape that is not natural numbers")


# A map in which an extension of type 1 begins with an array of three.
_MAP_WITH_ARRAY = head_matches(rb"\A[\x80-\x8f\xde\xdf].*(?:\xc7.|\xc8..|\xc9....|[\xd4-\xd8])\x01\x93")

FORMAT = WeightFormat(
    id="flax",
    title="Flax",
    serialisation="safe",
    names=(
        FileNames(pattern=r"(?:^|/)flax_model[^/]*\.msgpack$", examples=("flax_model.msgpack",), certainty="certain"),
        FileNames(suffixes=(".msgpack",), indexed=True, certainty="likely", linked=True, exclusive=True),
    ),
    signatures=(Signature(test=_MAP_WITH_ARRAY, named=True),),
    reader=read_flax,
    rule_prefix="flax",
    rare_rules=("trailing",),
    strict=True,
    specification="https://flax.readthedocs.io/en/latest/api_reference/flax.serialization.html",
    manual=__doc__,
)
