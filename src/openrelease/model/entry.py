"""Entries of a repository, locations in it, and the protocol that reads it."""

import enum
from collections.abc import Sequence
from typing import Protocol

from openrelease.values import dataclass


class EntryKind(enum.Enum):
    """The type of an entry, as git or the file system has it."""

    FILE = "file"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"
    SPECIAL = "special"  # a FIFO, socket or device: named, never opened


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One path of a tree.

    `path` is relative to the root, with "/"; bytes that are not UTF-8 are surrogate-escaped.
    `size` is in bytes, None where the content is not here (a partial clone) or has none.
    `target` is what a symlink points to, as written; it is never followed.
    """

    path: str
    kind: EntryKind = EntryKind.FILE
    size: int | None = None
    executable: bool = False
    target: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """A stand-in for content kept elsewhere: Git LFS, Xet, git-annex or DVC.

    `size` is the size in bytes of the real content, None where the pointer does not say.
    """

    system: str  # "git-lfs", "xet", "git-annex" or "dvc"
    size: int | None = None
    digest: str | None = None


@dataclass(frozen=True, kw_only=True)
class Location:
    """A place in the tree; `line` counts from 1, None for the file as a whole."""

    path: str
    line: int | None = None


def format_location(location: Location) -> str:
    """Return a location as path:line, or as the path alone."""
    return location.path if location.line is None else f"{location.path}:{location.line}"


def is_inside(path: str, folder: str) -> bool:
    """Return whether a path is at or below a folder; every path is below "", the root of the tree."""
    return not folder or path == folder or path.startswith(f"{folder}/")


class Affects(enum.Enum):
    """What stays unknown because something could not be read."""

    COMPONENTS = "components"  # a component may be there that was not seen
    TERMS = "terms"  # terms may be stated there that limit a component
    WEIGHTS = "weights"  # weights may be broken or incomplete there


ANYTHING = frozenset(Affects)
"""What a folder or a list of files affects that could not be read."""

STATEMENTS = frozenset({Affects.COMPONENTS, Affects.TERMS})
"""What a document affects that could not be read."""

NOTHING = frozenset[Affects]()


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something that could not be read or understood, why, and what stays unknown because of that."""

    location: Location
    message: str
    affects: frozenset[Affects]


class Snapshot(Protocol):
    """A read-only view of one tree; every byte of a repository is read through it."""

    @property
    def name(self) -> str | None:
        """OWNER/NAME where the repository itself has it, else None."""

    @property
    def revision(self) -> str | None:
        """The full commit id of what is read, None for a tree that is not a commit."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What could not be listed, and why (a limit, a folder without permission)."""

    def entries(self) -> Sequence[Entry]:
        """Every entry, sorted by path. The same tree gives the same sequence."""

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """At most `limit` bytes from `offset`; raises `UnreadableError`, and never follows a link."""
