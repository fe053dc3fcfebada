"""A repository -> Snapshot. The only code that reads repositories; nothing in one is ever executed.

Five implementations: work tree (or plain folder), git index, git revision, a listing of the Hub, and in memory.
"""

from openrelease.repository.cached_reads import CachedReads
from openrelease.repository.dvc import DvcOutput, dvc_outputs, may_name_outputs
from openrelease.repository.hub_tree import HubFile, HubListing, HubTree
from openrelease.repository.in_memory import MemorySnapshot
from openrelease.repository.lfs_pointers import is_implausible, parse_pointer
from openrelease.repository.lfs_store import stored_size
from openrelease.repository.open_snapshot import find_page, find_top, open_snapshot
from openrelease.repository.sequential_access import reads_sequentially
from openrelease.repository.subset import SubsetSnapshot
from openrelease.repository.untracked import list_untracked
from openrelease.repository.upload_folder import open_upload_folder

__all__ = [
    "CachedReads",
    "DvcOutput",
    "HubFile",
    "HubListing",
    "HubTree",
    "MemorySnapshot",
    "SubsetSnapshot",
    "dvc_outputs",
    "find_page",
    "find_top",
    "is_implausible",
    "list_untracked",
    "may_name_outputs",
    "open_snapshot",
    "open_upload_folder",
    "parse_pointer",
    "reads_sequentially",
    "stored_size",
]
