"""The name, first bytes and size of a file, which signatures test."""

import zlib

from openrelease.errors import UntrustedInputError
from openrelease.untrusted import decode_text
from openrelease.values import dataclass

_TEXT_RATIO = 5  # binary, if more than one byte in five is not ASCII
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
        """The file name."""
        return self.path.rpartition("/")[2]

    @property
    def binary(self) -> bool:
        """Whether the head is not text, as an error page, a README or a pointer is.

        Quantized weights may be bytes that are letters in an old encoding; text has few of those.
        """
        try:
            decode_text(self.head)
        except UntrustedInputError:
            return True
        beyond = len(self.head.translate(None, bytes(range(128))))
        return beyond * _TEXT_RATIO > len(self.head) and not _is_utf8(self.head)


def _is_utf8(head: bytes) -> bool:
    """Return whether the bytes are UTF-8, but for a last character that may be incomplete."""
    return not any("\udc80" <= char <= "\udcff" for char in head.decode("utf-8", "surrogateescape")[:-3])


def decompress_sample(sample: Sample) -> Sample | None:
    """Return the sample inside of a gzip or zlib stream, None if this is no such stream.

    The size of the content is unknown, and given as larger than any file.
    """
    if sample.head[:2] != b"\x1f\x8b" and sample.head[:1] != b"\x78":
        return None
    try:
        head = zlib.decompressobj(_GZIP_OR_ZLIB).decompress(sample.head, SAMPLE_BYTES)
    except zlib.error:
        return None
    return Sample(path=sample.path.removesuffix(".gz"), head=head, size=2**62)
