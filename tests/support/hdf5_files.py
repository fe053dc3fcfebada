"""HDF5 files made by hand: a group of datasets in the older form and in the newer one.

https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html; what h5py writes is in the shared corpus.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate

MAGIC = b"\x89HDF\r\n\x1a\n"
NOWHERE = 2**64 - 1
FLOAT = 0x11, 0x20, 4  # class and version of a datatype, first bits, bytes
_ROOT, _TREE, _HEAP = 96, 136, 704  # places after the superblock


def older(shapes: Mapping[str, Sequence[int]]) -> bytes:
    """A superblock of version 0, and a root group with a B-tree, a heap of names and one node of symbols."""
    padded = [b"\0" * 8, *(name.encode() + b"\0" * (8 - len(name.encode()) % 8) for name in shapes)]
    names, places = b"".join(padded), [0, *accumulate(map(len, padded))][1:-1]
    symbols = _HEAP + 32 + len(names)
    at = symbols + 8 + 40 * len(shapes)
    lengths = [len(_dataset(shape, 0)) for shape in shapes.values()]
    starts = [at, *(at + length for length in accumulate(lengths))]
    rows = [struct.pack("<QQII16x", *row, 0, 0) for row in zip(places, starts, strict=False)]
    entries = b"".join(rows)
    objects = b"".join(map(_dataset, shapes.values(), starts))
    root = _header([(17, struct.pack("<QQ", _TREE, _HEAP))])
    tree = b"TREE\0\0" + struct.pack("<HQQQQQ", 1, NOWHERE, NOWHERE, 0, symbols, 0)
    heap = b"HEAP\0\0\0\0" + struct.pack("<QQQ", len(names), 1, _HEAP + 32) + names
    node = b"SNOD\x01\0" + struct.pack("<H", len(shapes)) + entries
    parts = {_ROOT: root, _TREE: tree, _HEAP: heap, symbols: node, at: objects}
    size = at + len(objects)
    block = MAGIC + bytes(5) + b"\x08\x08\0" + struct.pack("<HHI4Q", 4, 16, 0, 0, NOWHERE, size, NOWHERE)
    return _placed({0: block + struct.pack("<QQII16x", 0, _ROOT, 0, 0), **parts}, size)


def newer(shapes: Mapping[str, Sequence[int]]) -> bytes:
    """A superblock of version 2, and a root group whose header holds its links."""
    length = sum(4 + 11 + len(name.encode()) for name in shapes) + 4 + 18
    at = 48 + 7 + 4 + length
    objects, links = b"", _message(2, b"\0\0" + struct.pack("<QQ", NOWHERE, NOWHERE))
    for name, shape in shapes.items():
        body = b"\x01\0" + bytes((len(name.encode()),)) + name.encode() + struct.pack("<Q", at + len(objects))
        links += _message(6, body)
        objects += _dataset(shape, at + len(objects))
    root = b"OHDR\x02\x01" + struct.pack("<H", len(links)) + links + bytes(4)
    block = MAGIC + b"\x02\x08\x08\0" + struct.pack("<4Q", 0, NOWHERE, at + len(objects), 48) + bytes(4)
    return _placed({0: block, 48: root, at: objects}, at + len(objects))


def _message(kind: int, body: bytes) -> bytes:
    return struct.pack("<BHB", kind, len(body), 0) + body


def _dataset(shape: Sequence[int], at: int) -> bytes:
    """The header of a dataset of 32-bit floats, and its data behind it."""
    count = 1
    for size in shape:
        count *= size
    space = bytes((1, len(shape), 0)) + bytes(5) + struct.pack(f"<{len(shape)}Q", *shape)
    kind = bytes(FLOAT[:2]) + bytes(2) + struct.pack("<I", FLOAT[2]) + bytes(12)
    length = 16 + 3 * 8 + len(space) + len(kind) + 24
    layout = b"\x03\x01" + struct.pack("<QQ", at + length, 4 * count) + bytes(6)
    return _header([(1, space), (3, kind), (8, layout)]) + bytes(4 * count)


def _header(messages: Sequence[tuple[int, bytes]]) -> bytes:
    """An object header of version 1."""
    body = b"".join(struct.pack("<HHB3x", kind, len(content), 0) + content for kind, content in messages)
    return struct.pack("<BxHII4x", 1, len(messages), 1, len(body)) + body


def _placed(parts: Mapping[int, bytes], size: int) -> bytes:
    out = bytearray(size)
    for at, content in parts.items():
        out[at : at + len(content)] = content
    return bytes(out)
