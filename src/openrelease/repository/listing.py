"""What every implementation holds: the entries, the problems, and why a listed file cannot be read."""

import os
import re
import stat
from collections.abc import Iterable, Mapping
from functools import cached_property

from openrelease.errors import UnreadableError
from openrelease.model import ANYTHING, Entry, EntryKind, Location, Problem
from openrelease.values import dataclass, field

MAX_ENTRIES = 200_000
"""How many entries are listed; the Hub recommends fewer than 100,000 files in a repository."""

MAX_PROBLEMS = 100
"""How many problems of one kind are named one by one."""

NOT_HERE = "content not in the repository"

_REASONS = {
    EntryKind.SYMLINK: "is a symlink",
    EntryKind.SUBMODULE: "is a submodule",
    EntryKind.SPECIAL: "is not a regular file",
}
_KINDS = {
    stat.S_IFREG: EntryKind.FILE,
    stat.S_IFLNK: EntryKind.SYMLINK,
    0o160000: EntryKind.SUBMODULE,  # what git calls a gitlink
}
_NO_NAME = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|\0")  # a part that is empty or names a folder above


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Entries sorted by path; `contents` maps a path to an object id, `absent` to why it is unreadable."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    contents: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_path(self) -> Mapping[str, Entry]:
        """The entries by their paths."""
        return {entry.path: entry for entry in self.entries}

    def readable(self, path: str) -> Entry:
        """The entry of a regular file whose content may be here; raises `UnreadableError` otherwise."""
        entry = self.by_path.get(path)
        if entry is None:
            raise UnreadableError(path, "no such file")
        reason = _REASONS.get(entry.kind) or self.absent.get(path)
        if reason is not None:
            raise UnreadableError(path, reason)
        return entry


def kind_of(mode: int) -> EntryKind:
    """The kind of a mode of git or of the file system; unknown modes are special."""
    return _KINDS.get(stat.S_IFMT(mode), EntryKind.SPECIAL)


def is_plain(path: str) -> bool:
    """Is this a path that stays below its root? Forged trees and indexes hold others."""
    foreign = os.name == "nt" and ("\\" in path or ":" in path)
    return not foreign and _NO_NAME.search(path) is None


def make_problem(path: str, message: str) -> Problem:
    """A problem of a path; "." is the tree as a whole."""
    return Problem(location=Location(path=path), message=message, affects=ANYTHING)


def limit_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first problems, and how many more there are: a forged tree has one in every line."""
    found = tuple(problems)
    more = len(found) - MAX_PROBLEMS
    return found if more <= 0 else (*found[:MAX_PROBLEMS], make_problem(".", f"{more:,} more problems of this kind"))


def too_many_entries() -> Problem:
    """The problem of a tree that was not listed to its end."""
    return make_problem(".", f"the tree is not listed to its end: more than {MAX_ENTRIES:,} entries or too long names")
