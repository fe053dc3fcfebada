"""A repository -> Snapshot. The only code that reads repositories; nothing in one is ever executed.

Four implementations: work tree (or plain folder), git index, git revision, and in memory.
"""

from __future__ import annotations

from openrelease.snapshot.dvc import Output, dvc_outputs, may_name_outputs
from openrelease.snapshot.lfs_store import stored_size
from openrelease.snapshot.memory import InMemory
from openrelease.snapshot.opening import open_snapshot
from openrelease.snapshot.part import Part
from openrelease.snapshot.pointers import pointer_of
from openrelease.snapshot.streaming import streams
from openrelease.snapshot.untracked import untracked

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
