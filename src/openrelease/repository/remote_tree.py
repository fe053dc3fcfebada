"""A tree that somebody else lists, and blobs that came with it -> a snapshot, beside a repository's objects.

For a commit that is not in the checkout. Most of what it holds is: a change leaves most files as they were.
A given blob must have the id of its bytes, so nobody can slip one in for another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openrelease.errors import SnapshotError, UnreadableError
from openrelease.repository.git.blob_listing import list_blobs
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_entries import TreeRow, remote_rows
from openrelease.repository.git.git_objects import GitObjects
from openrelease.repository.git.git_revision import RevisionSnapshot
from openrelease.repository.git.remote_name import origin_name
from openrelease.repository.listing import NOT_HERE

_SHA1_LENGTH = 40


@dataclass(frozen=True, kw_only=True)
class RemoteTree:
    """What is said of a commit: its full id, its rows from the root, their sizes and some of their bytes.

    `sizes` are those of blobs by id, as far as they are said; `given` are blobs by id.
    """

    commit: str
    rows: tuple[TreeRow, ...]
    sizes: Mapping[str, int]
    given: Mapping[str, bytes]


def open_remote_tree(repository: GitRepository, told: RemoteTree) -> RevisionSnapshot:
    """What is said to lie below the folder that was asked for; empty where nothing does.

    Raises `SnapshotError` where a given blob is another than its id says.
    """
    if not all(_has_id(oid, content) for oid, content in told.given.items()):
        raise SnapshotError("a fetched blob does not match its id")
    blobs = _LayeredBlobs(local=GitObjects(repository.objects, told.commit), told=told)
    return RevisionSnapshot(
        listing=list_blobs(remote_rows(told.rows, repository.prefix), blobs),
        objects=blobs,
        revision=told.commit,
        name=origin_name(repository.git()),
    )


class _LayeredBlobs:
    """The blobs of the repository, and those that were given."""

    def __init__(self, *, local: GitObjects, told: RemoteTree) -> None:
        self._local = local
        self._sizes = told.sizes
        self._given = told.given

    def sizes(self, oids: Iterable[str]) -> Mapping[str, int]:
        wanted = tuple(oids)
        told = {oid: self._sizes[oid] for oid in wanted if oid in self._sizes}
        given = {oid: len(self._given[oid]) for oid in wanted if oid in self._given}
        return {**told, **given, **self._local.sizes(oid for oid in wanted if oid not in given)}

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
