"""Object ids -> sizes and bounded bytes, from a folder of git objects.

git runs in an empty repository of ours that borrows the objects. So no setting, hook or promisor of the
repository exists for it, and in a partial clone an object that is not here is "missing" at once: git
older than 2.45 would else try to fetch it, one process for each, and die (measured with git 2.39).
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from openrelease.errors import SnapshotError, UnreadableError
from openrelease.snapshot.git import SECONDS, Git, deadline
from openrelease.snapshot.listing import NOT_HERE

_DRAIN = 1024 * 1024
"""How many unwanted bytes are read to keep git for the next file; beyond that it is stopped."""

_CHUNK = 1024 * 1024
_HEADER = 256  # bytes; longer than any header line of `git cat-file --batch`

_WORDS = 3  # id, type and size; an answer without them is "<id> missing"

_SHA256_LENGTH = 64
_CONFIG = {
    False: "[core]\n\trepositoryformatversion = 0\n\tbare = true\n",
    True: "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n",
}


class Objects:
    """The blobs of one repository; git is started at the first read and kept for the next."""

    def __init__(self, folder: Path, oid: str) -> None:
        """`folder` holds the objects, any `oid` of it tells how long its ids are."""
        room = _empty_repository(sha256=len(oid) == _SHA256_LENGTH)
        weakref.finalize(self, shutil.rmtree, room, ignore_errors=True)
        self._git = Git(git_dir=room, variables={"GIT_OBJECT_DIRECTORY": str(folder)})
        self._process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[[subprocess.Popen[bytes]], Objects] | None = None
        self._lock = threading.Lock()

    @property
    def git(self) -> Git:
        """Git with these objects and nothing else of the repository."""
        return self._git

    def sizes(self, oids: Iterable[str]) -> Mapping[str, int]:
        """The size in bytes of each object that is here."""
        given = "".join(f"{oid}\n" for oid in oids).encode("ascii")
        answer = self._git.records("cat-file", "--batch-check", "--buffer", given=given, separator=b"\n")
        words = (record.decode("ascii", "replace").split(" ") for record in answer.records)
        return {oid: int(size[0]) for oid, _, *size in words if size}

    def read(self, path: str, oid: str, limit: int, offset: int = 0) -> bytes:
        """At most `limit` bytes of a blob from `offset`. Raises `UnreadableError` with `path`."""
        with self._lock, deadline(process := self._running(), SECONDS) as late:
            try:
                kind, content = self._answer(process, oid, limit, offset)
            except (OSError, EOFError) as error:
                self._stop()
                reason = f"took longer than {SECONDS:.0f} s" if late.is_set() else "git cannot read it"
                raise UnreadableError(path, reason) from error
        if kind != b"blob":
            raise UnreadableError(path, NOT_HERE if kind == b"missing" else "is not a file")
        return content

    def _answer(
        self, process: subprocess.Popen[bytes], oid: str, limit: int, offset: int
    ) -> tuple[bytes, bytes]:
        """The type of the object and the bytes; the pipe is then at its next answer, or closed."""
        source = _ask(process, oid)
        words = source.readline(_HEADER).split()
        if not words:
            raise EOFError
        if len(words) < _WORDS:
            return words[-1], b""
        size = int(words[2])
        start = min(offset, size)
        _skip(source, start)
        content = b"".join(_pieces(source, min(limit, size - start)))
        left = size - start - len(content)
        if left > _DRAIN:
            self._stop()
        else:
            _skip(source, left + 1)  # a line feed follows the content
        return words[1], content

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = self._git.start("cat-file", "--batch")
            self._end = weakref.finalize(self, _end, self._process)
        return self._process

    def _stop(self) -> None:
        if self._end is not None:
            self._end()
        self._process, self._end = None, None


def _ask(process: subprocess.Popen[bytes], oid: str) -> IO[bytes]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(f"{oid}\n".encode("ascii"))
    process.stdin.flush()
    return process.stdout


def _pieces(source: IO[bytes], count: int) -> Iterator[bytes]:
    """Exactly `count` bytes, little by little: the size is only what the object claims."""
    left = count
    while left > 0:
        piece = source.read(min(left, _CHUNK))
        if not piece:
            raise EOFError
        left -= len(piece)
        yield piece


def _skip(source: IO[bytes], count: int) -> None:
    for _ in _pieces(source, count):
        pass


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not yet written has no reader any more
                pipe.close()


def _empty_repository(*, sha256: bool) -> Path:
    """A folder that git takes for a repository without commits; see gitrepository-layout(5)."""
    try:
        room = Path(tempfile.mkdtemp(prefix="openrelease-"))
        (room / "refs").mkdir()
        (room / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
        (room / "config").write_text(_CONFIG[sha256], encoding="ascii")
    except OSError as error:
        raise SnapshotError(f"no temporary folder can be made: {error.strerror}") from error
    return room
