"""A tree listed by a remote, with some of its blobs -> a snapshot, backed by the objects of a repository.

For a commit that is not in the checkout. Most of what it holds is: a change leaves most files as they were.
A given blob must have the id of its bytes, so nobody can slip one in for another.
"""

import hashlib
from collections.abc import Iterable, Mapping

from openrelease.errors import SnapshotError, UnreadableError
from openrelease.repository.git.blob_listing import list_blobs
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_entries import TreeRow, remote_rows
from openrelease.repository.git.git_objects import GitObjects
from openrelease.repository.git.git_snapshot import RevisionSnapshot
from openrelease.repository.git.remote_name import origin_name
from openrelease.repository.listing import NOT_HERE
from openrelease.values import dataclass

_SHA1_LENGTH = 40


@dataclass(frozen=True, kw_only=True)
class RemoteTree:
    """A commit as listed by a remote: its full id, all rows, their sizes and some blobs.

    `sizes` maps blob ids to sizes where known; `given` maps blob ids to content.
    """

    commit: str
    rows: tuple[TreeRow, ...]
    sizes: Mapping[str, int]
    given: Mapping[str, bytes]


def open_remote_tree(repository: GitRepository, remote: RemoteTree) -> RevisionSnapshot:
    """The remote tree below the requested folder; may be empty.

    Raises `SnapshotError` if a blob does not match its id.
    """
    if not all(_has_id(oid, content) for oid, content in remote.given.items()):
        raise SnapshotError("a fetched blob does not match its id")
    blobs = _LayeredBlobs(local=GitObjects(repository.objects, remote.commit), remote=remote)
    return RevisionSnapshot(
        listing=list_blobs(remote_rows(remote.rows, repository.prefix), blobs),
        objects=blobs,
        revision=remote.commit,
        name=origin_name(repository.git()),
    )


class _LayeredBlobs:
    """The blobs of the repository, and those that were given."""

    def __init__(self, *, local: GitObjects, remote: RemoteTree) -> None:
        self._local = local
        self._sizes = remote.sizes
        self._given = remote.given

    def sizes(self, oids: Iterable[str]) -> Mapping[str, int]:
        wanted = tuple(oids)
        remote = {oid: self._sizes[oid] for oid in wanted if oid in self._sizes}
        given = {oid: len(self._given[oid]) for oid in wanted if oid in self._given}
        return {**remote, **given, **self._local.sizes(oid for oid in wanted if oid not in given)}

    def read(self, path: str, oid: str, limit: int, offset: int = 0) -> bytes:
        if oid in self._given:
            return self._given[oid][offset : offset + limit]
        try:
            return self._local.read(path, oid, limit, offset)
        except UnreadableError as error:
            raise UnreadableError(path, NOT_HERE) from error


def _has_id(oid: str, content: bytes) -> bool:
    """Is this git's id of these bytes? See https://git-scm.com/book/en/v2/Git-Internals-Git-Objects."""
    kind = hashlib.sha1 if len(oid) == _SHA1_LENGTH else hashlib.sha256
    return kind(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest() == oid
