"""A mapping of paths to bytes -> a snapshot. For tests, and for trees of which only documents are kept."""

from collections.abc import Iterable, Mapping, Sequence

from openrelease.model import Entry, Problem
from openrelease.repository.listing import NOT_HERE, Listing


class MemorySnapshot:
    """A snapshot of `files`; `entries` are further paths: links, submodules, files not here."""

    def __init__(
        self,
        files: Mapping[str, bytes | str],
        *,
        entries: Iterable[Entry] = (),
        name: str | None = None,
        revision: str | None = None,
    ) -> None:
        """Text is kept as UTF-8. An entry of a path that is in `files` too replaces only its facts."""
        self._files = {path: _to_bytes(content) for path, content in files.items()}
        sizes = {path: Entry(path=path, size=len(content)) for path, content in self._files.items()}
        by_path = sizes | {entry.path: entry for entry in entries}
        self._listing = Listing(
            entries=tuple(by_path[path] for path in sorted(by_path)),
            absent={path: NOT_HERE for path in by_path if path not in self._files},
        )
        self._name = name
        self._revision = revision

    @property
    def name(self) -> str | None:
        """OWNER/NAME as it was given."""
        return self._name

    @property
    def revision(self) -> str | None:
        """The revision as it was given."""
        return self._revision

    @property
    def problems(self) -> Sequence[Problem]:
        """None: everything was given."""
        return ()

    def entries(self) -> Sequence[Entry]:
        """Every entry, sorted by path."""
        return self._listing.entries

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """At most `limit` bytes from `offset`; raises `UnreadableError`."""
        self._listing.readable(path)
        return self._files[path][offset : offset + limit]


def _to_bytes(content: bytes | str) -> bytes:
    return content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
