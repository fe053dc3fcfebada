"""Object ids -> sizes and bounded bytes, from a folder of git objects.

git runs in an empty repository of ours that borrows the objects. So no setting, hook or promisor of the
repository exists for it, and in a partial clone an object that is not here is "missing" at once: git
that does not know GIT_NO_LAZY_FETCH would else try to fetch it, one process for each, and die.
"""

import hashlib
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path

from openrelease.errors import SnapshotError, UnreadableError
from openrelease.repository.git.git_cat_file import MAX_QUESTIONS, CatFile, GitTimeoutError
from openrelease.repository.git.git_process import Git
from openrelease.repository.listing import NOT_HERE

_SMALL = 1024
"""Bytes. Smaller blobs may be pointers, so all of them get read: a few are asked for at once."""

_SHA256_LENGTH = 64
_CONFIG = {
    False: "[core]\n\trepositoryformatversion = 0\n\tbare = true\n",
    True: "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n",
}


class GitObjects:
    """The blobs of one repository."""

    def __init__(self, folder: Path, oid: str) -> None:
        """`folder` holds the objects, any `oid` of it tells how long its ids are."""
        room = _empty_repository(sha256=len(oid) == _SHA256_LENGTH)
        weakref.finalize(self, shutil.rmtree, room, ignore_errors=True)
        self._git = Git(git_dir=room, variables={"GIT_OBJECT_DIRECTORY": str(folder)})
        self._cat_file = CatFile(self._git)
        self._lock = threading.Lock()
        self._sizes: Mapping[str, int] = {}
        self._small: tuple[str, ...] = ()
        self._places: Mapping[str, int] = {}
        self._ahead: Mapping[str, tuple[bytes, bytes]] = {}

    @property
    def git(self) -> Git:
        """Git with these objects and nothing else of the repository."""
        return self._git

    def sizes(self, oids: Iterable[str]) -> Mapping[str, int]:
        """The size in bytes of each object that is here. The order is that of the later reads."""
        given = "".join(f"{oid}\n" for oid in oids).encode("ascii")
        answer = self._git.records("cat-file", "--batch-check", "--buffer", given=given, separator=b"\n")
        words = (record.decode("ascii", "replace").split(" ") for record in answer.records)
        sizes = {oid: int(size[0]) for oid, _, *size in words if size}
        self._sizes = sizes
        self._small = tuple(oid for oid, size in sizes.items() if size < _SMALL)
        self._places = {oid: place for place, oid in enumerate(self._small)}
        return sizes

    def read(self, path: str, oid: str, limit: int, offset: int = 0) -> bytes:
        """At most `limit` bytes of a blob from `offset`. Raises `UnreadableError` with `path`."""
        with self._lock:
            try:
                kind, content = self._near(oid, limit, offset) or self._one(oid, limit, offset)
            except GitTimeoutError as error:
                raise UnreadableError(path, "git took too long to read it") from error
            except (OSError, EOFError) as error:
                raise UnreadableError(path, "git cannot read it") from error
        if kind != b"blob":
            raise UnreadableError(path, NOT_HERE if kind == b"missing" else "is not a file")
        if not offset and len(content) == self._sizes.get(oid) and hash_blob(content, oid) != oid:
            raise UnreadableError(path, "its content is not that of its id in git")
        return content

    def _one(self, oid: str, limit: int, offset: int) -> tuple[bytes, bytes]:
        return self._cat_file.ask((oid,), limit, offset)[oid]

    def _near(self, oid: str, limit: int, offset: int) -> tuple[bytes, bytes] | None:
        """A small blob, from those that were read ahead; None for others."""
        place = self._places.get(oid)
        if place is None:
            return None
        if oid not in self._ahead:
            self._ahead = self._read_ahead(self._small[place : place + MAX_QUESTIONS])
        kind, content = self._ahead.get(oid, (b"", b""))
        return (kind, content[offset : offset + limit]) if kind else None

    def _read_ahead(self, oids: tuple[str, ...]) -> Mapping[str, tuple[bytes, bytes]]:
        """One damaged blob stops git: from then on each is read by itself."""
        try:
            return self._cat_file.ask(oids, _SMALL)
        except (OSError, EOFError):
            self._places = {}
            return {}


def hash_blob(content: bytes, oid: str) -> str:
    """Return the id that git gives to a blob, with the algorithm of an id that it has; cat-file does not check it."""
    name = "sha256" if len(oid) == _SHA256_LENGTH else "sha1"
    return hashlib.new(name, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _empty_repository(*, sha256: bool) -> Path:
    """A folder that git takes for a repository without commits; see gitrepository-layout(5)."""
    try:
        room = Path(tempfile.mkdtemp(prefix="openrelease-"))
        (room / "refs").mkdir()
        (room / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
        (room / "config").write_text(_CONFIG[sha256], encoding="ascii")
    except OSError as error:
        raise SnapshotError(f"cannot create a temporary folder: {error.strerror}") from error
    return room
