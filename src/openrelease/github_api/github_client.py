"""A request -> the response of GitHub's API, through PyGithub; every failure is raised as `PublishError`.

Each call sends one request; retries are in `retry_requests`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from openrelease.github_api.api_errors import Cause, PublishError, error_from_response
from openrelease.values import dataclass, field

# What PyGithub and requests raise, besides their own errors, for a response of an unexpected shape.
_UNEXPECTED_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, kw_only=True)
class Access:
    """A repository (OWNER/NAME), the base URL of the API, and a token.

    `timeout` is in seconds, for each read.
    """

    api: str
    repository: str
    token: str = field(repr=False)
    timeout: int = 10


class Client:
    """A client for the API of one repository."""

    def __init__(self, access: Access) -> None:
        """Create the client; nothing is sent yet."""
        import github  # noqa: PLC0415 - only steps that publish need it

        self._token = access.token
        self._path = f"/repos/{access.repository}"
        with _translate_errors(access.token):
            self._client = github.Github(
                auth=github.Auth.Token(access.token) if access.token else None,
                base_url=access.api,
                timeout=access.timeout,
                retry=None,
                lazy=True,
                seconds_between_requests=0,
                seconds_between_writes=0,
            )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(self, verb: str, path: str, **content: Any) -> Any:
        """Send a request below /repos/OWNER/NAME and return the decoded response.

        `parameters` is the query, `input` the body.
        """
        return self.ask(verb, f"{self._path}{path}", **content)

    def ask(self, verb: str, path: str, **content: Any) -> Any:
        """Send a request below the API and return the decoded response."""
        with _translate_errors(self._token):
            return self._client.requester.requestJsonAndCheck(verb, path, **content)[1]


def get_text(data: object, key: str) -> str | None:
    """Return a string field of a response; None where it is missing or of another type."""
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else None


@contextmanager
def _translate_errors(token: str) -> Iterator[None]:
    """Raise every failure of the block as `PublishError`, with the token removed from its message."""
    import github  # noqa: PLC0415 - as above

    try:
        yield
    except github.GithubException as error:
        headers = {name.lower(): str(value) for name, value in (error.headers or {}).items()}
        message = (get_text(error.data, "message") or "").replace(token or "\0", "[token]")
        raise error_from_response(error.status, headers, message) from None
    except OSError as error:  # the base class of the errors of requests
        raise PublishError(Cause.UNAVAILABLE, type(error).__name__) from None
    except _UNEXPECTED_ERRORS as error:
        raise PublishError(Cause.FOREIGN, type(error).__name__) from None
