"""Name, first bytes, size -> Sample: what every signature looks at."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from openrelease.errors import UntrustedInputError
from openrelease.untrusted import decode_text

_TEXT_RATIO = 5  # of so many bytes at least one is beyond ASCII
SAMPLE_BYTES = 4096  # bytes: what a signature may see of a file
_GZIP_OR_ZLIB = 47  # window bits of zlib: 15, and 32 to detect either header


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A file: `path` in lower case, its first bytes, and its size in bytes."""

    path: str
    head: bytes
    size: int

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def binary(self) -> bool:
        """Whether the head is anything but text (an HTML error page, a readme, a pointer are text).

        Quantised weights may be bytes that an old encoding has letters for; texts have few of those.
        """
        try:
            decode_text(self.head)
        except UntrustedInputError:
            return True
        beyond = len(self.head.translate(None, bytes(range(128))))
        return beyond * _TEXT_RATIO > len(self.head) and not _is_utf8(self.head)


def _is_utf8(head: bytes) -> bool:
    """Whether the bytes are UTF-8, up to a last character that may be cut."""
    return not any("\udc80" <= char <= "\udcff" for char in head.decode("utf-8", "surrogateescape")[:-3])


def decompress_sample(sample: Sample) -> Sample | None:
    """Give what a gzip or zlib stream holds, None where the head is no such stream.

    The size of the content is not known from the head: it is taken as large as can be.
    """
    if sample.head[:2] != b"\x1f\x8b" and sample.head[:1] != b"\x78":
        return None
    try:
        head = zlib.decompressobj(_GZIP_OR_ZLIB).decompress(sample.head, SAMPLE_BYTES)
    except zlib.error:
        return None
    return Sample(path=sample.path.removesuffix(".gz"), head=head, size=2**62)
