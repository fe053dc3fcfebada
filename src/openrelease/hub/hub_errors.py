"""A failed request to the Hugging Face Hub -> `HubError`: what is wrong, and whether a retry can help.

Statuses and headers as https://huggingface.co/docs/hub/api and huggingface_hub have them: a repository that does
not exist answers 401, so that nobody can find out the names of private ones.
"""

import enum
import re
from collections.abc import Mapping

from openrelease.errors import OpenReleaseError

_DETAIL_LIMIT = 200  # characters of a message of the server that are kept
_RESET = re.compile(r"\br *= *0 *;.{0,40}?\bt *= *([0-9]{1,6})")  # RateLimit: "api";r=0;t=168


class HubCause(enum.Enum):
    """Why a request failed; the value is the clause that is printed."""

    NOT_FOUND = "it does not exist on the Hub, or is private and the token may not read it"
    NO_REVISION = "the Hub knows no such revision of it"
    NO_FILE = "the Hub lists this file and has no content for it"
    GATED = "it is gated: accept its terms on the Hub and set HF_TOKEN to read its files"
    DISABLED = "it was disabled on the Hub"
    FORBIDDEN = "the token may not read it"
    BAD_TOKEN = "the Hub does not accept the token (HF_TOKEN)"  # noqa: S105 - a sentence about tokens, not one
    RATE_LIMITED = "the rate limit of the Hub is reached; set HF_TOKEN for a higher one, or try again later"
    REFUSED = "the Hub refused the request"
    UNAVAILABLE = "the Hub is unavailable"
    TOO_MUCH = "it exceeds the limits for requests to the Hub"
    ELSEWHERE = "the Hub redirects to a host that is not its own"
    FOREIGN = "the response is not from the Hub's API"
    NO_CLIENT = "to read the Hub, install huggingface_hub: pip install 'openrelease[hub]'"


_CAUSE_BY_CODE = {
    "RevisionNotFound": HubCause.NO_REVISION,
    "EntryNotFound": HubCause.NO_FILE,
    "GatedRepo": HubCause.GATED,
    "RepoNotFound": HubCause.NOT_FOUND,
}
_CAUSE_BY_STATUS = {
    401: HubCause.NOT_FOUND,
    403: HubCause.FORBIDDEN,
    404: HubCause.NOT_FOUND,
    410: HubCause.NOT_FOUND,
    429: HubCause.RATE_LIMITED,
}
_CAUSE_BY_MESSAGE = {
    "access to this resource is disabled": HubCause.DISABLED,
    "invalid credentials": HubCause.BAD_TOKEN,
    "gated": HubCause.GATED,
}
_TRANSIENT = {HubCause.RATE_LIMITED, HubCause.UNAVAILABLE}


class HubError(OpenReleaseError):
    """A request to the Hub failed: the repository cannot be read, which is not a verdict.

    `wait` is the number of seconds to wait that the Hub asks for, None where it does not.
    """

    exit_code = 3

    def __init__(self, cause: HubCause, detail: str = "", wait: float | None = None) -> None:
        """`detail` is untrusted text, which is escaped where the error is printed."""
        short = detail[:_DETAIL_LIMIT]
        super().__init__(f"{cause.value} ({short})" if short else cause.value)
        self.cause = cause
        self.wait = wait

    @property
    def transient(self) -> bool:
        """Whether the same request may succeed later."""
        return self.cause in _TRANSIENT


def error_from_answer(status: int, headers: Mapping[str, str]) -> HubError:
    """Return the error for a response that is not a success; header names are in lower case."""
    return HubError(_find_cause(status, headers), f"HTTP {status}", _find_wait(headers))


def _find_cause(status: int, headers: Mapping[str, str]) -> HubCause:
    if status >= 500:  # noqa: PLR2004 - server errors
        return HubCause.UNAVAILABLE
    message = headers.get("x-error-message", "").lower()
    by_message = next((cause for words, cause in _CAUSE_BY_MESSAGE.items() if words in message), None)
    by_code = _CAUSE_BY_CODE.get(headers.get("x-error-code", ""))
    return by_code or by_message or _CAUSE_BY_STATUS.get(status, HubCause.REFUSED)


def _find_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds until the next request is allowed."""
    after, reset = headers.get("retry-after", ""), _RESET.search(headers.get("ratelimit", ""))
    if after.isdecimal():
        return float(after)
    return float(reset[1]) if reset else None
