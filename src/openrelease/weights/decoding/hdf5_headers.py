"""Messages of HDF5 object headers.

https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html: "Disk Format: Level 2" (object headers of version 1 and 2)
"""

from collections.abc import Iterator

from openrelease.values import dataclass
from openrelease.weights.decoding.random_access import Pages
from openrelease.weights.header import RefusedError

_MAX_BLOCKS = 64  # of one object header
_CONTINUED = 16  # the message that names another block


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """The widths of addresses and lengths in a file, in bytes."""

    address: int
    length: int

    @property
    def nowhere(self) -> int:
        """The address that stands for no address."""
        return (1 << (8 * self.address)) - 1


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message of an object header: its type, position and size."""

    kind: int
    at: int
    size: int


def read_messages(pages: Pages, at: int, sizes: Sizes) -> Iterator[Message]:
    """Yield the messages of an object header of version 1 or 2, from all of its blocks."""
    flags = _read_flags(pages, at)
    blocks = [_locate_first_block(pages, at, flags)]
    for _ in range(_MAX_BLOCKS):
        if not blocks:
            return
        start, length = blocks.pop(0)
        for message in _read_block(pages, start, start + length, flags):
            if message.kind == _CONTINUED:
                blocks.append(_locate_next_block(pages, message, sizes, newer=flags is not None))
            yield message
    raise RefusedError("unknown", f"has an object header of more than {_MAX_BLOCKS} blocks")


def _read_flags(pages: Pages, at: int) -> int | None:
    """Return the flags of a header of version 2, None for version 1."""
    if pages.take(at, 4) == b"OHDR":
        return pages.number(at + 5, 1)
    if pages.number(at, 1) != 1:
        raise RefusedError("malformed", f"has no object header at byte {at:,}")
    return None


def _locate_first_block(pages: Pages, at: int, flags: int | None) -> tuple[int, int]:
    """Return position and size of the first block of messages."""
    if flags is None:
        return at + 16, pages.number(at + 8, 4)
    start = at + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
    width = 1 << (flags & 3)
    return start + width, pages.number(start, width)


def _read_block(pages: Pages, at: int, end: int, flags: int | None) -> Iterator[Message]:
    """Yield the messages of a block; `flags` is None for a header of version 1."""
    head = 8 if flags is None else 6 if flags & 4 else 4
    while at + head <= end:
        kind = pages.number(at, 2 if flags is None else 1)
        size = pages.number(at + (2 if flags is None else 1), 2)
        if at + head + size > end:
            raise RefusedError("malformed", f"has a message beyond the end of its header at byte {at:,}")
        yield Message(kind=kind, at=at + head, size=size)
        at += head + size


def _locate_next_block(pages: Pages, message: Message, sizes: Sizes, *, newer: bool) -> tuple[int, int]:
    """Return position and size of the next block, without its signature and checksum."""
    start = pages.number(message.at, sizes.address)
    length = pages.number(message.at + sizes.address, sizes.length)
    return (start + 4, max(0, length - 8)) if newer else (start, length)
