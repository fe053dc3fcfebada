"""Files that the Hugging Face Hub lists -> Snapshot: git's view of them, with pointers where content is not read.

Of a file in Git LFS the tree holds the pointer, as git does. The content of some, such as the first weight files, is
in its place: a reader fetches it when it is asked for.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from openrelease.errors import UnreadableError
from openrelease.model import Entry, Problem
from openrelease.repository.listing import MAX_ENTRIES, is_plain, limit_problems, make_problem, too_many_entries
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class HubFile:
    """A file of the Hub: the id of its git blob, the size of its content, and the SHA-256 if it is in Git LFS."""

    path: str
    oid: str
    size: int
    sha256: str | None = None

    @property
    def pointer_text(self) -> bytes:
        """The pointer that git holds: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md."""
        version = "version https://git-lfs.github.com/spec/v1"
        return f"{version}\noid sha256:{self.sha256}\nsize {self.size}\n".encode()


@dataclass(frozen=True, kw_only=True)
class HubListing:
    """The files of a commit, in the order of the Hub; `complete` is false where not all were listed."""

    files: tuple[HubFile, ...]
    complete: bool = True


@dataclass(frozen=True, kw_only=True)
class HubTree:
    """A repository of the Hub at a commit.

    `read_file` returns at most so many bytes of a file from an offset, or raises `UnreadableError`; `read_paths` are
    the files in Git LFS that it reads. `pointer_texts` are weight files whose content is the text of a pointer, which
    was uploaded instead of the weights. `notes` are problems of the repository as a whole.
    """

    listing: HubListing
    read_file: Callable[[HubFile, int, int], bytes]
    name: str
    revision: str
    read_paths: frozenset[str] = frozenset()
    pointer_texts: frozenset[str] = frozenset()
    notes: tuple[Problem, ...] = ()

    @cached_property
    def files(self) -> dict[str, HubFile]:
        """The files by path, without those that are no path below the root."""
        listed = self.listing.files[:MAX_ENTRIES]
        return {file.path: file for file in sorted(listed, key=lambda file: file.path) if is_plain(file.path)}

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """What could not be listed, and what is forged."""
        complete = self.listing.complete and len(self.listing.files) <= MAX_ENTRIES
        return (*self.notes, *self._find_forged(), *(() if complete else (too_many_entries(),)))

    def _find_forged(self) -> Iterator[Problem]:
        times = Counter(file.path for file in self.listing.files)
        twice = sorted(path for path, count in times.items() if count > 1)
        outside = sorted(path for path in times if not is_plain(path))
        yield from limit_problems(make_problem(path, "is listed more than once") for path in twice)
        yield from limit_problems(make_problem(path, "is not a path below the root, left out") for path in outside)

    def entries(self) -> Sequence[Entry]:
        """Return every entry, sorted by path."""
        return self._entries

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        sizes = (
            (file, len(file.pointer_text) if self._is_pointer(file) else file.size) for file in self.files.values()
        )
        return tuple(Entry(path=file.path, size=size) for file, size in sizes)

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """Return at most `limit` bytes from `offset`; raises `UnreadableError`."""
        file = self.files.get(path)
        if file is None:
            raise UnreadableError(path, "no such file")
        if path in self.pointer_texts:
            raise UnreadableError(path, "is the text of a Git LFS pointer, uploaded instead of the weights")
        if self._is_pointer(file):
            return file.pointer_text[offset : offset + limit]
        return self.read_file(file, limit, offset)

    def _is_pointer(self, file: HubFile) -> bool:
        return file.sha256 is not None and file.path not in self.read_paths
