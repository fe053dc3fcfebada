"""Source -> Header: NumPy's .npy, and .npz, a zip archive of them.

https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openrelease.weights.header import Header, RefusedError, Tensor, make_header
from openrelease.weights.source import Source, source_from_bytes
from openrelease.weights.zips import ZipMember, list_zip_members, open_stored_member, read_zip_member

PREFIX = "npy"
_MAGIC = b"\x93NUMPY"
_FIXED = 8  # bytes of magic and version
_MAX_HEADER_BYTES = 65_536  # bytes of header
_MAX_MEMBERS = 5_000
_MAX_ELEMENTS = 2**63
_DESCR = re.compile(r"'descr':\s{0,4}'([<>|=]?[A-Za-z]\d{0,4})'")
_SHAPE = re.compile(r"'shape':\s{0,4}\(([0-9L, ]{0,400})\)")
_KINDS = {"f": "F", "i": "I", "u": "U", "c": "C"}
_BITS_PER_BYTE = 8


def read(source: Source) -> Header:
    """Read the header of one array, or of each in an archive."""
    if source.read(0, 2) == b"PK":
        return make_header("npz", tuple(_read_archive(source)))
    tensor, after, objects = _read_array(source, source.path.rpartition("/")[2])
    if tensor.nbytes is not None and after + tensor.nbytes > source.size:
        raise RefusedError("truncated", f"ends at byte {source.size:,}, and its data at byte {after + tensor.nbytes:,}")
    return Header(
        format="npy",
        parameters=None if objects else tensor.elements,
        dtypes={tensor.dtype: tensor.elements},
        tensors=(tensor,),
        executable=objects,
    )


def _read_archive(source: Source) -> Iterator[Tensor]:
    listed = list_zip_members(source)
    if len(listed) > _MAX_MEMBERS:
        raise RefusedError("unknown", f"has {len(listed):,} arrays, more than are read")
    for member in listed:
        if member.name.endswith(".npy"):
            yield _read_member(source, member)


def _read_member(source: Source, member: ZipMember) -> Tensor:
    part = (
        open_stored_member(source, member)
        if member.stored
        else source_from_bytes(source.path, read_zip_member(source, member, _MAX_HEADER_BYTES))
    )
    tensor, after, _ = _read_array(part, member.name.removesuffix(".npy"))
    if tensor.nbytes is not None and after + tensor.nbytes > member.size:
        raise RefusedError("truncated", f"has too few bytes for {member.name[:80]}")
    return tensor


def _read_array(source: Source, name: str) -> tuple[Tensor, int, bool]:
    """The array, where its data begins, and whether it holds Python objects, which are pickled."""
    fixed = source.read(0, _FIXED)
    if not fixed.startswith(_MAGIC) or len(fixed) < _FIXED or fixed[6] not in {1, 2, 3}:
        raise RefusedError("malformed", f"{name[:80]} is no array of NumPy in a known version")
    width = 2 if fixed[6] == 1 else 4
    length = int.from_bytes(source.read(_FIXED, width), "little")
    if length > _MAX_HEADER_BYTES:
        raise RefusedError("malformed", f"{name[:80]} has a header of {length:,} bytes")
    text = source.read(_FIXED + width, length).decode("latin-1")
    descr, shape = _DESCR.search(text), _SHAPE.search(text)
    if shape is None:
        raise RefusedError("malformed", f"{name[:80]} has no shape")
    dtype, bits = _parse_dtype(descr[1] if descr else "")
    tensor = Tensor(name=name, dtype=dtype, shape=_parse_shape(shape[1]))
    if tensor.elements >= _MAX_ELEMENTS:
        raise RefusedError("malformed", f"{name[:80]} has more elements than any file")
    nbytes = tensor.elements * bits // _BITS_PER_BYTE if bits else None
    whole = Tensor(name=name, dtype=dtype, shape=tensor.shape, nbytes=nbytes)
    return whole, _FIXED + width + length, dtype == "O"


def _parse_dtype(descr: str) -> tuple[str, int]:
    """Name and bits of an element; 0 for what is no plain number."""
    kind, digits = descr.lstrip("<>|=")[:1], descr.lstrip("<>|=")[1:]
    if kind == "b":
        return "BOOL", _BITS_PER_BYTE
    if kind in _KINDS and digits:
        return f"{_KINDS[kind]}{int(digits) * _BITS_PER_BYTE}", int(digits) * _BITS_PER_BYTE
    return kind or "?", 0


def _parse_shape(text: str) -> tuple[int, ...]:
    numbers = [part.strip().rstrip("L") for part in text.split(",") if part.strip()]
    if not all(number.isdecimal() and len(number) < 20 for number in numbers):  # noqa: PLR2004 - 2^63 has 19 digits
        raise RefusedError("malformed", "has a shape that is not natural numbers")
    return tuple(map(int, numbers))
