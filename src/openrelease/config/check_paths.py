"""A path from the settings file -> what is wrong with it in this tree, with a suggestion."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from openrelease.model import Entry, EntryKind
from openrelease.policies.decode_options import quote_short

_MAX_SUGGESTIONS = 2_000  # paths that are compared for a suggestion


@dataclass(frozen=True, kw_only=True)
class TreePaths:
    """The entries of a tree, and their folders."""

    entries: Mapping[str, Entry]

    @staticmethod
    def of(entries: Iterable[Entry]) -> "TreePaths":
        """Return the paths of a listing."""
        return TreePaths(entries={entry.path: entry for entry in entries})

    @cached_property
    def folders(self) -> frozenset[str]:
        """All folders, without the root."""
        return frozenset(above for path in self.entries for above in _parent_folders(path))

    def is_file(self, path: str) -> bool:
        """Return whether `path` is a regular file."""
        return path in self.entries and self.entries[path].kind is EntryKind.FILE

    def wrong(self, path: str, *, wanted: str = "file or folder") -> str:
        """Return what is wrong with a path and what to write instead; "" for a valid path."""
        plain = normalize_path(path)
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            return f"{quote_short(path)} is not a path inside the repository; write it from the root, such as models/a"
        entry = self.entries.get(plain)
        if entry is not None and entry.kind is EntryKind.SYMLINK:
            return f"{quote_short(path)} is a symbolic link, which is not followed; use the path that it points to"
        if wanted == "folder":
            return "" if plain in self.folders or not plain else self._absent(path, "folder", self.folders)
        if wanted == "file":
            return "" if entry is not None else self._absent(path, "file", self.entries)
        there = entry is not None or plain in self.folders or not plain
        return "" if there else self._absent(path, wanted, (*self.entries, *self.folders))

    def _absent(self, path: str, wanted: str, known: Iterable[str]) -> str:
        """Return the message for a path that does not exist; the same name elsewhere beats a similar spelling."""
        plain = normalize_path(path)
        name = plain.rpartition("/")[2].casefold()
        every = sorted(known)
        same = [each for each in every if each.rpartition("/")[2].casefold() == name]
        close = same[:1] or difflib.get_close_matches(plain, every[:_MAX_SUGGESTIONS], n=1, cutoff=0.7)
        hint = f"did you mean {close[0]}?" if close else "add it to git, or correct the path"
        return f"no {wanted} {quote_short(path)} in the repository; {hint}"


def normalize_path(path: str) -> str:
    """Return a path in the form of entries: "." and "./" are the root, "", and a trailing slash is dropped."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    return "/".join(parts)


def _parent_folders(path: str) -> Iterable[str]:
    while path := path.rpartition("/")[0]:
        yield path
