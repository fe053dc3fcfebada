"""Arguments -> the change to evaluate: the tree that they choose, and the base that it is compared with."""

import argparse
import datetime as dt
import re
from pathlib import Path

from openrelease.cli.open_target import choose_follower, flags_from_arguments
from openrelease.cli.policy_sources import read_policy_file
from openrelease.compare.base_snapshot import BaseSnapshot, InitialCommit, list_missing_files, open_base
from openrelease.compare.evaluate_change import ChangeInputs
from openrelease.compare.policy_files import PolicyReader, read_policies_from_base
from openrelease.config import FailOn, Settings
from openrelease.errors import NoSuchTreeError, SnapshotError, UsageError
from openrelease.model import Snapshot
from openrelease.repository.git.find_repository import GitRepository, find_repository
from openrelease.repository.git.git_revision import is_unborn

_NULL_ID = re.compile(r"0{40}|0{64}")  # git's id for "no commit", which hooks and CI give for a new branch


def check_change_arguments(arguments: argparse.Namespace) -> None:
    """Raise `UsageError` for options about a change that contradict each other, or that lack a base."""
    if arguments.manifest is not None and (arguments.base is not None or arguments.fail_on == "regression"):
        raise UsageError("--manifest checks one record, which has no earlier state: leave out --base and regression")
    if arguments.base == "":
        raise UsageError(
            "--base is empty: the variable that names the base is not set (GitLab sets "
            "CI_MERGE_REQUEST_DIFF_BASE_SHA in merge request pipelines only)"
        )
    if arguments.fail_on == "regression" and arguments.base is None and not arguments.staged:
        raise UsageError(
            "--fail-on regression compares two states: add --base REV, or --staged to compare the index with HEAD"
        )
    if arguments.settings_from is not None and arguments.base is None:
        raise UsageError("--settings-from goes with --base REV")


def open_change(arguments: argparse.Namespace, snapshot: Snapshot, settings: Settings) -> ChangeInputs | None:
    """Return the change to evaluate; None where the arguments and settings ask for no comparison.

    With `--staged`, `fail-on: regression` is enough: the index is then compared with HEAD, by its own settings.
    """
    if arguments.base is not None and not _NULL_ID.fullmatch(arguments.base):
        repository = _find_repository(arguments.path)
        base = _open_base(repository, arguments.base, snapshot)
        return _make_change(arguments, snapshot, repository, base)
    if arguments.base is None and arguments.staged and settings.fail_on is FailOn.REGRESSION:
        repository = _find_repository(arguments.path)
        return _make_change(arguments, snapshot, repository, _open_head(repository))
    return None


def _make_change(
    arguments: argparse.Namespace,
    snapshot: Snapshot,
    repository: GitRepository,
    base: BaseSnapshot | InitialCommit,
) -> ChangeInputs:
    from_disk: PolicyReader = read_policy_file
    from_base = from_disk
    if isinstance(base, BaseSnapshot):
        from_base = read_policies_from_base(base, repository, Path(), from_disk)
    return ChangeInputs(
        head=snapshot,
        base=base,
        settings_from_base=arguments.base is not None and arguments.settings_from != "head",
        flags=flags_from_arguments(arguments),
        read_policy=from_disk,
        read_base_policy=from_base,
        today=today_utc(),
        follow=choose_follower(arguments),
    )


def _find_repository(path: str) -> GitRepository:
    repository = find_repository(Path(path).resolve())
    if repository is None:
        raise NoSuchTreeError(
            f"--base: no git repository at or above {path}: there is no earlier state to compare with"
        )
    return repository


def _open_base(repository: GitRepository, revision: str, head: Snapshot) -> BaseSnapshot:
    try:
        base = open_base(repository, revision)
    except NoSuchTreeError as error:
        raise NoSuchTreeError(f"--base: {error}") from error
    if missing := list_missing_files(base, head):
        count = f"{len(missing)} files, such as {missing[0]}," if len(missing) > 1 else missing[0]
        raise SnapshotError(
            f"--base: {revision} cannot be read completely: the content of {count} is not in this partial clone; "
            f"run git checkout {revision} once, or clone without --filter"
        )
    return base


def _open_head(repository: GitRepository) -> BaseSnapshot | InitialCommit:
    """Open the commit that the index is compared with; there is none before the first one."""
    return InitialCommit() if is_unborn(repository) else open_base(repository, "HEAD")


def now_utc() -> str:
    """Return the time in UTC to the second, as RFC 3339 has it."""
    return f"{dt.datetime.now(dt.timezone.utc):%Y-%m-%dT%H:%M:%SZ}"


def today_utc() -> str:
    """Return the day in UTC, so that exceptions expire everywhere at the same time."""
    return dt.datetime.now(dt.timezone.utc).date().isoformat()
