"""A path from the settings file -> what is wrong with it, whatever the tree contains."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from openrelease.model import Entry, EntryKind
from openrelease.policies.decode_options import quote_short
from openrelease.values import dataclass


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

    def describe_malformed(self, path: str) -> str:
        """Return why no file can ever count at this path, and what to write instead; "" where one can.

        A path at which there is nothing now is none of the settings' mistakes: what was there may have been deleted,
        which is a finding.
        """
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            return f"{quote_short(path)} is not a path inside the repository; write it from the root, such as models/a"
        entry = self.entries.get(normalize_path(path))
        if entry is not None and entry.kind is EntryKind.SYMLINK:
            return f"{quote_short(path)} is a symbolic link, which is not followed; use the path that it points to"
        return ""


def normalize_path(path: str) -> str:
    """Return a path in the form of entries: "." and "./" are the root, "", and a trailing slash is dropped."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    return "/".join(parts)


def _parent_folders(path: str) -> Iterable[str]:
    while path := path.rpartition("/")[0]:
        yield path
