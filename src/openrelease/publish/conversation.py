"""GitHub's API -> the comments of one pull request, read and written through PyGithub.

Each method is one request (listing: one a page) and none is repeated here: `patience` decides on that.
https://docs.github.com/en/rest/issues/comments
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from openrelease.publish.failure import Cause, PublishError, from_answer

PAGE = 100  # comments a page, the most that GitHub gives
_PAGES = 100  # a conversation has at most 2,500 comments; a server that always has more is not GitHub
# What PyGithub and requests raise, besides their own errors, at an answer of another shape or host.
_CONFUSED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, kw_only=True)
class Thread:
    """Where to write, and as whom. `api` is the base URL of the REST API.

    `login` is the account behind the token where that is known: the token of a workflow cannot ask.
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
    """A comment as GitHub gives it; `kind` is the type of its author's account, such as "Bot"."""

    id: int
    body: str
    url: str
    login: str
    kind: str


class Conversation:
    """The comments of one pull request."""

    def __init__(self, thread: Thread) -> None:
        """Prepare; nothing is sent yet."""
        import github  # noqa: PLC0415 - only a run that comments pays for the import

        self._thread = thread
        self._path = f"/repos/{thread.repository}/issues"
        with _translated():
            self._client = github.Github(
                auth=github.Auth.Token(thread.token),
                base_url=thread.api,
                timeout=thread.timeout,
                retry=None,
                lazy=True,
                seconds_between_requests=0,
                seconds_between_writes=0,
            )

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def comments(self) -> Iterator[Comment]:
        """Every comment, the oldest first."""
        for page in range(1, _PAGES + 1):
            path = f"{self._path}/{self._thread.number}/comments"
            batch = self._send("GET", path, parameters={"per_page": PAGE, "page": page})
            if not isinstance(batch, list):
                raise PublishError(Cause.FOREIGN, "no list of comments")
            yield from map(_comment, batch)
            if len(batch) < PAGE:
                return
        raise PublishError(Cause.FOREIGN, "the list of comments has no end")

    def create(self, body: str) -> Comment:
        """Write a new comment."""
        return _comment(
            self._send("POST", f"{self._path}/{self._thread.number}/comments", input={"body": body})
        )

    def edit(self, comment: Comment, body: str) -> Comment:
        """Replace the text of a comment."""
        return _comment(self._send("PATCH", f"{self._path}/comments/{comment.id}", input={"body": body}))

    def login(self) -> str | None:
        """Ask for the account behind the token; None for the token of an app, which may not ask."""
        if self._thread.login:
            return self._thread.login
        try:
            account = self._send("GET", "/user")
        except PublishError as error:
            if error.cause is Cause.FORBIDDEN:
                return None
            raise
        return _text(account, "login")

    def _send(self, verb: str, path: str, **content: Any) -> Any:
        with _translated():
            return self._client.requester.requestJsonAndCheck(verb, path, **content)[1]


@contextmanager
def _translated() -> Iterator[None]:
    """Let the failures of a block, of whatever sort, leave it as `PublishError`."""
    import github  # noqa: PLC0415 - as above

    try:
        yield
    except github.GithubException as error:
        headers = {name.lower(): str(value) for name, value in (error.headers or {}).items()}
        raise from_answer(error.status, headers, _message(error.data)) from None
    except OSError as error:  # requests' errors are all of this kind
        raise PublishError(Cause.UNAVAILABLE, type(error).__name__) from None
    except _CONFUSED as error:
        raise PublishError(Cause.FOREIGN, type(error).__name__) from None


def _message(data: object) -> str:
    message = data.get("message") if isinstance(data, Mapping) else None
    return message if isinstance(message, str) else ""


def _comment(data: object) -> Comment:
    if not isinstance(data, Mapping) or not isinstance(data.get("id"), int):
        raise PublishError(Cause.FOREIGN, "no comment")
    author = data.get("user") or {}  # null where the account is gone
    return Comment(
        id=data["id"],
        body=_text(data, "body") or "",
        url=_text(data, "html_url") or "",
        login=_text(author, "login") or "",
        kind=_text(author, "type") or "",
    )


def _text(data: object, key: str) -> str | None:
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else None
