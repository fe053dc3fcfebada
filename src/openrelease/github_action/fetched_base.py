"""The file of the step that fetched the base -> its tree and blobs, validated as untrusted input.

The content came over the network, and the repository chose the paths in it.
"""

import base64
import binascii
import re
from collections.abc import Mapping

from openrelease.errors import SnapshotError, UntrustedInputError
from openrelease.github_action.handover_file import read_fetched_file
from openrelease.repository.git.git_entries import TreeRow
from openrelease.repository.remote_tree import RemoteTree

_OBJECT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MODE = re.compile(r"[0-7]{5,6}")
_FILE_LIMIT = 32 * 1024 * 1024  # bytes of the file


def read_fetched_base(file: str, commit: str) -> RemoteTree:
    """Return the fetched tree of `commit`; raises `SnapshotError` where it is missing or invalid."""
    try:
        value = read_fetched_file(file, _FILE_LIMIT)
    except (OSError, UntrustedInputError) as error:
        raise SnapshotError(f"the fetched base cannot be read: {error}") from error
    if value.get("commit") != commit:
        raise SnapshotError("another commit was fetched")
    reason = value.get("reason")
    if isinstance(reason, str):
        raise SnapshotError(reason)
    entries, blobs = value.get("entries"), value.get("blobs")
    if not isinstance(entries, list) or not isinstance(blobs, Mapping):
        raise SnapshotError("the fetched base is not a tree")
    sizes = {each[2]: each[3] for each in entries if isinstance(each, list) and _is_file_row(each)}
    return RemoteTree(
        commit=commit,
        rows=tuple(map(_parse_row, entries)),
        sizes=sizes,
        given={oid: _decode_blob(content) for oid, content in blobs.items()},
    )


def _parse_row(value: object) -> TreeRow:
    """Parse a row: [path, mode, id, size]."""
    match value:
        case [str(path), str(mode), str(oid), int() | None] if _MODE.fullmatch(mode) and _OBJECT_ID.fullmatch(oid):
            return TreeRow(path=path, mode=int(mode, 8), oid=oid)
    raise SnapshotError("the fetched base is not a tree")


def _is_file_row(value: list[object]) -> bool:
    return len(value) == 4 and isinstance(value[3], int) and value[3] >= 0  # noqa: PLR2004 - as in _row


def _decode_blob(content: object) -> bytes:
    try:
        return base64.b64decode(str(content), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SnapshotError("a blob of the fetched base is not base64") from error
