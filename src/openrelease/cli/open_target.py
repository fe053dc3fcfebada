"""Arguments -> the tree and the settings that they choose, and the content of files that they name."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openrelease.errors import UsageError

if TYPE_CHECKING:  # imports inside functions keep --help fast
    from openrelease.config import Flags, Settings
    from openrelease.model import Snapshot

MAX_FILE_BYTES = 8_388_608
"""Bytes of one file that a command reads; the longest license text has a hundredth of that."""


def open_target(arguments: argparse.Namespace) -> tuple[Snapshot, Settings]:
    """Return the tree that the arguments choose, and the settings for it."""
    from openrelease.config import load_settings  # noqa: PLC0415 - see TYPE_CHECKING above
    from openrelease.repository import open_snapshot  # noqa: PLC0415 - same

    snapshot = open_snapshot(Path(arguments.path), revision=arguments.revision, staged=arguments.staged)
    read = partial(read_user_file, limit=MAX_FILE_BYTES)
    return snapshot, load_settings(snapshot, flags_from_arguments(arguments), read)


def flags_from_arguments(arguments: argparse.Namespace) -> Flags:
    """Return the arguments that choose policies and settings."""
    from openrelease.config import Flags  # noqa: PLC0415 - see TYPE_CHECKING above

    return Flags(
        policies=tuple(arguments.policy),
        name=arguments.name,
        fail_on=getattr(arguments, "fail_on", None),
        unknown=getattr(arguments, "unknown", None),
        config=arguments.config,
    )


def read_user_file(path: str, limit: int) -> bytes:
    """Return at most `limit` + 1 bytes of a file that the user named; loaders refuse longer ones."""
    try:
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
