"""A failed call to GitHub -> a `PublishError`: what is wrong, and whether a retry can help.

Statuses and headers follow https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
and https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api.
"""

import enum
import time
from collections.abc import Mapping

from openrelease.errors import OpenReleaseError

_DETAIL_LIMIT = 200  # characters of GitHub's message that are kept


class Cause(enum.Enum):
    """Why a request failed; the value is the clause that is printed."""

    BAD_TOKEN = "GitHub does not accept the token"  # noqa: S105 - a sentence about tokens, not one
    FORBIDDEN = "the token may not do that"
    LOCKED = "the conversation is locked"
    ARCHIVED = "the repository is archived"
    NO_PULL_REQUEST = "there is no pull request to comment on"
    NOT_FOUND = "it does not exist, or the token may not read it"
    REFUSED = "GitHub refused the request"
    TOO_MUCH = "it exceeds the limits for requests to GitHub's API"
    RATE_LIMITED = "the rate limit of GitHub's API is reached"
    UNAVAILABLE = "GitHub's API is unavailable"
    FOREIGN = "the response is not from GitHub's API"


_CAUSE_BY_STATUS = {
    401: Cause.BAD_TOKEN,
    403: Cause.FORBIDDEN,
    404: Cause.NOT_FOUND,
    410: Cause.NOT_FOUND,
    429: Cause.RATE_LIMITED,
}
# In this order: the last request within a rate limit may still lack permission.
_CAUSE_BY_MESSAGE = {
    "not accessible": Cause.FORBIDDEN,
    "rate limit": Cause.RATE_LIMITED,
    "locked": Cause.LOCKED,
    "archived": Cause.ARCHIVED,
}
_TRANSIENT = {Cause.RATE_LIMITED, Cause.UNAVAILABLE}


class PublishError(OpenReleaseError):
    """A request to GitHub failed. It never changes a verdict.

    `wait` is the number of seconds to wait that GitHub asks for, None where it does not.
    """

    def __init__(self, cause: Cause, detail: str = "", wait: float | None = None) -> None:
        """`detail` is untrusted text, which is escaped where the error is printed."""
        short = detail[:_DETAIL_LIMIT]
        super().__init__(f"{cause.value}: {short}" if short else cause.value)
        self.cause = cause
        self.wait = wait

    @property
    def transient(self) -> bool:
        """Whether the same request may succeed later."""
        return self.cause in _TRANSIENT


def error_from_response(status: int, headers: Mapping[str, str], message: str) -> PublishError:
    """Return the error for an HTTP response that is not a success; header names are in lower case."""
    return PublishError(
        _find_cause(status, headers, message.lower()), f"{status} {message}".strip(), _find_wait(headers)
    )


def _find_cause(status: int, headers: Mapping[str, str], message: str) -> Cause:
    if status >= 500:  # noqa: PLR2004 - server errors
        return Cause.UNAVAILABLE
    if status == 403:  # noqa: PLR2004 - one status for lack of permission, for limits and for locks
        limited = "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0"
        otherwise = Cause.RATE_LIMITED if limited else Cause.FORBIDDEN
        return next((cause for words, cause in _CAUSE_BY_MESSAGE.items() if words in message), otherwise)
    return _CAUSE_BY_STATUS.get(status, Cause.REFUSED)


def _find_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds until the next request is allowed."""
    after, reset = headers.get("retry-after", ""), headers.get("x-ratelimit-reset", "")
    if after.isdecimal():
        return float(after)
    if reset.isdecimal() and headers.get("x-ratelimit-remaining") == "0":
        return max(0.0, float(reset) - time.time()) + 1  # the limit ends somewhere within that second
    return None
