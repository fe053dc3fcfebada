"""Arguments -> the tree and the settings that they choose."""

import argparse
from functools import partial
from pathlib import Path

from openrelease.cli.user_files import MAX_FILE_BYTES, read_user_file
from openrelease.config import Flags, Settings, load_settings
from openrelease.model import Snapshot
from openrelease.repository import open_snapshot


def open_target(arguments: argparse.Namespace) -> tuple[Snapshot, Settings]:
    """Return the tree that the arguments choose, and the settings for it."""
    snapshot = open_snapshot(Path(arguments.path), revision=arguments.revision, staged=arguments.staged)
    read = partial(read_user_file, limit=MAX_FILE_BYTES)
    return snapshot, load_settings(snapshot, flags_from_arguments(arguments), read)


def flags_from_arguments(arguments: argparse.Namespace) -> Flags:
    """Return the arguments that choose policies and settings."""
    return Flags(
        policies=tuple(arguments.policy),
        name=arguments.name,
        fail_on=getattr(arguments, "fail_on", None),
        unknown=getattr(arguments, "unknown", None),
        config=arguments.config,
    )
