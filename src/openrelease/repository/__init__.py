"""A repository -> Snapshot. The only code that reads repositories; nothing in one is ever executed.

Four implementations: work tree (or plain folder), git index, git revision, and in memory.
"""

from __future__ import annotations

from openrelease.repository.dvc import Output, dvc_outputs, may_name_outputs
from openrelease.repository.in_memory import InMemory
from openrelease.repository.lfs_pointers import pointer_of
from openrelease.repository.lfs_store import stored_size
from openrelease.repository.open_snapshot import open_snapshot
from openrelease.repository.sequential_access import streams
from openrelease.repository.subset import Part
from openrelease.repository.untracked import untracked

__all__ = [
    "InMemory",
    "Output",
    "Part",
    "dvc_outputs",
    "may_name_outputs",
    "open_snapshot",
    "pointer_of",
    "stored_size",
    "streams",
    "untracked",
]
