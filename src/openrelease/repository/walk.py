"""A plain folder -> its listing. Links are named and not followed; what is not readable is a problem."""

import os
import stat
from collections.abc import Iterator
from itertools import islice

from openrelease.model import Entry, EntryKind, Problem
from openrelease.repository.disk import explain_os_error, is_link, stat_entry
from openrelease.repository.listing import MAX_ENTRIES, Listing, limit_problems, make_problem, too_many_entries


def list_folder(root: str) -> Listing:
    """Everything below `root`; a folder that holds a repository of its own is one submodule."""
    found = list(islice(_walk_folder(root), MAX_ENTRIES + 1))
    entries = [item for item in found[:MAX_ENTRIES] if isinstance(item, Entry)]
    problems = [item for item in found[:MAX_ENTRIES] if isinstance(item, Problem)]
    cut = (too_many_entries(),) if len(found) > MAX_ENTRIES else ()
    return Listing(
        entries=tuple(sorted(entries, key=lambda entry: entry.path)),
        problems=(*limit_problems(sorted(problems, key=lambda item: item.location.path)), *cut),
    )


def _walk_folder(root: str) -> Iterator[Entry | Problem]:
    folders = [""]
    while folders:
        folder = folders.pop()
        names, problems = _list_names(root, folder)
        yield from problems
        if folder and ".git" in names:
            yield Entry(path=folder, kind=EntryKind.SUBMODULE)
            continue
        for name in names:
            path = f"{folder}/{name}" if folder else name
            item = _read_item(root, path)
            if item is None:
                folders.append(path)
            else:
                yield item


def _list_names(root: str, folder: str) -> tuple[list[str], tuple[Problem, ...]]:
    """The names in a folder, sorted; one more than the limit is enough to know of it."""
    try:
        with os.scandir(f"{root}/{folder}") as listed:
            return sorted(item.name for item in islice(listed, MAX_ENTRIES + 1)), ()
    except OSError as error:
        return [], (make_problem(folder or ".", f"the folder cannot be listed: {explain_os_error(error)}"),)


def _read_item(root: str, path: str) -> Entry | Problem | None:
    """An entry, a problem, or None for a folder to go down into."""
    try:
        status = os.lstat(f"{root}/{path}")
        folder = stat.S_ISDIR(status.st_mode) and not is_link(status)
        return None if folder else stat_entry(root, path)
    except OSError as error:
        return make_problem(path, f"cannot be looked at: {explain_os_error(error)}")
