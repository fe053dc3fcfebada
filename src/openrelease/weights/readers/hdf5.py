"""Source -> Header: HDF5 (Keras 2, Keras 3's weights) by its superblock, which says how long the file is.

https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html, "Disk Format: Level 0A"
"""

from __future__ import annotations

from openrelease.weights.header import Header, RefusedError
from openrelease.weights.source import Source

PREFIX = "hdf5"
_MAGIC = b"\x89HDF\r\n\x1a\n"
_BLOCK = 64  # bytes that hold all that is needed
_BASES = {0: 24, 1: 28, 2: 12, 3: 12}
"""Where the base address stands, by the version of the superblock."""
_OFFSET_SIZES = {0: 13, 1: 13, 2: 9, 3: 9}


def read(source: Source) -> Header:
    """See whether the file is as long as its superblock says; which tensors it has is not read."""
    block = source.read(0, _BLOCK)
    if not block.startswith(_MAGIC) or len(block) < _BLOCK:
        raise RefusedError("truncated" if _MAGIC.startswith(block[:8]) else "malformed", "has no superblock")
    version = block[8]
    if version not in _BASES:
        raise RefusedError("unknown", f"has a superblock of version {version}; 0 to 3 are known here")
    width = block[_OFFSET_SIZES[version]]
    if width not in {4, 8}:
        raise RefusedError("unknown", f"has addresses of {width} bytes; 4 and 8 are read")
    base, end = (_address(block, _BASES[version] + n * width, width) for n in (0, 2))
    if base + end > source.size:
        raise RefusedError("truncated", f"is {source.size:,} bytes long, and says that it has {base + end:,}")
    return Header(format="hdf5")


def _address(block: bytes, at: int, width: int) -> int:
    return int.from_bytes(block[at : at + width], "little")
