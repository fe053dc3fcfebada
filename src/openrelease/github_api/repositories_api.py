"""An organization or user -> the repositories that the token may see.

https://docs.github.com/en/rest/repos/repos#list-organization-repositories
"""

from collections.abc import Iterator, Mapping
from contextlib import closing

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.github_client import Access, Client, get_text
from openrelease.github_api.retry_requests import Patience, retry_request
from openrelease.values import dataclass

_PAGE = 100  # repositories in a response, the most that GitHub gives
_MOST_PAGES = 1_000


@dataclass(frozen=True, kw_only=True)
class ListedRepository:
    """A repository by its current OWNER/NAME."""

    name: str
    archived: bool = False
    fork: bool = False
    disabled: bool = False

    def left_out(self, *, forks: bool) -> str:
        """Return why a survey leaves it out, "" where it does not."""
        return "disabled" if self.disabled else "fork" if self.fork and not forks else ""


def list_repositories(
    api: str, owner: str, token: str, patience: Patience | None = None
) -> tuple[ListedRepository, ...]:
    """Return all repositories of an owner, sorted by name; raises `PublishError`."""
    with closing(Client(Access(api=api, repository=owner, token=token))) as client:
        try:
            return _list_all(client, f"/orgs/{owner}/repos", patience or Patience())
        except PublishError as error:
            if error.cause is not Cause.NOT_FOUND:
                raise
            return _list_all(client, f"/users/{owner}/repos", patience or Patience())


def _list_all(client: Client, path: str, patience: Patience) -> tuple[ListedRepository, ...]:
    found = {each.name.lower(): each for each in _read_pages(client, path, patience)}
    return tuple(found[name] for name in sorted(found))


def _read_pages(client: Client, path: str, patience: Patience) -> Iterator[ListedRepository]:
    for page in range(1, _MOST_PAGES + 1):
        parameters = {"per_page": str(_PAGE), "page": str(page), "sort": "full_name"}
        answer = retry_request(lambda: client.ask("GET", path, parameters=parameters), patience)  # noqa: B023 - called at once
        if not isinstance(answer, list):
            raise PublishError(Cause.FOREIGN, "not a list of repositories")
        yield from map(_parse_repository, answer)
        if len(answer) < _PAGE:
            return


def _parse_repository(data: object) -> ListedRepository:
    name = get_text(data, "full_name")
    if name is None or not isinstance(data, Mapping):
        raise PublishError(Cause.FOREIGN, "not a repository")
    flags = {key: data.get(key) is True for key in ("archived", "fork", "disabled")}
    return ListedRepository(name=name, **flags)
