"""A root and a path below it -> the entry and its bytes; links are never followed.

O_NOFOLLOW guards the last part of a path only, so folders are opened one after another. Where the system
cannot do that (Windows) each folder is looked at before; a link put there in between would be followed.
"""

import errno
import os
import stat
from collections.abc import Callable

from openrelease.errors import UnreadableError
from openrelease.model import Entry, EntryKind
from openrelease.repository.listing import is_plain, kind_of

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO or a terminal must not make us wait
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_FOLDER = _FLAGS | getattr(os, "O_DIRECTORY", 0)
_ONE_BY_ONE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")

_REASONS = {
    errno.ENOENT: "no such file",
    errno.ELOOP: "is a symlink",
    errno.ENOTDIR: "a folder above it is a link or not a folder",
    errno.ENXIO: "is not a regular file",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
}
_REPARSE_POINT = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: Windows links folders with junctions too


def read_file(root: str, path: str, limit: int, offset: int) -> bytes:
    """At most `limit` bytes of a regular file from `offset`. Raises `UnreadableError`."""
    if not is_plain(path):
        raise UnreadableError(path, "is not a path below the root")
    try:
        descriptor = _open_below(root, path) if _ONE_BY_ONE else _open_checked(root, path)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError(path, "is not a regular file")
            file.seek(offset)
            # Never ask for more than there is: the buffer is made before the bytes come.
            return _read_exactly(file.read, max(0, min(limit, status.st_size - offset)))
    except OSError as error:
        raise UnreadableError(path, explain_os_error(error)) from error


def stat_entry(root: str, path: str) -> Entry:
    """The entry at `path`; a link is not followed. Raises `OSError`, also for a folder."""
    place = f"{root}/{path}"
    status = os.lstat(place)
    if stat.S_ISDIR(status.st_mode) and not is_link(status):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    kind = EntryKind.SYMLINK if is_link(status) else kind_of(status.st_mode)
    return Entry(
        path=path,
        kind=kind,
        size=status.st_size if kind is EntryKind.FILE else None,
        executable=kind is EntryKind.FILE and bool(status.st_mode & stat.S_IXUSR),
        target=_read_target(place) if kind is EntryKind.SYMLINK else None,
    )


def _read_target(place: str) -> str:
    return os.readlink(place)  # noqa: PTH115 - Path would not keep it as it is written ("./a//b")


def is_link(status: os.stat_result) -> bool:
    """Is it a symlink, or what Windows has beside them?"""
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_file_attributes", 0) & _REPARSE_POINT)


def explain_os_error(error: OSError) -> str:
    """A short clause for an error of the system, without the path."""
    return _REASONS.get(error.errno or 0) or error.strerror or "cannot be read"


def _open_below(root: str, path: str) -> int:
    *folders, name = path.split("/")
    # The root itself was named by the caller, who may have named a link.
    here = os.open(root, _FOLDER & ~os.O_NOFOLLOW)
    try:
        for folder in folders:
            below = os.open(folder, _FOLDER, dir_fd=here)
            os.close(here)
            here = below
        return os.open(name, _FLAGS, dir_fd=here)
    finally:
        os.close(here)


def _open_checked(root: str, path: str) -> int:
    parts = path.split("/")
    for count in range(1, len(parts) + 1):
        if is_link(os.lstat("/".join((root, *parts[:count])))):
            raise OSError(errno.ELOOP, "is a symlink")
    return os.open(f"{root}/{path}", _FLAGS)


def _read_exactly(read: Callable[[int], bytes | None], count: int) -> bytes:
    """Read until `count` bytes or the end of the file: raw reads may return less."""
    pieces: list[bytes] = []
    left = count
    while left > 0 and (piece := read(left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
