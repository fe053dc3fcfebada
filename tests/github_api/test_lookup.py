"""The pull request of a finished run is GitHub's word, not that of the run."""

from __future__ import annotations

from typing import Any

import pytest
from support.github_double import Fault, GitHubDouble

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.event_payload import Origin, WorkflowRun, find_finished_run
from openrelease.github_api.find_pull_request import find_run_pull_request
from openrelease.github_api.github_client import Access
from openrelease.github_api.retry_requests import Patience

HEAD = "c" * 40
HERE = {"full_name": "octo/model"}
RUN = WorkflowRun(id=5, head=HEAD, branch="mallory:feature")
QUICK = Patience(total=8, longest=0.2, pause=0.02, tries=3)


def listed(number: int = 7, **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "state": "open",
        "user": {"login": "mallory"},
        "head": {"sha": HEAD, "label": "mallory:feature", "repo": {"full_name": "mallory/model"}},
        "base": {"sha": "b" * 40, "repo": HERE},
        **changes,
    }


def find(github: GitHubDouble, run: WorkflowRun = RUN) -> int:
    return find_run_pull_request(Access(api=github.url, repository="octo/model", token="t"), run, QUICK).number  # noqa: S106 - no token


@pytest.mark.parametrize("fork", [True, False])
def test_by_commit_and_of_a_fork_by_branch(github: GitHubDouble, *, fork: bool) -> None:
    github.pulls = [listed(fork=fork)]
    assert find(github) == 7


def test_a_fork_is_known_as_one(github: GitHubDouble) -> None:
    github.pulls = [listed()]
    access = Access(api=github.url, repository="octo/model", token="t")  # noqa: S106 - no token
    assert find_run_pull_request(access, RUN, QUICK).origin is Origin.FORK


@pytest.mark.parametrize(
    "pulls",
    [
        [],
        [listed(state="closed")],
        [listed(base={"repo": {"full_name": "mallory/model"}})],
        [listed(head={"sha": "d" * 40, "label": "mallory:feature", "repo": HERE})],
        [listed(7), listed(8)],
    ],
)
def test_none_or_several_is_no_answer(github: GitHubDouble, pulls: list[dict[str, Any]]) -> None:
    github.pulls = pulls
    with pytest.raises(PublishError) as caught:
        find(github)
    assert caught.value.cause is Cause.NO_PULL_REQUEST


def test_a_branch_of_any_name_stays_a_value(github: GitHubDouble) -> None:
    branch = "mallory:a&state=all&b#c?d=%2f\n"
    github.pulls = [listed(fork=True, head={"sha": HEAD, "label": branch, "repo": HERE})]
    assert find(github, WorkflowRun(id=5, head=HEAD, branch=branch)) == 7


def test_a_lost_answer_is_asked_for_again(github: GitHubDouble) -> None:
    github.pulls = [listed()]
    github.faults["GET"] = [Fault(status=502, body="<html>"), Fault(drop=True)]
    assert find(github) == 7


@pytest.mark.parametrize("body", ["{}", "<html>", "[1, null, {}]"])
def test_an_answer_of_another_shape(github: GitHubDouble, body: str) -> None:
    github.faults["GET"] = [Fault(body=body)] * 9
    with pytest.raises(PublishError):
        find(github)


def event(**changes: Any) -> dict[str, Any]:
    run = {
        "id": 5,
        "event": "pull_request",
        "head_sha": HEAD,
        "head_branch": "feature",
        "head_repository": {"owner": {"login": "mallory"}},
        "pull_requests": [{"number": 99}],
    }
    return {"action": "completed", "workflow_run": {**run, **changes}}


def test_the_run_of_an_event() -> None:
    assert find_finished_run(event()) == RUN
    assert find_finished_run(event(head_repository=None)) == WorkflowRun(id=5, head=HEAD, branch="")


@pytest.mark.parametrize(
    "payload", [None, {}, event(event="push"), event(head_sha="x"), event(id="5"), {"workflow_run": None}]
)
def test_no_run_of_a_pull_request(payload: object) -> None:
    assert find_finished_run(payload) is None
