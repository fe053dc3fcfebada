"""Files that the user names -> their content; text -> a new file.

No file is overwritten, no link is followed, and nothing is written outside of the folder.
"""

import os
from pathlib import Path, PurePosixPath

from openrelease.errors import UsageError

MAX_FILE_BYTES = 8_388_608
"""Bytes of one file that a command reads; the longest license text has a hundredth of that."""


def read_user_file(path: str, limit: int) -> bytes:
    """Return at most `limit` + 1 bytes of a file that the user named; loaders refuse longer ones."""
    try:
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def find_obstacle(root: Path, name: str) -> str | None:
    """Return why a file cannot be created at this path below `root`, None where it can."""
    *folders, _ = PurePosixPath(name).parts
    above = root
    for folder in folders:
        above /= folder
        if above.is_symlink():
            return f"{above.relative_to(root).as_posix()} is a symbolic link"
        if above.exists() and not above.is_dir():
            return f"{above.relative_to(root).as_posix()} is not a folder"
    path = root / name
    return "already exists" if path.is_symlink() or path.exists() else None


def create_file(root: Path, name: str, text: str) -> None:
    """Create the file; raises UsageError where it cannot be created."""
    if reason := find_obstacle(root, name):
        raise UsageError(f"{name}: {reason}")
    path = root / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # O_EXCL fails where the name exists by now, also as a link
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}") from error
