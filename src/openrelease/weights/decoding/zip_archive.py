"""Members of a zip archive, by its central directory; nothing is written to disk.

https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.12 to 4.3.16, and 4.5.3 for large files)
"""

import struct
import zlib

from openrelease.values import dataclass, replace
from openrelease.weights.header import RefusedError
from openrelease.weights.source import Source

_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_END_64, _END_64_SIZE = b"PK\x06\x06", 56
_ENTRY, _ENTRY_SIZE = b"PK\x01\x02", 46
_LOCAL, _LOCAL_SIZE = b"PK\x03\x04", 30
_MAX_COMMENT_BYTES = 65_535  # bytes
_MAX_ENTRIES = 65_535
_MAX_DIRECTORY_BYTES = 16_777_216  # bytes
_ALL_ONES = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_EXTRA_64 = 1


@dataclass(frozen=True, kw_only=True)
class ZipMember:
    """A member: `size` uncompressed and `packed` in the archive, in bytes; `offset` of its local header."""

    name: str
    method: int
    size: int
    packed: int
    offset: int

    @property
    def stored(self) -> bool:
        """Whether it is not compressed."""
        return self.method == _STORED


def list_zip_members(source: Source) -> tuple[ZipMember, ...]:
    """Return the members; refuses an archive that is truncated, too large, ambiguous, or has members beyond its end."""
    count, size, offset, end = _find_directory(source)
    if count > _MAX_ENTRIES or size > _MAX_DIRECTORY_BYTES:
        raise RefusedError("unknown", f"has {count:,} members, more than are read")
    before = end - size - offset  # offsets count from the beginning of an archive that is appended to a program
    if before < 0 or count * _ENTRY_SIZE > size:
        raise RefusedError("malformed", "has a central directory that does not fit")
    data = source.read(offset + before, size)
    at, found = 0, []
    for _ in range(count):
        entry, at = _parse_entry(data, at)
        member = replace(entry, offset=entry.offset + before)
        if member.offset + _LOCAL_SIZE + member.packed > offset + before:
            raise RefusedError("malformed", f"has {member.name[:80]} beyond the end of its data")
        found.append(member)
    if len({member.name for member in found}) < len(found):  # readers differ in which of two they take
        raise RefusedError("malformed", "has two members of one name")
    return tuple(found)


def read_zip_member(source: Source, member: ZipMember, limit: int) -> bytes:
    """Return at most the first `limit` bytes of a member; refuses other methods than stored and deflated."""
    start = _find_member_data(source, member)
    if member.stored:
        return source.read(start, min(limit, member.size, member.packed))
    if member.method != _DEFLATED:
        raise RefusedError("unknown", f"compresses {member.name[:80]} with an unsupported method")
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(source.read(start, min(limit, member.packed)), limit)
    except zlib.error as error:
        raise RefusedError("malformed", f"has {member.name[:80]}, which cannot be decompressed") from error


def open_stored_member(source: Source, member: ZipMember) -> Source:
    """Return a stored member as a source, whose reads count as reads of the archive."""
    start = _find_member_data(source, member)
    return Source(source.path, member.size, lambda offset, length: source.read(start + offset, length))


def _find_directory(source: Source) -> tuple[int, int, int, int]:
    """Return the number of members, size and offset of the central directory, and the position where it ends."""
    tail_size = min(source.size, _END_SIZE + _MAX_COMMENT_BYTES)
    tail = source.read(source.size - tail_size, tail_size)
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        raise RefusedError("truncated", "has no central directory at its end")
    count, size, offset = struct.unpack_from("<HII", tail, at + 10)
    position = source.size - tail_size + at
    if at >= _LOCATOR_SIZE and tail[at - _LOCATOR_SIZE :].startswith(_LOCATOR):
        return _read_zip64_record(source, struct.unpack_from("<Q", tail, at - _LOCATOR_SIZE + 8)[0], position)
    return count, size, offset, position


def _read_zip64_record(source: Source, position: int, before: int) -> tuple[int, int, int, int]:
    record = source.read(position, _END_64_SIZE) if position < before else b""
    if not record.startswith(_END_64) or len(record) < _END_64_SIZE:
        raise RefusedError("malformed", "has no zip64 record where its locator points")
    count, size, offset = struct.unpack_from("<QQQ", record, 32)
    return count, size, offset, position


def _parse_entry(data: bytes, at: int) -> tuple[ZipMember, int]:
    head = data[at : at + _ENTRY_SIZE]
    if not head.startswith(_ENTRY) or len(head) < _ENTRY_SIZE:
        raise RefusedError("malformed", "has a broken central directory")
    method = struct.unpack_from("<H", head, 10)[0]
    packed, size, name_length, extra_length, comment = struct.unpack_from("<IIHHH", head, 20)
    offset = struct.unpack_from("<I", head, 42)[0]
    name_at = at + _ENTRY_SIZE
    extra_at = name_at + name_length
    end = extra_at + extra_length
    size, packed, offset = _resolve_zip64_sizes(data[extra_at:end], (size, packed, offset))
    name = data[name_at:extra_at].decode("utf-8", "replace")
    return ZipMember(name=name, method=method, size=size, packed=packed, offset=offset), end + comment


def _resolve_zip64_sizes(extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return sizes and offset, each from the zip64 extra field if 32 bits are not enough."""
    if _ALL_ONES not in numbers:
        return numbers
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _EXTRA_64:
            body = extra[at + 4 : at + 4 + length]
            large = iter(int.from_bytes(body[i : i + 8], "little") for i in range(0, len(body) - 7, 8))
            size, packed, offset = (next(large, n) if n == _ALL_ONES else n for n in numbers)
            return size, packed, offset
        at += 4 + length
    return numbers


def _find_member_data(source: Source, member: ZipMember) -> int:
    head = source.read(member.offset, _LOCAL_SIZE)
    if not head.startswith(_LOCAL) or len(head) < _LOCAL_SIZE:
        raise RefusedError("malformed", f"has no local header of {member.name[:80]}")
    name, extra = struct.unpack_from("<HH", head, 26)
    return int(member.offset + _LOCAL_SIZE + name + extra)
