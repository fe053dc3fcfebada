"""Arguments -> the tree and the settings that they choose."""

import argparse
from pathlib import Path

from openrelease import hub
from openrelease.cli.policy_sources import read_policy_file
from openrelease.config import Flags, Settings, load_settings
from openrelease.errors import UsageError
from openrelease.model import Kind, Snapshot
from openrelease.repository import open_snapshot, open_upload_folder
from openrelease.run import FollowLinks
from openrelease.values import replace


def open_target(arguments: argparse.Namespace) -> tuple[Snapshot, Settings]:
    """Return the tree that the arguments choose, and the settings for it."""
    if hub.is_hub_target(arguments.path):
        return _open_on_hub(arguments)
    snapshot: Snapshot = getattr(arguments, "snapshot", None) or _open_local(arguments)
    return snapshot, load_settings(snapshot, flags_from_arguments(arguments), read_policy_file)


def _open_local(arguments: argparse.Namespace) -> Snapshot:
    if not getattr(arguments, "for_upload", False):
        return open_snapshot(Path(arguments.path), revision=arguments.revision, staged=arguments.staged)
    if arguments.staged or arguments.revision is not None or arguments.base is not None:
        raise UsageError("--for-upload checks the files on disk: leave out --staged, --revision and --base")
    return open_upload_folder(Path(arguments.path))


def _open_on_hub(arguments: argparse.Namespace) -> tuple[Snapshot, Settings]:
    """Return a repository of the Hub; what the Hub calls a dataset is one, unless its settings say otherwise."""
    if arguments.staged or getattr(arguments, "base", None) is not None:
        raise UsageError("--staged and --base compare states of a local repository: leave them out for the Hub")
    target = hub.parse_hub_target(arguments.path, arguments.revision)
    snapshot = hub.open_hub_snapshot(target, kept=getattr(arguments, "hub_answers", None))
    settings = load_settings(snapshot, flags_from_arguments(arguments), read_policy_file)
    if target.dataset and settings.kind is None:
        settings = replace(settings, kind=Kind.DATASET)
    return snapshot, settings


def choose_follower(arguments: argparse.Namespace) -> FollowLinks | None:
    """Return what follows the links of the release, None where no network was asked for."""
    return hub.LinkFollower(kept=getattr(arguments, "hub_answers", None)) if arguments.with_hub else None


def flags_from_arguments(arguments: argparse.Namespace) -> Flags:
    """Return the arguments that choose policies and settings."""
    return Flags(
        policies=tuple(arguments.policy),
        name=arguments.name,
        fail_on=getattr(arguments, "fail_on", None),
        unknown=getattr(arguments, "unknown", None),
        config=arguments.config,
    )
