"""The environment -> the user's cache folder, and files in it that are complete and written by this user.

A file of another user, or one that others may write to, is not read: a report would be theirs then. On systems
without owners of files there is no cache. https://specifications.freedesktop.org/basedir-spec/latest/
"""

import os
import stat
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from openrelease.values import dataclass

MOST_BYTES = 67_108_864
"""Bytes of all files in the cache folder; the oldest are deleted."""

MOST_FILE_BYTES = 8_388_608
"""Bytes of one file; a larger result is not kept."""

_DIGEST_BYTES = 32
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, kw_only=True)
class CacheFolder:
    """A folder of this user alone."""

    path: Path

    def read(self, name: str) -> bytes | None:
        """Return what was written under a name; None where nothing was, or where it is not as it was written."""
        try:
            descriptor = os.open(self.path / name, _FLAGS)
            with os.fdopen(descriptor, "rb") as file:
                status = os.fstat(descriptor)
                data = file.read(MOST_FILE_BYTES + 1) if stat.S_ISREG(status.st_mode) and _is_private(status) else b""
        except OSError:
            return None
        content = data[_DIGEST_BYTES:]
        complete = len(content) > 0 and len(data) <= MOST_FILE_BYTES and data[:_DIGEST_BYTES] == _digest(content)
        return content if complete else None

    def write(self, name: str, content: bytes) -> None:
        """Keep bytes under a name, complete or not at all; a cache that cannot be written to is no error."""
        data = _digest(content) + content
        if len(data) > MOST_FILE_BYTES:
            return
        temporary = self.path / f".{name}.{os.getpid()}"
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            temporary.replace(self.path / name)
            self._delete_oldest()
        except OSError:
            temporary.unlink(missing_ok=True)

    def _delete_oldest(self) -> None:
        with os.scandir(self.path) as entries:
            files = [(entry.stat(follow_symlinks=False), entry.path) for entry in entries]
        left = MOST_BYTES
        for status, path in sorted(files, key=lambda file: -file[0].st_mtime):
            left -= status.st_size
            if left < 0:
                Path(path).unlink(missing_ok=True)


def open_cache_folder(avoided: Iterable[Path]) -> CacheFolder | None:
    """Return the cache folder, created where it is missing; None where it cannot be trusted.

    Inside of `avoided`, the folders of the repository, everything may come from the repository itself.
    """
    path = _find_folder()
    if path is None or not hasattr(os, "geteuid"):
        return None
    try:
        real = path.resolve()
        if any(real == folder or folder in real.parents for folder in avoided):
            return None
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = os.lstat(path)
    except (OSError, RuntimeError):
        return None
    return CacheFolder(path=real) if stat.S_ISDIR(status.st_mode) and _is_private(status) else None


def _find_folder() -> Path | None:
    """Return the folder that the environment names; the specification ignores relative paths."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not Path(base).is_absolute():
        base = os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH118 - Path.home() raises
    return Path(base, "openrelease") if Path(base).is_absolute() else None


def _is_private(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST_BYTES).digest()
