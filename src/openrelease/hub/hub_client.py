"""A request -> the answer of the Hub, within limits of count, bytes and time; every failure is a `HubError`.

`huggingface_hub` knows the endpoint (HF_ENDPOINT), the token (HF_TOKEN) and the connections; it is imported here, and
only when a client is made. Its own downloads are not used: they have no limit of bytes, and may sleep for minutes
until a rate limit ends.
"""

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin, urlsplit

from openrelease import __version__
from openrelease.hub.hub_answer import HubAnswer
from openrelease.hub.hub_errors import HubCause, HubError, error_from_answer
from openrelease.hub.kept_answers import KeptAnswers
from openrelease.values import dataclass, field

_HUB_DOMAINS = ("huggingface.co", "hf.co")
"""Where the Hub keeps its files: https://huggingface.co/docs/hub/storage-backends, cdn-lfs.hf.co and others."""

_MAX_REDIRECTS = 4
_SUCCESS = frozenset({200, 206})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, kw_only=True)
class HubLimits:
    """What reading one repository may take: requests, bytes of answers, and seconds.

    `timeout` is for each read. A failed request is repeated `tries` - 1 times, after `pause` seconds, twice that and
    so on, or after what the Hub asks for, if that is at most `longest_wait`.
    """

    requests: int = 300
    bytes: int = 67_108_864
    seconds: float = 90
    timeout: float = 10
    tries: int = 3
    pause: float = 0.5
    longest_wait: float = 10


@dataclass(kw_only=True)
class HubClient:
    """Reads the Hub; `requests` and `bytes_read` count what was asked for so far, redirects included.

    `kept` are answers of earlier runs, None for no cache.
    """

    limits: HubLimits = field(default_factory=HubLimits)
    kept: KeptAnswers | None = None
    requests: int = 0
    bytes_read: int = 0

    def __post_init__(self) -> None:
        """Create the session; nothing is sent yet."""
        try:
            from huggingface_hub import constants, get_session, get_token  # noqa: PLC0415 - slow, and optional
        except ImportError:
            raise HubError(HubCause.NO_CLIENT) from None
        self.endpoint = (os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")
        self._offline = constants.is_offline_mode()
        self._session: Any = get_session()
        # not build_hf_headers, which asks the Hub about coding agents; what is counted is what is kept
        self._headers = {"user-agent": f"openrelease/{__version__}", "accept-encoding": "identity"}
        # an HF_TOKEN that is empty means none, also where a login of this machine is stored
        if (token := get_token()) and os.environ.get("HF_TOKEN") != "":
            self._headers["authorization"] = f"Bearer {token}"
        self._end = time.monotonic() + self.limits.seconds

    @property
    def identity(self) -> str:
        """The endpoint and the token, which the answers depend on."""
        return f"{self.endpoint} {self._headers.get('authorization', '')}"

    def fetch(self, path: str, limit: int, *, headers: Mapping[str, str] | None = None) -> HubAnswer:
        """GET a path below the endpoint, or a URL of the Hub; an answer of more than `limit` bytes is refused."""
        url = urljoin(f"{self.endpoint}/", path)
        for tried in range(1, self.limits.tries):
            try:
                return self._follow(url, limit, headers or {})
            except HubError as error:
                wait = self.limits.pause * (1 << (tried - 1)) if error.wait is None else error.wait
                out_of_time = time.monotonic() + wait > self._end
                if not error.transient or wait > self.limits.longest_wait or out_of_time:
                    raise
            time.sleep(wait)
        return self._follow(url, limit, headers or {})

    def _follow(self, url: str, limit: int, headers: Mapping[str, str]) -> HubAnswer:
        """Send a request, and follow redirects within the Hub; the token goes to the endpoint alone."""
        for _ in range(_MAX_REDIRECTS + 1):
            if not self._is_of_hub(url):
                raise HubError(HubCause.ELSEWHERE, urlsplit(url).hostname or "")
            answer = self._send(url, limit, {**self._headers, **headers})
            if answer.status in _SUCCESS:
                return answer
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                raise error_from_answer(answer.status, answer.headers)
            url = urljoin(url, location)
        raise HubError(HubCause.FOREIGN, "too many redirects")

    def _send(self, url: str, limit: int, headers: Mapping[str, str]) -> HubAnswer:
        import httpx2  # noqa: PLC0415 - what huggingface_hub brings

        self._count_request()
        own = _origin(url) == _origin(self.endpoint)
        sent = {name: value for name, value in headers.items() if own or name.lower() != "authorization"}
        try:
            with self._session.stream(
                "GET", url, headers=sent, follow_redirects=False, timeout=self.limits.timeout
            ) as response:
                answered = {name.lower(): value for name, value in response.headers.items()}
                if answered.get("content-encoding", "identity") != "identity":
                    raise HubError(HubCause.FOREIGN, "an encoded answer")
                wanted = limit if response.status_code in _SUCCESS else 0
                content = self._read_body(response, wanted) if wanted else b""
                return HubAnswer(status=response.status_code, headers=answered, content=content)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError) as error:
            raise HubError(HubCause.UNAVAILABLE, type(error).__name__) from None

    def _count_request(self) -> None:
        if self._offline:
            raise HubError(HubCause.REFUSED, "HF_HUB_OFFLINE is set")
        if self.requests >= self.limits.requests:
            raise HubError(HubCause.TOO_MUCH, f"{self.limits.requests} requests")
        if time.monotonic() > self._end:
            raise HubError(HubCause.TOO_MUCH, f"{self.limits.seconds:g} seconds")
        self.requests += 1

    def _read_body(self, response: Any, limit: int) -> bytes:
        """Read the body; a read timeout restarts with every byte that a slow server sends, so the clock counts."""
        pieces: list[bytes] = []
        length = 0
        for piece in response.iter_raw():
            length += len(piece)
            self.bytes_read += len(piece)
            if length > limit or self.bytes_read > self.limits.bytes:
                raise HubError(HubCause.TOO_MUCH, f"{min(limit, self.limits.bytes):,} bytes")
            if time.monotonic() > self._end:
                raise HubError(HubCause.TOO_MUCH, f"{self.limits.seconds:g} seconds")
            pieces.append(piece)
        return b"".join(pieces)

    def _is_of_hub(self, url: str) -> bool:
        """Return whether a URL is at the endpoint, or at a host of the Hub over HTTPS."""
        if _origin(url) == _origin(self.endpoint):
            return True
        scheme, host, port = _origin(url)
        known = any(host == domain or host.endswith(f".{domain}") for domain in _HUB_DOMAINS)
        return scheme == "https" and port in {None, 443} and known


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    port: int | None = -1
    with suppress(ValueError):  # a port that is no number
        port = parts.port
    return parts.scheme, (parts.hostname or "").lower(), port
