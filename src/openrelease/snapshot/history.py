"""A checkout of a merge -> the commit that it was merged onto, as a runner checks out a pull request."""

from __future__ import annotations

from openrelease.errors import SnapshotError
from openrelease.snapshot.repository import Repository

_MERGE = 3  # ids: the merge, what it was merged onto, what was merged


def merged_onto(repository: Repository, merge: str, head: str) -> str | None:
    """The first parent of HEAD where that is `merge`, a merge of the commit `head`; else None.

    All ids are full. Nothing of the repository's files decides on this, and who made the merge is for the
    caller to know: a stranger can make one onto anything. A shallow clone of one commit knows no parents.
    """
    try:
        answer = repository.git().records(
            "rev-list", "--parents", "--max-count=1", "HEAD", "--", separator=b"\n"
        )
    except SnapshotError:
        return None
    ids = answer.records[0].decode("ascii", "replace").split(" ") if answer.records else []
    return ids[1] if len(ids) == _MERGE and (ids[0], ids[2]) == (merge, head) else None
