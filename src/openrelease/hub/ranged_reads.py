"""A file of the Hub and a range -> its bytes: documents as a whole, heads of weights in a few requests of growing size.

GET /OWNER/NAME/resolve/REVISION/PATH with Range: https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
"""

import hashlib
import re
from urllib.parse import quote

from openrelease.errors import UnreadableError
from openrelease.hub.commit_reader import CommitReader
from openrelease.hub.hub_answer import HubAnswer
from openrelease.hub.hub_errors import HubCause, HubError
from openrelease.repository import HubFile
from openrelease.values import dataclass, field
from openrelease.weights import may_be_weights

MAX_WHOLE_BYTES = 2_097_152
"""Bytes of a file that is read at once; of a longer one only the ranges that are asked for."""

MAX_FILE_BYTES = 33_554_432
"""Bytes that are read of one file in ranges."""

_FIRST_RANGE = 131_072  # bytes; the header of most files of safetensors is shorter
_LARGEST_RANGE = 4_194_304
_RANGE = re.compile(r"bytes ([0-9]{1,19})-([0-9]{1,19})/([0-9]{1,19})")
_SHA1_DIGITS = 40


@dataclass(kw_only=True)
class _Ranges:
    """What was read of one file: ranges by their starts, and the length of the next one."""

    known: dict[int, bytes] = field(default_factory=dict)
    step: int = _FIRST_RANGE
    taken: int = 0


@dataclass(kw_only=True)
class RangedReads:
    """Reads files of one repository at its commit. Of a gated one nothing more is asked for after the first refusal."""

    reader: CommitReader
    _ranges: dict[str, _Ranges] = field(default_factory=dict)
    _refusal: HubError | None = None

    def read(self, file: HubFile, limit: int, offset: int) -> bytes:
        """Return at most `limit` bytes from `offset`; raises `UnreadableError`."""
        if self._refusal is not None:
            raise UnreadableError(file.path, str(self._refusal))
        try:
            return self._read(file, min(limit, max(0, file.size - offset)), offset)
        except HubError as error:
            if error.cause in {HubCause.GATED, HubCause.TOO_MUCH, HubCause.RATE_LIMITED}:
                self._refusal = error
            raise UnreadableError(file.path, str(error)) from error

    def _read(self, file: HubFile, length: int, offset: int) -> bytes:
        kept = self._ranges.setdefault(file.path, _Ranges())
        if length <= 0:
            return b""
        if file.size <= MAX_WHOLE_BYTES and file.sha256 is None and not may_be_weights(file.path):
            if 0 not in kept.known:
                kept.known[0] = self._fetch_whole(file)
            return kept.known[0][offset : offset + length]
        return self._read_range(file, kept, length, offset)

    def _read_range(self, file: HubFile, kept: _Ranges, length: int, offset: int) -> bytes:
        """Return a range from what was read, else read it with what probably comes next."""
        for start, data in kept.known.items():
            if start <= offset and offset + length <= start + len(data):
                return data[offset - start : offset - start + length]
        wanted = min(max(length, kept.step), file.size - offset)
        if kept.taken + wanted > MAX_FILE_BYTES:
            raise UnreadableError(file.path, f"needs more than {MAX_FILE_BYTES:,} bytes of it")
        kept.step = min(kept.step * 2, _LARGEST_RANGE)
        kept.taken += wanted
        kept.known[offset] = self._fetch_range(file, offset, wanted)
        return kept.known[offset][:length]

    def _fetch_whole(self, file: HubFile) -> bytes:
        """Return the content of a file of git, whose id is that of its bytes."""

        def check(answer: HubAnswer) -> bytes:
            if len(answer.content) != file.size or not _has_blob_id(answer.content, file.oid):
                raise UnreadableError(file.path, "the Hub sends other content than it lists")
            return answer.content

        return self.reader.fetch(self._locate(file), file.size + 1, check)

    def _fetch_range(self, file: HubFile, offset: int, length: int) -> bytes:
        last = offset + length - 1

        def check(answer: HubAnswer) -> bytes:
            match = _RANGE.fullmatch(answer.headers.get("content-range", ""))
            stated = tuple(map(int, match.groups())) if match else (0, len(answer.content) - 1, len(answer.content))
            if stated != (offset, last, file.size) or len(answer.content) != length:
                raise UnreadableError(file.path, "the Hub sends another range or size than it lists")
            return answer.content

        return self.reader.fetch(self._locate(file), length, check, headers={"range": f"bytes={offset}-{last}"})

    def _locate(self, file: HubFile) -> str:
        repository = self.reader.repository
        return f"{repository.target.page}/resolve/{repository.commit}/{quote(file.path, safe='/')}"


def _has_blob_id(content: bytes, oid: str) -> bool:
    """Return whether this is git's id of these bytes."""
    kind = hashlib.sha1 if len(oid) == _SHA1_DIGITS else hashlib.sha256
    return kind(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest() == oid
