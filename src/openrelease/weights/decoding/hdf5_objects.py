"""Datasets of HDF5 groups, by their object headers.

https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html: "Disk Format: Level 1" (B-trees, local heaps, symbol nodes)
and "Level 2" (the messages of datasets and links)
"""

from collections.abc import Iterator

from openrelease.weights.decoding.hdf5_headers import Message, Sizes, read_messages
from openrelease.weights.decoding.random_access import Pages
from openrelease.weights.header import RefusedError, Tensor

_MAX_OBJECTS = 20_000
_MAX_DEPTH = 64  # groups in groups, and levels of a B-tree
_MAX_NAME_BYTES = 1_024  # bytes
_MAX_DIMENSIONS = 32  # the format's own limit

_DATASPACE, _LINK_INFO, _DATATYPE, _LINK, _LAYOUT, _SYMBOLS = 1, 2, 3, 6, 8, 17
_FIXED, _FLOAT, _ENUM = 0, 1, 8  # classes of datatypes that tensors have
_CONTIGUOUS = 1
_HARD = 0  # a link to an object of this file


def read_datasets(pages: Pages, root: int, sizes: Sizes) -> Iterator[Tensor]:
    """Yield each numeric dataset below the group at `root` once, with its path as the name."""
    waiting = [("", root, 0)]
    seen: set[int] = set()
    while waiting:
        path, at, depth = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        if len(seen) > _MAX_OBJECTS or depth > _MAX_DEPTH:
            raise RefusedError("unknown", f"has more than {_MAX_OBJECTS:,} objects, or groups too deep")
        found = tuple(read_messages(pages, at, sizes))
        messages = {message.kind: message for message in found}
        if _DATASPACE in messages and _DATATYPE in messages:
            yield from _read_dataset(pages, path, messages, sizes)
        for name, inner in _read_links(pages, messages, found, sizes):
            waiting.append((f"{path}/{name}" if path else name, inner, depth + 1))


def _read_links(
    pages: Pages, messages: dict[int, Message], found: tuple[Message, ...], sizes: Sizes
) -> Iterator[tuple[str, int]]:
    """Yield name and address of the members of a group, of the older or the newer form."""
    if _SYMBOLS in messages:
        at = messages[_SYMBOLS].at
        tree, heap = (pages.number(at + n * sizes.address, sizes.address) for n in (0, 1))
        yield from _read_tree(pages, tree, _locate_names(pages, heap, sizes), sizes, 0)
    if _LINK_INFO in messages:
        at = messages[_LINK_INFO].at
        flags = pages.number(at + 1, 1)
        if pages.number(at + (10 if flags & 1 else 2), sizes.address) != sizes.nowhere:
            raise RefusedError("unknown", "has a group with its members in a fractal heap")
    for message in found:
        if message.kind == _LINK:
            yield from _read_link(pages, message.at, sizes)


def _locate_names(pages: Pages, heap: int, sizes: Sizes) -> int:
    """Return where the names of a group begin in its local heap."""
    if pages.take(heap, 4) != b"HEAP":
        raise RefusedError("malformed", f"has no local heap at byte {heap:,}")
    return pages.number(heap + 8 + 2 * sizes.length, sizes.address)


def _read_tree(pages: Pages, at: int, names: int, sizes: Sizes, depth: int) -> Iterator[tuple[str, int]]:
    """Yield the members below a node of the B-tree of a group."""
    if depth > _MAX_DEPTH or pages.take(at, 4) != b"TREE":
        raise RefusedError("malformed", f"has no B-tree node at byte {at:,}")
    level, entries = pages.number(at + 5, 1), pages.number(at + 6, 2)
    first = at + 8 + 2 * sizes.address + sizes.length
    for index in range(entries):
        child = pages.number(first + index * (sizes.address + sizes.length), sizes.address)
        if level:
            yield from _read_tree(pages, child, names, sizes, depth + 1)
        else:
            yield from _read_symbols(pages, child, names, sizes)


