"""A repository's files on disk -> those of them that git tracks or has staged; or a plain folder.

- What is not tracked is no entry: a LICENSE that will not be committed does not count.
- A tracked file that is gone from the disk, or lies behind a link, is no entry either.
- Outside a sparse checkout it is an entry without size, and reading it says so.
- A conflicted file is read as it lies there, and is a problem; one of `git add -N` counts.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openrelease.errors import NoSuchTreeError
from openrelease.model import Entry, EntryKind, Problem
from openrelease.repository.disk import is_link, look, read_file, why
from openrelease.repository.find_repository import Repository
from openrelease.repository.git_entries import Row, Rows, index_rows
from openrelease.repository.listing import NOT_HERE, Listing, first_of, kind_of, problem
from openrelease.repository.remote_name import origin_name
from openrelease.repository.walk import list_folder

_SPARSE = f"{NOT_HERE}: outside the sparse checkout"


@dataclass(frozen=True, kw_only=True)
class WorkTree:
    """A folder as a snapshot; `root` is its absolute path, `lfs` the folder of what Git LFS keeps, or ""."""

    root: str
    listing: Listing
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
        self.listing.readable(path)
        return read_file(self.root, path, limit, offset)


def open_folder(path: Path) -> WorkTree:
    """A folder that is no repository: everything in it."""
    return WorkTree(root=str(path), listing=list_folder(str(path)))


def open_worktree(repository: Repository, path: Path) -> WorkTree:
    """Raises `SnapshotError` if git cannot read its index, or tracks nothing of a subfolder."""
    git = repository.git()
    rows = index_rows(git, repository.prefix)
    if repository.prefix and not rows.rows:
        raise NoSuchTreeError(
            f"git tracks nothing below {repository.prefix}: git add it, or check a copy outside of git"
        )
    listing = _listing(str(path), rows)
    return WorkTree(root=str(path), listing=listing, name=origin_name(git), lfs=str(repository.lfs))


def _listing(root: str, rows: Rows) -> Listing:
    folders = {"": True}
    seen = [(row, *_look(root, row, folders)) for row in rows.rows]
    return Listing(
        entries=tuple(entry for _, entry, _ in seen if entry is not None),
        problems=(*rows.problems, *first_of(trouble for *_, trouble in seen if trouble is not None)),
        absent={row.path: _SPARSE for row, entry, _ in seen if row.skipped and entry and entry.size is None},
    )


def _look(root: str, row: Row, folders: dict[str, bool]) -> tuple[Entry | None, Problem | None]:
    """What lies on disk where git tracks something, else what git says of it, and why."""
    tracked = Entry(path=row.path, kind=kind_of(row.mode))
    if tracked.kind is EntryKind.SUBMODULE:
        return tracked, None
    try:
        if _is_folder(root, row.path.rpartition("/")[0], folders):
            return look(root, row.path), None
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        pass
    except OSError as error:
        return tracked, problem(row.path, f"cannot be looked at: {why(error)}")
    return tracked if row.skipped else None, None


def _is_folder(root: str, folder: str, known: dict[str, bool]) -> bool:
    """Is it a real folder, and each above it? git takes what lies behind a link for deleted.

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
