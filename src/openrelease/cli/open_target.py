"""Arguments -> the tree and the settings that they choose, and the bytes of files that they name."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openrelease.errors import UsageError

if TYPE_CHECKING:  # what is imported inside functions is not paid for by --help
    from openrelease.config import Settings
    from openrelease.model import Snapshot

MAX_FILE_BYTES = 8_388_608
"""Bytes of one file that a command reads; the longest license is a hundredth of it."""


def open_target(arguments: argparse.Namespace) -> tuple[Snapshot, Settings]:
    """The tree that the arguments choose, and the settings for it."""
    from openrelease.config import Flags, load_settings  # noqa: PLC0415 - see TYPE_CHECKING above
    from openrelease.repository import open_snapshot  # noqa: PLC0415 - same

    snapshot = open_snapshot(Path(arguments.path), revision=arguments.revision, staged=arguments.staged)
    flags = Flags(
        policies=tuple(arguments.policy),
        name=arguments.name,
        fail_on=getattr(arguments, "fail_on", None),
        unknown=getattr(arguments, "unknown", None),
        config=arguments.config,
    )
    return snapshot, load_settings(snapshot, flags, partial(read_user_file, limit=MAX_FILE_BYTES))


def read_user_file(path: str, limit: int) -> bytes:
    """A file that the user named, at most `limit` + 1 bytes of it: the loaders refuse what is too long."""
    try:
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
