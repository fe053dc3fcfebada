"""Inputs and Job -> the change to evaluate: the commit that is checked out, and the base of the event."""

from pathlib import Path

from openrelease.compare.base_snapshot import BaseSnapshot
from openrelease.compare.evaluate_change import ChangeInputs
from openrelease.compare.policy_files import PolicyReader, path_in_repository, read_policies_from_base
from openrelease.config import CONFIG_LIMIT, Flags
from openrelease.errors import UnreadableError, UsageError
from openrelease.github_action.action_inputs import HubUse, Inputs, Job
from openrelease.github_action.event_base import find_event_base
from openrelease.github_action.remote_policies import read_pinned_policies
from openrelease.hub import LinkFollower
from openrelease.repository import open_snapshot
from openrelease.repository.disk import read_file
from openrelease.repository.git.find_repository import GitRepository, find_repository
from openrelease.repository.git.git_revision import open_revision
from openrelease.values import replace


def open_change(inputs: Inputs, job: Job) -> tuple[ChangeInputs, str]:
    """Return the change, and the evaluated folder as the start of a path: "" or with "/" at its end."""
    folder = job.workspace / inputs.path
    repository = find_repository(folder.resolve())
    base = find_event_base(repository, job)
    from_disk = read_policies_from_workspace(job.workspace)
    from_base = _read_base_policies(base, repository, job.workspace, from_disk)
    change = ChangeInputs(
        head=open_snapshot(folder, revision="HEAD" if repository else None),
        base=base,
        settings_from_base=job.before is not None and job.before.governs,
        flags=flags_from_inputs(inputs),
        read_policy=read_pinned_policies(job.fetched_policies, from_disk),
        read_base_policy=read_pinned_policies(job.fetched_policies, from_base),
        today=job.today,
        follow=LinkFollower() if inputs.hub is HubUse.VERIFY else None,
    )
    return change, repository.prefix if repository else ""


def flags_from_inputs(inputs: Inputs) -> Flags:
    """Return the inputs that choose policies and settings."""
    return Flags(policies=inputs.policy, fail_on=inputs.fail_on, unknown=inputs.unknown, config=inputs.config)


def read_policies_from_workspace(workspace: Path) -> PolicyReader:
    """Return a reader of policy files in the workspace, where another checkout may have put them."""

    def read(path: str) -> bytes:
        try:
            return read_file(str(workspace.resolve()), path, CONFIG_LIMIT + 1, 0)
        except UnreadableError as error:
            raise UsageError(f"input policy: the file {path} cannot be read: {error.reason}") from error

    return read


def _read_base_policies(
    base: object, repository: GitRepository | None, workspace: Path, from_disk: PolicyReader
) -> PolicyReader:
    """Return a reader that never gives a policy file as the change itself has it."""
    if repository is None:
        return from_disk
    if isinstance(base, BaseSnapshot):
        return read_policies_from_base(base, repository, workspace, from_disk)
    return _refuse_tracked_policies(repository, workspace, from_disk)


def _refuse_tracked_policies(repository: GitRepository, workspace: Path, from_disk: PolicyReader) -> PolicyReader:
    """Without a base, refuse the policy files of the repository: the change may have altered them."""

    def read(path: str) -> bytes:
        head = open_revision(replace(repository, prefix=""), "HEAD")
        tracked = {entry.path for entry in head.entries()}
        if path_in_repository(repository, workspace, path) in tracked:
            raise UsageError(
                f"input policy: {path} counts as the base has it, and the base is not in the checkout: "
                "give actions/checkout the input fetch-depth: 2"
            )
        return from_disk(path)

    return read
