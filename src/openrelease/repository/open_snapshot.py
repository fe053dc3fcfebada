"""A path, and what to look at there -> the snapshot of it: index, revision, work tree or plain folder."""

from pathlib import Path

from openrelease.errors import NoSuchTreeError
from openrelease.model import Snapshot
from openrelease.repository.git.find_repository import find_repository
from openrelease.repository.git.git_index import open_index
from openrelease.repository.git.git_revision import open_revision
from openrelease.repository.git.remote_name import origin_page
from openrelease.repository.worktree import open_folder, open_worktree


def open_snapshot(path: Path, *, revision: str | None = None, staged: bool = False) -> Snapshot:
    """Open what is about to be committed (`staged`), a commit (`revision`), else the files on disk.

    In a git work tree the files on disk are those that git tracks or has staged; a subfolder is a
    snapshot of its own, with paths relative to it. A bare repository has nothing on disk: it is opened
    at HEAD. A folder outside git is walked. Raises `SnapshotError`, `NoSuchTreeError` where
    the arguments name nothing.
    """
    if revision is not None and staged:
        raise NoSuchTreeError("staged and revision exclude each other")
    root = _resolve_folder(path)
    repository = find_repository(root)
    if repository is None:
        return _open_folder(root, revision=revision, staged=staged)
    if staged:
        return open_index(repository)
    if revision is None and repository.top is not None:
        return open_worktree(repository, root)
    return open_revision(repository, "HEAD" if revision is None else revision)


def find_top(path: Path) -> Path | None:
    """Return the top of the work tree that a path is a subfolder of; None at the top itself, and without one."""
    root = path.resolve()
    repository = find_repository(root)
    return None if repository is None or repository.top == root else repository.top


def find_page(path: Path) -> str | None:
    """Return the page of the repository at a path on a well-known forge, None where its origin names none."""
    repository = find_repository(path.resolve())
    return origin_page(repository.git()) if repository else None


def _open_folder(root: Path, *, revision: str | None, staged: bool) -> Snapshot:
    if staged or revision is not None:
        asked = "the index" if staged else f"revision {revision}"
        raise NoSuchTreeError(f"{asked} requires a git repository, and there is none at or above {root}")
    return open_folder(root)


def _resolve_folder(path: Path) -> Path:
    """The absolute path without links. A path that the caller names may itself be a link."""
    try:
        root = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise NoSuchTreeError(f"{path} cannot be opened: {_explain_error(error)}") from error
    if not root.is_dir():
        raise NoSuchTreeError(f"{path} is not a folder: give the folder of the repository")
    return root


def _explain_error(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
