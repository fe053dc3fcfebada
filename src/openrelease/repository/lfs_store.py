"""A pointer of Git LFS -> the size of what this clone keeps for it, which is not read.

https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md ("Object directory"): lfs/objects/4d/7a/4d7a2146…
below the folder of git. A store elsewhere, which settings of git can name, is not looked for.
"""

from openrelease.model import EntryKind, Pointer, Snapshot
from openrelease.repository.disk import stat_entry


def stored_size(snapshot: Snapshot, pointer: Pointer) -> int | None:
    """The size in bytes of the object that the pointer names, None where this clone has none.

    A snapshot inside another counts as that one; one in memory keeps no objects.
    """
    whole = snapshot
    while hasattr(whole, "snapshot"):
        whole = whole.snapshot
    folder = getattr(whole, "lfs", "")
    kind, _, oid = (pointer.digest or "").partition(":")
    if not folder or pointer.system != "git-lfs" or kind != "sha256":
        return None
    try:
        entry = stat_entry(folder, f"{oid[:2]}/{oid[2:4]}/{oid}")
    except OSError:
        return None
    return entry.size if entry.kind is EntryKind.FILE else None
