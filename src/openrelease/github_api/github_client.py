"""A request -> the answer of GitHub's API, through PyGithub; every failure leaves here as `PublishError`.

Each call is one request and none is repeated here: `patience` decides on that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from openrelease.github_api.api_errors import Cause, PublishError, error_from_response

# What PyGithub and requests raise, besides their own errors, at an answer of another shape or host.
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
    """Which repository (OWNER/NAME), by which API (its base URL), with which token.

    `timeout` is in seconds, for each read.
    """

    api: str
    repository: str
    token: str = field(repr=False)
    timeout: int = 10


class Client:
    """The API of one repository."""

    def __init__(self, access: Access) -> None:
        """Prepare; nothing is sent yet."""
        import github  # noqa: PLC0415 - only a run that publishes pays for the import

        self._token = access.token
        self._path = f"/repos/{access.repository}"
        with _translate_errors(access.token):
            self._client = github.Github(
                auth=github.Auth.Token(access.token),
                base_url=access.api,
                timeout=access.timeout,
                retry=None,
                lazy=True,
                seconds_between_requests=0,
                seconds_between_writes=0,
            )

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def send(self, verb: str, path: str, **content: Any) -> Any:
        """One request below the repository, decoded; `parameters` is the query, `input` the body."""
        return self.ask(verb, f"{self._path}{path}", **content)

    def ask(self, verb: str, path: str, **content: Any) -> Any:
        """One request below the API itself."""
        with _translate_errors(self._token):
            return self._client.requester.requestJsonAndCheck(verb, path, **content)[1]


def get_text(data: object, key: str) -> str | None:
    """A text field of an answer; None where it is missing or something else."""
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else None


@contextmanager
def _translate_errors(token: str) -> Iterator[None]:
    """Let the failures of a block, of whatever sort, leave it as `PublishError`; none quotes the token."""
    import github  # noqa: PLC0415 - as above

    try:
        yield
    except github.GithubException as error:
        headers = {name.lower(): str(value) for name, value in (error.headers or {}).items()}
        message = (get_text(error.data, "message") or "").replace(token or "\0", "[token]")
        raise error_from_response(error.status, headers, message) from None
    except OSError as error:  # requests' errors are all of this kind
        raise PublishError(Cause.UNAVAILABLE, type(error).__name__) from None
    except _UNEXPECTED_ERRORS as error:
        raise PublishError(Cause.FOREIGN, type(error).__name__) from None
