"""A checkout and the event -> the state before the change: from the repository's own objects, else as told.

Nothing is fetched here: the step that judges has no token. Another step may have asked GitHub's API for what
is not in the checkout; what neither has is said to be missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from openrelease.config import Flags
from openrelease.errors import SnapshotError, UnreadableError, UsageError
from openrelease.github_action.action_inputs import Inputs, Job
from openrelease.github_action.fetched_base import read_fetched_base
from openrelease.github_api.event_payload import EventBase
from openrelease.model import Snapshot
from openrelease.repository import MemorySnapshot
from openrelease.repository.disk import read_file
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_revision import RevisionSnapshot, open_revision
from openrelease.repository.git.merge_base import find_merge_base
from openrelease.repository.remote_tree import open_remote_tree

_POLICY_LIMIT = 262_144  # bytes of a policy file, as the guarded loader has it


@dataclass(frozen=True, kw_only=True)
class BaseSnapshot:
    """The commit that a change starts from: the whole tree, and the part that is judged."""

    commit: str
    whole: Snapshot
    judged: Snapshot


@dataclass(frozen=True, kw_only=True)
class MissingBase:
    """Neither the checkout nor the API had the base; `reason` is why the API had not, "" if nobody asked."""

    commit: str
    reason: str = ""


def find_base(repository: GitRepository | None, job: Job) -> BaseSnapshot | MissingBase | None:
    """The state before the change; None where nothing came before.

    A checked-out merge is compared with what it was merged onto: that leaves what others did out of sight.
    """
    if job.before is None:
        return None
    if repository is None:
        return MissingBase(commit=job.before.commit)
    commit = resolve_base_commit(repository, job, job.before)
    if has_commit(repository, commit):
        whole = open_revision(replace(repository, prefix=""), commit)
        return BaseSnapshot(commit=commit, whole=whole, judged=_open_evaluated_folder(repository, whole))
    return _open_fetched_base(repository, commit, job.told_base) if job.told_base else MissingBase(commit=commit)


def resolve_base_commit(repository: GitRepository, job: Job, before: EventBase) -> str:
    """GitHub's own merge is the commit that the job is about; of any other merge the base is not trusted."""
    merged = find_merge_base(repository, job.commit, job.pull_request.head) if job.pull_request else None
    return merged or before.commit


def has_commit(repository: GitRepository, commit: str) -> bool:
    """Does the checkout hold the commit and its trees?"""
    try:
        open_revision(replace(repository, prefix=""), commit)
    except SnapshotError:
        return False
    return True


def _open_fetched_base(repository: GitRepository, commit: str, file: str) -> BaseSnapshot | MissingBase:
    try:
        told = read_fetched_base(file, commit)
        whole, judged = open_remote_tree(replace(repository, prefix=""), told), open_remote_tree(repository, told)
    except SnapshotError as error:
        return MissingBase(commit=commit, reason=str(error))
    return BaseSnapshot(commit=commit, whole=whole, judged=judged)


def _open_evaluated_folder(repository: GitRepository, whole: RevisionSnapshot) -> Snapshot:
    """The folder that is judged, empty where the base has none yet."""
    if not repository.prefix:
        return whole
    try:
        return open_revision(repository, whole.revision)
    except SnapshotError:
        return MemorySnapshot({}, name=whole.name)


def format_missing_base(missing: MissingBase, *, unread: bool, left: bool) -> str:
    """Say that there is nothing to compare with, and how to have it.

    `unread` says that the change has settings of its own, which then do not count, `left` that a policy is
    not for such a repository, which nobody but the change says.
    """
    settings = " Until then the defaults count, and not the settings of this change." if unread else ""
    kind = " Whether it was of another kind before cannot be told without it, which counts as unknown."
    kind = kind if left else ""
    asked = f", and GitHub's API did not give it ({missing.reason})" if missing.reason else ""
    return (
        f"Nothing to compare with: commit {missing.commit[:12]}, from which this change starts, is not in "
        f"the checkout{asked}. Give actions/checkout the input fetch-depth: 2 (0 for a push of several "
        f"commits).{settings}{kind}"
    )


def flags_from_inputs(inputs: Inputs) -> Flags:
    """What the inputs of the action say about judging."""
    return Flags(policies=inputs.policy, fail_on=inputs.fail_on, unknown=inputs.unknown, config=inputs.config)


def read_policies_from_disk(workspace: Path) -> Callable[[str], bytes]:
    """Read policy files of the inputs from the workspace: a checkout of its own may hold them."""

    def read(path: str) -> bytes:
        try:
            return read_file(str(workspace.resolve()), path, _POLICY_LIMIT + 1, 0)
        except UnreadableError as error:
            raise UsageError(f"input policy: the file {path} cannot be read: {error.reason}") from error

    return read


def read_untracked_policies(workspace: Path, repository: GitRepository | None) -> Callable[[str], bytes]:
    """Read policy files of the inputs from the disk, but none that the change itself may have altered."""
    disk = read_policies_from_disk(workspace)
    whole = open_revision(replace(repository, prefix=""), "HEAD") if repository else None
    tracked = {entry.path for entry in whole.entries()} if whole else set()

    def read(path: str) -> bytes:
        if _path_in_repository(workspace, repository, path) in tracked:
            raise UsageError(
                f"input policy: {path} of the base counts, which is not in the checkout: "
                "give actions/checkout the input fetch-depth: 2"
            )
        return disk(path)

    return read


def read_policies_from_base(
    workspace: Path, repository: GitRepository | None, base: BaseSnapshot
) -> Callable[[str], bytes]:
    """Read policy files of the inputs as they are on the base; those that it does not have, from the disk."""
    disk = read_policies_from_disk(workspace)
    tracked = {entry.path for entry in base.whole.entries()}

    def read(path: str) -> bytes:
        inside = _path_in_repository(workspace, repository, path)
        return base.whole.read(inside, _POLICY_LIMIT + 1) if inside in tracked else disk(path)

    return read


def _path_in_repository(workspace: Path, repository: GitRepository | None, path: str) -> str | None:
    """The path of a file of the workspace within the repository that is judged."""
    top = repository.top if repository else None
    try:
        return (workspace.resolve() / path).relative_to(top).as_posix() if top else None
    except ValueError:
        return None
