"""A failed call to GitHub -> a `PublishError`: what is wrong, and whether waiting can help.

Statuses and headers follow https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
and https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api.
"""

from __future__ import annotations

import enum
import time
from collections.abc import Mapping

from openrelease.errors import OpenReleaseError

_DETAIL_LIMIT = 200  # characters of GitHub's own words that a log line needs


class Cause(enum.Enum):
    """Why something could not be written, or asked for; the value is the clause that people read."""

    BAD_TOKEN = "GitHub does not accept the token"  # noqa: S105 - a sentence about tokens, not one
    FORBIDDEN = "the token may not do that"
    LOCKED = "the conversation is locked"
    ARCHIVED = "the repository is archived"
    NO_PULL_REQUEST = "there is nothing to comment on"
    NOT_FOUND = "GitHub shows no such thing to this token"
    REFUSED = "GitHub refuses it"
    TOO_MUCH = "it is more than is asked of GitHub's API"
    RATE_LIMITED = "the rate limit of GitHub's API is reached"
    UNAVAILABLE = "GitHub's API cannot be reached or fails"
    FOREIGN = "what answered is not GitHub's API"


_CAUSE_BY_STATUS = {
    401: Cause.BAD_TOKEN,
    403: Cause.FORBIDDEN,
    404: Cause.NOT_FOUND,
    410: Cause.NOT_FOUND,
    429: Cause.RATE_LIMITED,
}
# In this order: the last request that a limit allows may be refused for want of permission.
_CAUSE_BY_MESSAGE = {
    "not accessible": Cause.FORBIDDEN,
    "rate limit": Cause.RATE_LIMITED,
    "locked": Cause.LOCKED,
    "archived": Cause.ARCHIVED,
}
_TRANSIENT = {Cause.RATE_LIMITED, Cause.UNAVAILABLE}


class PublishError(OpenReleaseError):
    """GitHub did not take what was to be published. It never changes a verdict.

    `wait` is how many seconds GitHub asks us to wait, None where it does not say.
    """

    def __init__(self, cause: Cause, detail: str = "", wait: float | None = None) -> None:
        """`detail` is quoted from elsewhere: whoever prints the error escapes it."""
        short = detail[:_DETAIL_LIMIT]
        super().__init__(f"{cause.value}: {short}" if short else cause.value)
        self.cause = cause
        self.wait = wait

    @property
    def transient(self) -> bool:
        """Whether the same call may succeed a little later."""
        return self.cause in _TRANSIENT


def error_from_response(status: int, headers: Mapping[str, str], message: str) -> PublishError:
    """Make the error for an HTTP answer that is not a success; header names are in lower case."""
    return PublishError(
        _find_cause(status, headers, message.lower()), f"{status} {message}".strip(), _find_wait(headers)
    )


def _find_cause(status: int, headers: Mapping[str, str], message: str) -> Cause:
    if status >= 500:  # noqa: PLR2004 - the class of server errors
        return Cause.UNAVAILABLE
    if status == 403:  # noqa: PLR2004 - one status for lack of permission, for limits and for locks
        limited = "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0"
        otherwise = Cause.RATE_LIMITED if limited else Cause.FORBIDDEN
        return next((cause for words, cause in _CAUSE_BY_MESSAGE.items() if words in message), otherwise)
    return _CAUSE_BY_STATUS.get(status, Cause.REFUSED)


def _find_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds until GitHub wants to hear from us again."""
    after, reset = headers.get("retry-after", ""), headers.get("x-ratelimit-reset", "")
    if after.isdecimal():
        return float(after)
    if reset.isdecimal() and headers.get("x-ratelimit-remaining") == "0":
        return max(0.0, float(reset) - time.time()) + 1  # the limit ends somewhere within that second
    return None
