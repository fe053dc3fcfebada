"""A checkout and the event -> the base of the change: from the checkout's objects, else as fetched.

Nothing is fetched here, as this step has no token. The step before may have asked GitHub's API.
"""

from openrelease.compare.base_snapshot import BaseSnapshot, MissingBase, has_commit, open_base
from openrelease.errors import SnapshotError
from openrelease.github_action.action_inputs import Job
from openrelease.github_action.fetched_base import read_fetched_base
from openrelease.github_api.event_payload import EventBase
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.merge_base import find_merge_base
from openrelease.repository.remote_tree import open_remote_tree
from openrelease.values import replace

_REMEDY = "Give actions/checkout the input fetch-depth: 2 (0 for a push of several commits)."


def find_event_base(repository: GitRepository | None, job: Job) -> BaseSnapshot | MissingBase | None:
    """Return the state before the change of the event; None where nothing came before.

    The merge that GitHub makes of a pull request is compared with what it was merged onto, so that commits
    of others do not show up as part of the change.
    """
    if job.before is None:
        return None
    if repository is None:
        return MissingBase(commit=job.before.commit, remedy=_REMEDY)
    commit = resolve_base_commit(repository, job, job.before)
    if has_commit(repository, commit):
        return open_base(repository, commit)
    return _open_fetched_base(repository, commit, job.fetched_base)


def resolve_base_commit(repository: GitRepository, job: Job, before: EventBase) -> str:
    """Return the first parent of GitHub's own merge, else the base that the event names.

    A merge that is not the commit of the job may have been made by anyone, onto anything.
    """
    merged = find_merge_base(repository, job.commit, job.pull_request.head) if job.pull_request else None
    return merged or before.commit


def _open_fetched_base(repository: GitRepository, commit: str, file: str) -> BaseSnapshot | MissingBase:
    if not file:
        return MissingBase(commit=commit, remedy=_REMEDY)
    try:
        tree = read_fetched_base(file, commit)
        whole, folder = open_remote_tree(replace(repository, prefix=""), tree), open_remote_tree(repository, tree)
    except SnapshotError as error:
        reason = f"and GitHub's API did not give it ({error})"
        return MissingBase(commit=commit, remedy=_REMEDY, reason=reason)
    return BaseSnapshot(commit=commit, whole=whole, evaluated=folder)
