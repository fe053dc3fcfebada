"""A repository -> its index: what the next commit will contain.

- A conflicted path is one entry without size; reading it fails, and it is a problem.
- What `git add -N` announced is no entry: a commit would not hold it.
- A sparse checkout changes nothing here.
"""

from openrelease.errors import NoSuchTreeError
from openrelease.repository.git.blob_listing import list_blobs
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_entries import index_rows, without_intent_to_add
from openrelease.repository.git.git_objects import GitObjects
from openrelease.repository.git.git_snapshot import GitSnapshot
from openrelease.repository.git.remote_name import origin_name

_NO_OBJECT = "0" * 40


def open_index(repository: GitRepository) -> GitSnapshot:
    """Raises `SnapshotError` for a bare repository, or a folder of which nothing is staged."""
    if repository.top is None:
        raise NoSuchTreeError(f"{repository.git_dir} is bare, so nothing is staged there: name a revision")
    git = repository.git()
    rows = without_intent_to_add(git, index_rows(git, repository.prefix), repository.prefix)
    if repository.prefix and not rows.rows:
        raise NoSuchTreeError(f"nothing below {repository.prefix} is staged: git add it first")
    objects = GitObjects(repository.objects, rows.rows[0].oid if rows.rows else _NO_OBJECT)
    return GitSnapshot(
        listing=list_blobs(rows, objects), objects=objects, name=origin_name(git), lfs=str(repository.lfs)
    )
