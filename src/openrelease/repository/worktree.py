"""A repository's files on disk -> those of them that git tracks or has staged; or a plain folder.

- What is not tracked is no entry: a LICENSE that will not be committed does not count. Only where nothing is
  tracked yet, all that is not ignored is read instead.
- A tracked file that is gone from the disk, or lies behind a link, is no entry either.
- Outside a sparse checkout it is an entry without size, and reading it says so.
- A conflicted file is read as it lies there, and is a problem; one of `git add -N` counts.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from openrelease.errors import NoSuchTreeError
from openrelease.model import Entry, EntryKind, Problem
from openrelease.repository.disk import explain_os_error, is_link, read_file, stat_entry
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_entries import TreeRow, TreeRows, index_rows, untracked_rows
from openrelease.repository.git.remote_name import origin_name
from openrelease.repository.listing import NOT_HERE, Listing, kind_of, limit_problems, make_problem
from openrelease.repository.walk import list_folder
from openrelease.values import dataclass

_SPARSE = f"{NOT_HERE}: outside the sparse checkout"


@dataclass(frozen=True, kw_only=True)
class WorkTreeSnapshot:
    """A folder as a snapshot; `root` is its absolute path, `lfs` the folder of what Git LFS keeps, or "".

    `untracked`: git tracks nothing of it yet.
    """

    root: str
    listing: Listing
    name: str | None = None
    lfs: str = ""
    untracked: bool = False
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
        self.listing.readable(path)
        return read_file(self.root, path, limit, offset)


def open_folder(path: Path) -> WorkTreeSnapshot:
    """A folder that is no repository: everything in it."""
    return WorkTreeSnapshot(root=str(path), listing=list_folder(str(path)))


def open_worktree(repository: GitRepository, path: Path) -> WorkTreeSnapshot:
    """Raises `SnapshotError` if git cannot read its index, or tracks nothing of a subfolder."""
    git = repository.git()
    rows = index_rows(git, repository.prefix)
    if repository.prefix and not rows.rows:
        raise NoSuchTreeError(
            f"git tracks nothing below {repository.prefix}: git add it, or check a copy outside of git"
        )
    untracked = not rows.rows
    listing = _make_listing(str(path), untracked_rows(git) if untracked else rows)
    name, lfs = origin_name(git), str(repository.lfs)
    return WorkTreeSnapshot(root=str(path), listing=listing, name=name, lfs=lfs, untracked=untracked)


def _make_listing(root: str, rows: TreeRows) -> Listing:
    folders = {"": True}
    seen = [(row, *_stat_row(root, row, folders)) for row in rows.rows]
    return Listing(
        entries=tuple(entry for _, entry, _ in seen if entry is not None),
        problems=(*rows.problems, *limit_problems(trouble for *_, trouble in seen if trouble is not None)),
        absent={row.path: _SPARSE for row, entry, _ in seen if row.skipped and entry and entry.size is None},
    )


def _stat_row(root: str, row: TreeRow, folders: dict[str, bool]) -> tuple[Entry | None, Problem | None]:
    """The entry on disk of a tracked path, else what git knows of it, with the problem."""
    tracked = Entry(path=row.path, kind=kind_of(row.mode))
    if tracked.kind is EntryKind.SUBMODULE:
        return tracked, None
    try:
        if _is_folder(root, row.path.rpartition("/")[0], folders):
            return stat_entry(root, row.path), None
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        pass
    except OSError as error:
        return tracked, make_problem(row.path, f"cannot be looked at: {explain_os_error(error)}")
    return tracked if row.skipped else None, None


def _is_folder(root: str, folder: str, known: dict[str, bool]) -> bool:
    """Whether it and all its parents are real folders: git treats paths behind a link as deleted.

    `known` keeps the answers, for a tree has far fewer folders than files.
    """
    if folder not in known:
        parts = folder.split("/")
        above = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
        known[folder] = all(_is_real(f"{root}/{part}") for part in above)
    return known[folder]


def _is_real(folder: str) -> bool:
    status = os.lstat(folder)
    return stat.S_ISDIR(status.st_mode) and not is_link(status)
