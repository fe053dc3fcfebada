"""Records of `git ls-files` and `git ls-tree` -> rows, below a prefix, cut at the limit of entries.

Formats: https://git-scm.com/docs/git-ls-files, https://git-scm.com/docs/git-ls-tree
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence

from openrelease.errors import SnapshotError
from openrelease.model import Problem
from openrelease.repository.git.git_process import Git, GitRecords
from openrelease.repository.listing import MAX_ENTRIES, is_plain, limit_problems, make_problem, too_many_entries
from openrelease.values import dataclass, replace

_EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
_EMPTY_BLOBS = {
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
}


@dataclass(frozen=True, kw_only=True)
class TreeRow:
    """A path that git lists; `skipped`: excluded by the sparse checkout.

    `conflicted`: a merge left several versions of it in the index.
    """

    path: str
    mode: int
    oid: str
    skipped: bool = False
    conflicted: bool = False


@dataclass(frozen=True, kw_only=True)
class TreeRows:
    """Rows sorted by path, each path once, and what was left out."""

    rows: tuple[TreeRow, ...]
    problems: tuple[Problem, ...] = ()


def index_rows(git: Git, prefix: str) -> TreeRows:
    """What the index holds below `prefix`. Raises `SnapshotError` if git cannot read it."""
    listed = git.records("ls-files", "-s", "-t", "-z", "--full-name", "--", *_make_pathspec(prefix))
    return _parse_rows(listed, prefix, _parse_index_row)


def untracked_rows(git: Git) -> TreeRows:
    """What git neither tracks nor ignores in the whole work tree. Raises `SnapshotError` if git cannot list it."""
    listed = git.records("ls-files", "--others", "--exclude-standard", "-z", "--full-name")
    return _parse_rows(listed, "", lambda record, _: TreeRow(path=os.fsdecode(record), mode=0o100644, oid=""))


def tree_rows(git: Git, commit: str, prefix: str) -> TreeRows:
    """What a commit holds below `prefix`. Raises `SnapshotError` if its trees are not here."""
    listed = git.records("ls-tree", "-r", "-z", "--full-tree", commit, "--", *_make_pathspec(prefix))
    return _parse_rows(listed, prefix, _parse_tree_row)


def remote_rows(remote: Sequence[TreeRow], prefix: str) -> TreeRows:
    """Rows of a remote tree below `prefix`, validated like rows of git."""
    below = [replace(row, path=row.path.removeprefix(prefix)) for row in remote if row.path.startswith(prefix)]
    return _sort_rows(below[:MAX_ENTRIES], complete=len(below) <= MAX_ENTRIES)


def without_intent_to_add(git: Git, rows: TreeRows, prefix: str) -> TreeRows:
    """Leave out what `git add -N` announced: the index names it, a commit would not hold it.

    Such a row looks like an empty file, so git is asked only where there is one.
    """
    empty = [row for row in rows.rows if row.oid in _EMPTY_BLOBS]
    if not empty:
        return rows
    flags = ("--cached", "--ita-invisible-in-index", "--no-renames", "--name-only", "-z")
    tree = _EMPTY_TREES[len(empty[0].oid)]
    real = {os.fsdecode(name) for name in git.records("diff-index", *flags, tree, "--").records}
    gone = {row.path for row in empty if prefix + row.path not in real}
    return replace(rows, rows=tuple(row for row in rows.rows if row.path not in gone))


def _make_pathspec(prefix: str) -> tuple[str, ...]:
    return (prefix,) if prefix else ()


def _parse_index_row(record: bytes, prefix: str) -> TreeRow:
    # "H 100644 <oid> 0\t<path>"; the tag S is skip-worktree, a stage above 0 a conflict.
    facts, _, path = record.partition(b"\t")
    tag, mode, oid, stage = facts.split(b" ")
    return TreeRow(
        path=os.fsdecode(path).removeprefix(prefix),
        mode=int(mode, 8),
        oid=oid.decode("ascii"),
        skipped=tag == b"S",
        conflicted=stage != b"0",
    )


def _parse_tree_row(record: bytes, prefix: str) -> TreeRow:
    # "100644 blob <oid>\t<path>"
    facts, _, path = record.partition(b"\t")
    mode, _, oid = facts.split(b" ")
    return TreeRow(path=os.fsdecode(path).removeprefix(prefix), mode=int(mode, 8), oid=oid.decode("ascii"))


def _parse_rows(listed: GitRecords, prefix: str, parse: Callable[[bytes, str], TreeRow]) -> TreeRows:
    try:
        rows = [parse(record, prefix) for record in listed.records[:MAX_ENTRIES]]
    except ValueError as error:
        raise SnapshotError(f"git printed a line that is not understood: {error}") from error
    return _sort_rows(rows, complete=listed.complete and len(listed.records) <= MAX_ENTRIES)


def _sort_rows(rows: Sequence[TreeRow], *, complete: bool) -> TreeRows:
    # The stages of a conflict become one row.
    by_path = {row.path: row for row in rows if is_plain(row.path)}
    listed_once = len(by_path) == len(rows) and not any(row.conflicted for row in rows)
    problems = (*(() if listed_once else _find_problems(rows)), *(() if complete else (too_many_entries(),)))
    return TreeRows(rows=tuple(by_path[path] for path in sorted(by_path)), problems=problems)


def _find_problems(rows: Sequence[TreeRow]) -> tuple[Problem, ...]:
    """What only a conflict or a forged tree holds."""
    times = Counter(row.path for row in rows if not row.conflicted)
    twice = {path for path, count in times.items() if count > 1}
    conflicts = {row.path for row in rows if row.conflicted}
    outside = {row.path for row in rows if not is_plain(row.path)}
    return (
        *limit_problems(make_problem(path, "has a merge conflict that is not resolved") for path in sorted(conflicts)),
        *limit_problems(make_problem(path, "is listed more than once") for path in sorted(twice)),
        *limit_problems(make_problem(path, "is not a path below the root, left out") for path in sorted(outside)),
    )