def _read_symbols(pages: Pages, at: int, names: int, sizes: Sizes) -> Iterator[tuple[str, int]]:
    """Yield the members in a symbol node."""
    if pages.take(at, 4) != b"SNOD":
        raise RefusedError("malformed", f"has no symbol node at byte {at:,}")
    width = 2 * sizes.address + 24
    for index in range(pages.number(at + 6, 2)):
        entry = at + 8 + index * width
        name = names + pages.number(entry, sizes.address)
        if pages.number(entry + 2 * sizes.address, 4) != 2:  # noqa: PLR2004 - a soft link
            yield _read_name(pages, name), pages.number(entry + sizes.address, sizes.address)


def _read_name(pages: Pages, at: int) -> str:
    """Return a name, which ends with a zero byte."""
    room = max(0, min(_MAX_NAME_BYTES, pages.size - at))
    return pages.take(at, room).partition(b"\0")[0].decode("utf-8", "replace")


def _read_link(pages: Pages, at: int, sizes: Sizes) -> Iterator[tuple[str, int]]:
    """Yield the target of a link message: optional type, order and character set, then the name and the address."""
    flags = pages.number(at + 1, 1)
    place = at + 2
    kind = pages.number(place, 1) if flags & 8 else _HARD
    place += (1 if flags & 8 else 0) + (8 if flags & 4 else 0) + (1 if flags & 16 else 0)
    width = 1 << (flags & 3)
    length = pages.number(place, width)
    if length > _MAX_NAME_BYTES:
        raise RefusedError("unknown", f"has a name of {length:,} bytes")
    if kind == _HARD:
        name = pages.take(place + width, length).decode("utf-8", "replace")
        yield name, pages.number(place + width + length, sizes.address)


def _read_dataset(pages: Pages, path: str, messages: dict[int, Message], sizes: Sizes) -> Iterator[Tensor]:
    """Yield a numeric dataset; refuses one whose contiguous data ends beyond the file."""
    dtype, width = _read_dtype(pages, messages[_DATATYPE].at)
    if not dtype:
        return
    tensor = Tensor(name=path, dtype=dtype, shape=_read_shape(pages, messages[_DATASPACE].at, sizes))
    if _LAYOUT in messages:
        _check_layout(pages, tensor, width, messages[_LAYOUT].at, sizes)
    yield tensor


def _check_layout(pages: Pages, tensor: Tensor, width: int, at: int, sizes: Sizes) -> None:
    """Refuse data that ends beyond the file. Data that was never written has no address."""
    version, kind = pages.number(at, 1), pages.number(at + 1, 1)
    if version < 3 or kind != _CONTIGUOUS:  # noqa: PLR2004 - the versions in which the kind stands second
        return
    start = pages.number(at + 2, sizes.address)
    end = start + tensor.elements * width
    if start != sizes.nowhere and end > pages.size:
        raise RefusedError("truncated", f"ends before byte {end:,}, the end of {tensor.name[:80]}")


def _read_dtype(pages: Pages, at: int) -> tuple[str, int]:
    """Return dtype and width in bytes of an element; "" if it is no number."""
    kind, width = pages.number(at, 1) & 15, pages.number(at + 4, 4)
    signed = pages.number(at + 1, 1) & 8
    if width not in {1, 2, 4, 8}:
        return "", 0
    names = {_FLOAT: f"F{8 * width}", _FIXED: f"{'I' if signed else 'U'}{8 * width}", _ENUM: "BOOL"}
    return names.get(kind, ""), width


def _read_shape(pages: Pages, at: int, sizes: Sizes) -> tuple[int, ...]:
    version, dimensions = pages.number(at, 1), pages.number(at + 1, 1)
    if version not in {1, 2} or dimensions > _MAX_DIMENSIONS:
        raise RefusedError("unknown", f"has a dataspace of version {version}")
    first = at + (8 if version == 1 else 4)
    return tuple(pages.number(first + n * sizes.length, sizes.length) for n in range(dimensions))
