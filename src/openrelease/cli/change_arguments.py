"""Arguments -> the change to evaluate: the tree that they choose, and the base that it is compared with.

Imports inside functions keep --help fast.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openrelease.cli.open_target import MAX_FILE_BYTES, flags_from_arguments, read_user_file
from openrelease.errors import NoSuchTreeError, SnapshotError, UsageError

if TYPE_CHECKING:
    from openrelease.compare.base_snapshot import BaseSnapshot, InitialCommit
    from openrelease.compare.evaluate_change import ChangeInputs
    from openrelease.compare.policy_files import PolicyReader
    from openrelease.config import Settings
    from openrelease.model import Snapshot
    from openrelease.repository.git.find_repository import GitRepository

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
    from openrelease.config import FailOn  # noqa: PLC0415 - see the module's docstring

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
    from openrelease.compare.base_snapshot import BaseSnapshot  # noqa: PLC0415 - see the module's docstring
    from openrelease.compare.evaluate_change import ChangeInputs  # noqa: PLC0415 - same
    from openrelease.compare.policy_files import read_policies_from_base  # noqa: PLC0415 - same

    from_disk: PolicyReader = partial(read_user_file, limit=MAX_FILE_BYTES)
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
    )


def _find_repository(path: str) -> GitRepository:
    from openrelease.repository.git.find_repository import find_repository  # noqa: PLC0415 - see the module's docstring

    repository = find_repository(Path(path).resolve())
    if repository is None:
        raise NoSuchTreeError(
            f"--base: no git repository at or above {path}: there is no earlier state to compare with"
        )
    return repository


def _open_base(repository: GitRepository, revision: str, head: Snapshot) -> BaseSnapshot:
    from openrelease.compare.base_snapshot import list_missing_files, open_base  # noqa: PLC0415 - see above

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
    from openrelease.compare.base_snapshot import InitialCommit, open_base  # noqa: PLC0415 - see the module's docstring
    from openrelease.repository.git.git_revision import is_unborn  # noqa: PLC0415 - same

    return InitialCommit() if is_unborn(repository) else open_base(repository, "HEAD")


def today_utc() -> str:
    """Return the day in UTC, so that exceptions expire everywhere at the same time."""
    return dt.datetime.now(dt.timezone.utc).date().isoformat()
