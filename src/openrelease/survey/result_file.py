"""Results -> a file that survives any kill: each is one line, appended and flushed to the disk at once.

A line that a kill has cut is removed when the file is opened again, and its target is evaluated again.
"""

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from openrelease.errors import UsageError
from openrelease.model import Result
from openrelease.survey.survey_lines import read_identifier, write_line

_HAS_LOCKS = sys.platform != "win32"  # there, starting the same survey twice is not noticed


class ResultFile:
    """The file of results of a survey, or of one shard, locked against a second writer."""

    def __init__(self, path: Path) -> None:
        """Open the file and cut what is not a complete line; raises `UsageError` where another run writes it."""
        self._file: BinaryIO = path.open("a+b")
        self._lock(path)
        self.done = self._repair()

    def close(self) -> None:
        """Close the file, which releases its lock."""
        self._file.close()

    def append(self, result: Result) -> None:
        """Write one result; when this returns, it is on the disk."""
        if result.target in self.done:
            return
        self._file.write(write_line(result).encode("ascii"))
        self._flush()
        self.done.add(result.target)

    def _lock(self, path: Path) -> None:
        if not _HAS_LOCKS:
            return
        import fcntl  # noqa: PLC0415 - only POSIX has it

        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise UsageError(
                f"{path}: another survey is writing there; wait for it, or choose another --out"
            ) from error

    def _repair(self) -> set[str]:
        """Return the targets of the complete lines, and cut the file behind the last of them."""
        self._file.seek(0)
        done: set[str] = set()
        end = 0
        for line in _read_complete_lines(self._file):
            found = read_identifier(line)
            if found is None:
                break
            done.add(found)
            end += len(line)
        self._file.truncate(end)
        self._flush()
        return done

    def _flush(self) -> None:
        self._file.flush()
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a pipe or device cannot be synchronized
                raise


def _read_complete_lines(file: BinaryIO) -> Iterable[bytes]:
    return (line for line in file if line.endswith(b"\n"))
