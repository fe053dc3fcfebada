"""GitHub's API -> the comments of one pull request, read and written.

Each method sends one request (listing: one per page); retries are in `retry_requests`.
https://docs.github.com/en/rest/issues/comments
"""

from collections.abc import Iterator, Mapping

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.github_client import Access, Client, get_text
from openrelease.values import dataclass, field

PAGE_SIZE = 100  # comments per page, the maximum of the API
_MAX_PAGES = 100  # a conversation has at most 2,500 comments


@dataclass(frozen=True, kw_only=True)
class Thread:
    """The conversation to write to, and the account. `api` is the base URL of the REST API.

    `login` is the account of the token where that is known: the token of a workflow cannot query it.
    `timeout` is in seconds, for each read.
    """

    api: str
    repository: str
    number: int
    token: str = field(repr=False)
    login: str | None = None
    timeout: int = 10


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A comment as the API returns it; `kind` is the type of its author's account, such as "Bot"."""

    id: int
    body: str
    url: str
    login: str
    kind: str


class Conversation:
    """The comments of one pull request."""

    def __init__(self, thread: Thread) -> None:
        """Create the client; nothing is sent yet."""
        self._login = thread.login
        self._path = f"/issues/{thread.number}/comments"
        self._client = Client(
            Access(api=thread.api, repository=thread.repository, token=thread.token, timeout=thread.timeout)
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def comments(self) -> Iterator[Comment]:
        """Yield every comment, the oldest first."""
        for page in range(1, _MAX_PAGES + 1):
            batch = self._client.send("GET", self._path, parameters={"per_page": PAGE_SIZE, "page": page})
            if not isinstance(batch, list):
                raise PublishError(Cause.FOREIGN, "not a list of comments")
            yield from map(_parse_comment, batch)
            if len(batch) < PAGE_SIZE:
                return
        raise PublishError(Cause.FOREIGN, "the list of comments does not end")

    def create(self, body: str) -> Comment:
        """Create a comment."""
        return _parse_comment(self._client.send("POST", self._path, input={"body": body}))

    def edit(self, comment: Comment, body: str) -> Comment:
        """Replace the text of a comment."""
        return _parse_comment(self._client.send("PATCH", f"/issues/comments/{comment.id}", input={"body": body}))

    def login(self) -> str | None:
        """Return the account of the token; None for the token of an app, which may not query it."""
        if self._login:
            return self._login
        try:
            account = self._client.ask("GET", "/user")
        except PublishError as error:
            if error.cause is Cause.FORBIDDEN:
                return None
            raise
        return get_text(account, "login")


def _parse_comment(data: object) -> Comment:
    if not isinstance(data, Mapping) or not isinstance(data.get("id"), int):
        raise PublishError(Cause.FOREIGN, "not a comment")
    author = data.get("user") or {}  # null for a deleted account
    return Comment(
        id=data["id"],
        body=get_text(data, "body") or "",
        url=get_text(data, "html_url") or "",
        login=get_text(author, "login") or "",
        kind=get_text(author, "type") or "",
    )
