"""A repository -> its index: what the next commit will contain.

- A conflicted path is one entry without size; reading it fails, and it is a problem.
- What `git add -N` announced is no entry: a commit would not hold it.
- A sparse checkout changes nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openrelease.errors import NoSuchTreeError
from openrelease.model import Entry, Problem
from openrelease.repository.git.blob_listing import list_blobs, read_blob
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_entries import index_rows, without_intent_to_add
from openrelease.repository.git.git_objects import GitObjects
from openrelease.repository.git.remote_name import origin_name
from openrelease.repository.listing import Listing

_NO_OBJECT = "0" * 40


@dataclass(frozen=True, kw_only=True)
class IndexSnapshot:
    """The index of a repository as a snapshot; `lfs` is the folder of what Git LFS keeps."""

    listing: Listing
    objects: GitObjects
    name: str | None = None
    lfs: str = ""
    revision: None = None

    @property
    def problems(self) -> Sequence[Problem]:
        """What could not be listed, and what is not resolved."""
        return self.listing.problems

    def entries(self) -> Sequence[Entry]:
        """Every entry, sorted by path."""
        return self.listing.entries

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """At most `limit` bytes from `offset`; raises `UnreadableError`."""
        return read_blob(self.listing, self.objects, path, limit, offset)


def open_index(repository: GitRepository) -> IndexSnapshot:
    """Raises `SnapshotError` for a bare repository, or a folder of which nothing is staged."""
    if repository.top is None:
        raise NoSuchTreeError(f"{repository.git_dir} is bare, so nothing is staged there: name a revision")
    git = repository.git()
    rows = without_intent_to_add(git, index_rows(git, repository.prefix), repository.prefix)
    if repository.prefix and not rows.rows:
        raise NoSuchTreeError(f"nothing below {repository.prefix} is staged: git add it first")
    objects = GitObjects(repository.objects, rows.rows[0].oid if rows.rows else _NO_OBJECT)
    return IndexSnapshot(
        listing=list_blobs(rows, objects), objects=objects, name=origin_name(git), lfs=str(repository.lfs)
    )
