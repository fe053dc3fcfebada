"""A finished workflow run -> its pull request, looked up by GitHub's API instead of trusting the run.

https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
"""

from collections.abc import Iterator, Mapping
from contextlib import closing

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.event_payload import PullRequest, WorkflowRun, parse_pull_request
from openrelease.github_api.github_client import Access, Client
from openrelease.github_api.retry_requests import Patience, retry_request


def find_run_pull_request(access: Access, run: WorkflowRun, patience: Patience | None = None) -> PullRequest:
    """Return the one open pull request into this repository whose head is the commit of the run.

    Raises `PublishError` where there is none, or more than one.
    """
    with closing(Client(access)) as client:
        found = retry_request(lambda: _find_candidates(client, access.repository, run), patience or Patience())
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} open pull requests have" if found else "no open pull request has"
    raise PublishError(Cause.NO_PULL_REQUEST, f"{several} commit {run.head[:12]} as head")


def _find_candidates(client: Client, repository: str, run: WorkflowRun) -> tuple[PullRequest, ...]:
    """Look up by commit, then by branch: the API does not find all commits of forks."""
    by_commit = tuple(_list_pull_requests(client, f"/commits/{run.head}/pulls", {}, repository, run.head))
    if by_commit or not run.branch:
        return by_commit
    query = {"state": "open", "head": run.branch}
    return tuple(_list_pull_requests(client, "/pulls", query, repository, run.head))


def _list_pull_requests(
    client: Client, path: str, query: Mapping[str, str], repository: str, head: str
) -> Iterator[PullRequest]:
    listed = client.send("GET", path, parameters={**query, "per_page": 100})
    if not isinstance(listed, list):
        raise PublishError(Cause.FOREIGN, "not a list of pull requests")
    for each in listed:
        pull = parse_pull_request(each, repository)
        if pull and pull.head == head and isinstance(each, Mapping) and each.get("state") == "open":
            yield pull
