"""A plain folder -> its listing. Links are named and not followed; what is not readable is a problem."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import islice

from openrelease.model import Entry, EntryKind, Problem
from openrelease.repository.disk import is_link, look, why
from openrelease.repository.listing import MAX_ENTRIES, Listing, first_of, problem, too_many


def list_folder(root: str) -> Listing:
    """Everything below `root`; a folder that holds a repository of its own is one submodule."""
    found = list(islice(_walk(root), MAX_ENTRIES + 1))
    entries = [item for item in found[:MAX_ENTRIES] if isinstance(item, Entry)]
    problems = [item for item in found[:MAX_ENTRIES] if isinstance(item, Problem)]
    cut = (too_many(),) if len(found) > MAX_ENTRIES else ()
    return Listing(
        entries=tuple(sorted(entries, key=lambda entry: entry.path)),
        problems=(*first_of(sorted(problems, key=lambda item: item.location.path)), *cut),
    )


def _walk(root: str) -> Iterator[Entry | Problem]:
    folders = [""]
    while folders:
        folder = folders.pop()
        names, problems = _names(root, folder)
        yield from problems
        if folder and ".git" in names:
            yield Entry(path=folder, kind=EntryKind.SUBMODULE)
            continue
        for name in names:
            path = f"{folder}/{name}" if folder else name
            item = _item(root, path)
            if item is None:
                folders.append(path)
            else:
                yield item


def _names(root: str, folder: str) -> tuple[list[str], tuple[Problem, ...]]:
    """The names in a folder, sorted; one more than the limit is enough to know of it."""
    try:
        with os.scandir(f"{root}/{folder}") as listed:
            return sorted(item.name for item in islice(listed, MAX_ENTRIES + 1)), ()
    except OSError as error:
        return [], (problem(folder or ".", f"the folder cannot be listed: {why(error)}"),)


def _item(root: str, path: str) -> Entry | Problem | None:
    """An entry, a problem, or None for a folder to go down into."""
    try:
        status = os.lstat(f"{root}/{path}")
        folder = stat.S_ISDIR(status.st_mode) and not is_link(status)
        return None if folder else look(root, path)
    except OSError as error:
        return problem(path, f"cannot be looked at: {why(error)}")
