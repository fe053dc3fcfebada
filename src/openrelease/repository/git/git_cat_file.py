"""Object ids -> types and bounded bytes, through one `git cat-file --batch` that is kept open.

Protocol: https://git-scm.com/docs/git-cat-file#_batch_output
"""

import subprocess
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO

from openrelease.repository.git.git_process import SECONDS, Git, kill_after

MAX_QUESTIONS = 32
"""Ids per request: they fit into the smallest pipe, so that neither side blocks."""

_DRAIN = 1024 * 1024
"""How many unwanted bytes are read to keep git for the next object; beyond that it is stopped."""

_CHUNK = 1024 * 1024
_HEADER = 256  # bytes; longer than any first line of an answer
_WORDS = 3  # id, type and size; an answer without them is "<id> missing"


class GitTimeoutError(EOFError):
    """Git took too long and was stopped."""


class CatFile:
    """Git is started at the first question, and again after it was stopped."""

    def __init__(self, git: Git) -> None:
        """`git` says where the objects are."""
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[[subprocess.Popen[bytes]], CatFile] | None = None

    def ask(self, oids: Sequence[str], limit: int, offset: int = 0) -> Mapping[str, tuple[bytes, bytes]]:
        """The type of each object ("missing" too) and at most `limit` bytes of it from `offset`.

        Of an object that has much more, git is stopped, so what was asked after it stays unanswered.
        Raises OSError or EOFError where git dies, `LateError` where it takes too long.
        """
        answers: dict[str, tuple[bytes, bytes]] = {}
        with self._questions(oids) as source:
            for oid in oids:
                kind, content, left = _read_answer(source, limit, offset)
                answers[oid] = (kind, content)
                if left > _DRAIN:
                    self._stop()
                    break
                _skip_bytes(source, left)
        return answers

    @contextmanager
    def _questions(self, oids: Sequence[str]) -> Iterator[IO[bytes]]:
        process = self._running()
        with kill_after(process, SECONDS) as late:
            try:
                yield _send_questions(process, "".join(f"{oid}\n" for oid in oids))
            except (OSError, EOFError) as error:
                self._stop()
                if late.is_set():
                    raise GitTimeoutError from error
                raise

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = self._git.start("cat-file", "--batch")
            self._end = weakref.finalize(self, _end_process, self._process)
        return self._process

    def _stop(self) -> None:
        if self._end is not None:
            self._end()
        self._process, self._end = None, None


def _send_questions(process: subprocess.Popen[bytes], questions: str) -> IO[bytes]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(questions.encode("ascii"))
    process.stdin.flush()
    return process.stdout


def _read_answer(source: IO[bytes], limit: int, offset: int) -> tuple[bytes, bytes, int]:
    """Type, content, and the number of bytes before the next answer."""
    words = source.readline(_HEADER).split()
    if not words:
        raise EOFError
    if len(words) < _WORDS:
        return words[-1], b"", 0
    size = int(words[2])
    start = min(offset, size)
    _skip_bytes(source, start)
    content = b"".join(_read_pieces(source, min(limit, size - start)))
    return words[1], content, size - start - len(content) + len(b"\n")


def _read_pieces(source: IO[bytes], count: int) -> Iterator[bytes]:
    """Exactly `count` bytes, little by little: the size is only what the object claims."""
    left = count
    while left > 0:
        piece = source.read(min(left, _CHUNK))
        if not piece:
            raise EOFError
        left -= len(piece)
        yield piece


def _skip_bytes(source: IO[bytes], count: int) -> None:
    for _ in _read_pieces(source, count):
        pass


def _end_process(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not yet written has no reader any more
                pipe.close()
