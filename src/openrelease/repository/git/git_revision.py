"""A repository and a revision -> the tree of that commit; bare and partial clones work too.

What a partial clone lacks is an entry without size, and reading it fails. Nothing is fetched.
"""

import os
import re

from openrelease.errors import NoSuchTreeError, SnapshotError
from openrelease.repository.git.blob_listing import list_blobs
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_entries import tree_rows
from openrelease.repository.git.git_objects import GitObjects
from openrelease.repository.git.git_snapshot import RevisionSnapshot
from openrelease.repository.git.remote_name import origin_name

_COMMIT = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64})\n")
_MAX_NAME = 1000  # characters; git's own limit on a ref is the length of a path


def open_revision(repository: GitRepository, revision: str) -> RevisionSnapshot:
    """Raises `NoSuchTreeError` for an unknown revision, or a folder that it does not hold."""
    commit = resolve_commit(repository, revision)
    objects = GitObjects(repository.objects, commit)
    rows = tree_rows(objects.git, commit, repository.prefix)
    if repository.prefix and not rows.rows:
        raise NoSuchTreeError(f"revision {revision} holds nothing below {repository.prefix}")
    return RevisionSnapshot(
        listing=list_blobs(rows, objects),
        objects=objects,
        revision=commit,
        name=origin_name(repository.git()),
        lfs=str(repository.lfs),
    )


def is_unborn(repository: GitRepository) -> bool:
    """Return whether HEAD names a branch without a commit, as it does before the first one.

    A branch that exists and cannot be resolved is damaged, not unborn.
    """
    try:
        head = repository.git().records("symbolic-ref", "-q", "HEAD", separator=b"\n").records
        branch = os.fsdecode(b"".join(head))
        found = repository.git().records("for-each-ref", "--format=%(objectname)", branch, separator=b"\n").records
    except SnapshotError:
        return False
    return not found and not os.path.lexists(repository.objects.parent / branch)


def resolve_commit(repository: GitRepository, revision: str) -> str:
    """The full id. An option, a path in a tree, a range or an exclusion is no revision here."""
    if not revision.isprintable() or not 0 < len(revision) <= _MAX_NAME or re.search(r"^[-^]|:|\.\.", revision):
        raise NoSuchTreeError(f"{revision[:80]!r} is not a revision: give a commit id, a branch or a tag")
    try:
        answer = repository.git().records("rev-parse", "--verify", f"{revision}^{{commit}}", separator=b"\n")
    except SnapshotError as error:
        raise NoSuchTreeError(
            f"revision {revision} is not in {repository.git_dir}: {_advise_missing(revision)}"
        ) from error
    match = _COMMIT.fullmatch(b"\n".join((*answer.records, b"")))
    if match is None:
        raise NoSuchTreeError(f"git names no commit for revision {revision}")
    return match[1].decode("ascii")


def _advise_missing(revision: str) -> str:
    """What to do about a revision that is not there; one that is counted from HEAD no fetch can name."""
    name = re.split(r"[~^@]", revision)[0]
    if name in {"", "HEAD"}:
        return (
            "there is no such commit: nothing is committed yet, or the history is too short "
            "(of a shallow clone git fetch --unshallow gets the rest)"
        )
    return f"check its name, or fetch it (git fetch origin {name}; a shallow clone holds few commits)"
