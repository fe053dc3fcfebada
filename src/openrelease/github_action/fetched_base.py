"""The file of the step that asked for the base -> what is told of it, as strictly as a stranger's.

What is in it came over the network, and paths in it were chosen by whoever wrote the repository.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path

from openrelease.errors import SnapshotError, UntrustedInputError
from openrelease.repository.git_entries import Row
from openrelease.repository.remote_tree import Told
from openrelease.untrusted import load_json

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MODE = re.compile(r"[0-7]{5,6}")
_MOST = 32 * 1024 * 1024  # bytes of the file


def read_told(file: str, commit: str) -> Told:
    """What is told of `commit`; raises `SnapshotError` with the reason why nothing usable is."""
    value = _loaded(file)
    if value.get("commit") != commit:
        raise SnapshotError("what was asked for is another commit")
    reason = value.get("reason")
    if isinstance(reason, str):
        raise SnapshotError(reason)
    entries, blobs = value.get("entries"), value.get("blobs")
    if not isinstance(entries, list) or not isinstance(blobs, Mapping):
        raise SnapshotError("what was told of the base is no tree")
    sizes = {each[2]: each[3] for each in entries if isinstance(each, list) and _is_file(each)}
    return Told(
        commit=commit,
        rows=tuple(map(_row, entries)),
        sizes=sizes,
        given={oid: _bytes(content) for oid, content in blobs.items()},
    )


def _loaded(file: str) -> Mapping[str, object]:
    try:
        with Path(file).open("rb") as stream:
            value = load_json(stream.read(_MOST + 1), limit=_MOST)
    except (OSError, UntrustedInputError) as error:
        raise SnapshotError(f"what was told of the base cannot be read: {error}") from error
    return value if isinstance(value, Mapping) else {}


def _row(value: object) -> Row:
    """A row is [path, mode, id, size]."""
    match value:
        case [str(path), str(mode), str(oid), int() | None] if _MODE.fullmatch(mode) and _ID.fullmatch(oid):
            return Row(path=path, mode=int(mode, 8), oid=oid)
    raise SnapshotError("what was told of the base is no tree")


def _is_file(value: list[object]) -> bool:
    return len(value) == 4 and isinstance(value[3], int) and value[3] >= 0  # noqa: PLR2004 - as in _row


def _bytes(content: object) -> bytes:
    try:
        return base64.b64decode(str(content), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SnapshotError("what was told of the base holds no base64") from error
