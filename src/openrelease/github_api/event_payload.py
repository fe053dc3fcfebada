"""The event that started a workflow -> its pull request, and the commit before the change.

Much of the payload is written by the author of the pull request: only numbers, commit ids and comparisons
leave this module. https://docs.github.com/en/webhooks/webhook-events-and-payloads
"""

import enum
import re
from collections.abc import Mapping

from openrelease.values import dataclass, replace

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DEPENDABOT = "dependabot[bot]"


class Origin(enum.Enum):
    """Where a pull request comes from, which decides the permissions of its workflow's token."""

    HERE = "here"
    FORK = "fork"  # also a deleted one
    DEPENDABOT = "dependabot"


@dataclass(frozen=True, kw_only=True)
class PullRequest:
    """A pull request: its number, the full commit id of its head, and where it comes from."""

    number: int
    head: str
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class EventBase:
    """The full commit id that a change starts from.

    `governs`: the settings of this commit count, not those of the change, which is only proposed.
    """

    commit: str
    governs: bool


def find_base_commit(payload: object) -> EventBase | None:
    """Return what a pull request, merge group or push starts from; None where nothing came before."""
    for keys, governs in _BASE_KEYS.items():
        commit = _get_nested(payload, *keys)
        if isinstance(commit, str) and _COMMIT.fullmatch(commit) and commit.strip("0"):
            return EventBase(commit=commit, governs=governs)
    return None


_BASE_KEYS = {
    ("pull_request", "base", "sha"): True,
    ("merge_group", "base_sha"): True,
    ("before",): False,
}


def find_pull_request(payload: object, repository: str) -> PullRequest | None:
    """Return the pull request of the event; None for a push, a schedule, a merge group or a release.

    A pull request of another repository than `repository` (OWNER/NAME) is ignored: the token is not valid there.
    """
    pull = parse_pull_request(_get_nested(payload, "pull_request"), repository)
    people = {_get_nested(payload, "sender", "login")}
    if pull and pull.origin is Origin.HERE and _DEPENDABOT in people:
        return replace(pull, origin=Origin.DEPENDABOT)
    return pull


def parse_pull_request(pull: object, repository: str) -> PullRequest | None:
    """Parse a pull request of the API or an event; None where it is malformed or of another repository."""
    number, head = _get_nested(pull, "number"), _get_nested(pull, "head", "sha")
    if not isinstance(number, int) or not isinstance(head, str) or not _COMMIT.fullmatch(head):
        return None
    if not _is_same_repository(_get_nested(pull, "base", "repo", "full_name"), repository):
        return None
    return PullRequest(number=number, head=head, origin=_find_origin(pull, repository))


def _find_origin(pull: object, repository: str) -> Origin:
    if not _is_same_repository(_get_nested(pull, "head", "repo", "full_name"), repository):
        return Origin.FORK
    return Origin.DEPENDABOT if _get_nested(pull, "user", "login") == _DEPENDABOT else Origin.HERE


@dataclass(frozen=True, kw_only=True)
class WorkflowRun:
    """A finished run of a workflow on a pull request: its id, its commit, and its branch as OWNER:NAME.

    `branch` is "" for a deleted fork. Its name is chosen by the author of the pull request.
    """

    id: int
    head: str
    branch: str


def find_finished_run(payload: object) -> WorkflowRun | None:
    """Return the run of a workflow_run event; None unless a pull request started it."""
    run = _get_nested(payload, "workflow_run")
    id_, head = _get_nested(run, "id"), _get_nested(run, "head_sha")
    if not isinstance(id_, int) or not isinstance(head, str) or not _COMMIT.fullmatch(head):
        return None
    if _get_nested(run, "event") != "pull_request":
        return None
    owner, branch = _get_nested(run, "head_repository", "owner", "login"), _get_nested(run, "head_branch")
    named = isinstance(owner, str) and isinstance(branch, str)
    return WorkflowRun(id=id_, head=head, branch=f"{owner}:{branch}" if named else "")


def _is_same_repository(name: object, repository: str) -> bool:
    return isinstance(name, str) and name.lower() == repository.lower()


def _get_nested(value: object, *keys: str) -> object:
    """Follow keys into nested objects; None where one is missing, null or not an object."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
