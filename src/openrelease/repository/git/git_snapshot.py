"""A listing and its blobs -> Snapshot: the index or a commit, whose content git holds."""

from collections.abc import Sequence

from openrelease.model import Entry, Problem
from openrelease.repository.git.blob_listing import BlobReader
from openrelease.repository.listing import Listing
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class GitSnapshot:
    """The index of a repository, or a commit of it; `lfs` is the folder of what Git LFS keeps."""

    listing: Listing
    objects: BlobReader
    name: str | None = None
    lfs: str = ""
    revision: str | None = None

    @property
    def problems(self) -> Sequence[Problem]:
        """What could not be listed, and what is not resolved."""
        return self.listing.problems

    def entries(self) -> Sequence[Entry]:
        """Every entry, sorted by path."""
        return self.listing.entries

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """At most `limit` bytes from `offset`; raises `UnreadableError`."""
        self.listing.readable(path)
        return self.objects.read(path, self.listing.contents[path], limit, offset)


@dataclass(frozen=True, kw_only=True)
class RevisionSnapshot(GitSnapshot):
    """A commit; `revision` is its full id."""

    revision: str
