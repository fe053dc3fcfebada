"""A snapshot -> whether a read far into a file has to unpack all that comes before it."""

from openrelease.model import Snapshot
from openrelease.repository.git.git_snapshot import GitSnapshot


def reads_sequentially(snapshot: Snapshot) -> bool:
    """True where git unpacks an object from its start; a snapshot inside another counts as that one."""
    inner: object = snapshot
    while hasattr(inner, "snapshot"):
        inner = inner.snapshot
    return isinstance(inner, GitSnapshot)
