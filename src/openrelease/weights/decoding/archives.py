"""The first bytes of an archive -> the names of the members that begin in them; nothing is unpacked.

https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.7, local file header) and
https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html (ustar interchange format)
"""

import re

_ZIP = b"PK\x03\x04"
_LOCAL_HEADER = re.compile(re.escape(_ZIP) + rb".{22}(..)..", re.DOTALL)
_TAR_MAGIC = slice(257, 262)
_TAR_NAME = 100  # bytes
_TAR_BLOCK = 512  # bytes


def zip_members(head: bytes) -> tuple[str, ...]:
    """Return the names of the members whose local headers are in `head`; () if this is no zip archive.

    Headers are found by their signature, as sizes are often written after the data.
    """
    if not head.startswith(_ZIP):
        return ()
    found = ((match.end(), int.from_bytes(match[1], "little")) for match in _LOCAL_HEADER.finditer(head))
    return tuple(head[at : at + length].decode("utf-8", "replace") for at, length in found)


def tar_members(head: bytes) -> tuple[str, ...]:
    """Return the names of the members whose headers are in `head`; () if this is no tar archive."""
    blocks = (head[at : at + _TAR_BLOCK] for at in range(0, len(head), _TAR_BLOCK))
    names = (block[:_TAR_NAME].rstrip(b"\0") for block in blocks if block[_TAR_MAGIC] == b"ustar")
    return tuple(name.decode("utf-8", "replace") for name in names) if head[_TAR_MAGIC] == b"ustar" else ()
