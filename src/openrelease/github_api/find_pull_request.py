"""A finished run of a pull request's workflow -> the pull request, asked of GitHub and not of the run.

https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.event_payload import PullRequest, Run, of_pull
from openrelease.github_api.github_client import Access, Client
from openrelease.github_api.retry_requests import Patience, persist


def find_pull(access: Access, run: Run, patience: Patience | None = None) -> PullRequest:
    """The one open pull request into this repository whose head is the commit of the run.

    Raises `PublishError` where there is none, or more than one: nobody can tell which it was about.
    """
    with closing(Client(access)) as client:
        found = persist(lambda: _found(client, access.repository, run), patience or Patience())
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} open pull requests have" if found else "no open pull request has"
    raise PublishError(Cause.NO_PULL_REQUEST, f"{several} commit {run.head[:12]} as head")


def _found(client: Client, repository: str, run: Run) -> tuple[PullRequest, ...]:
    """By commit; the commits of forks are not always known by it, so by branch next."""
    by_commit = tuple(_pulls(client, f"/commits/{run.head}/pulls", {}, repository, run.head))
    if by_commit or not run.branch:
        return by_commit
    query = {"state": "open", "head": run.branch}
    return tuple(_pulls(client, "/pulls", query, repository, run.head))


def _pulls(
    client: Client, path: str, query: Mapping[str, str], repository: str, head: str
) -> Iterator[PullRequest]:
    listed = client.send("GET", path, parameters={**query, "per_page": 100})
    if not isinstance(listed, list):
        raise PublishError(Cause.FOREIGN, "no list of pull requests")
    for each in listed:
        pull = of_pull(each, repository)
        if pull and pull.head == head and isinstance(each, Mapping) and each.get("state") == "open":
            yield pull
