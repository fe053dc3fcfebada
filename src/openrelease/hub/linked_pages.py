"""URLs of papers, DOIs and repositories on GitHub -> whether they are there, by HEAD requests to listed hosts alone."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from openrelease import __version__
from openrelease.model import LinkedPage
from openrelease.values import dataclass, field

HOSTS = frozenset({"arxiv.org", "www.arxiv.org", "doi.org", "dx.doi.org", "github.com", "www.github.com"})
"""The hosts that are asked; redirects are followed among them alone."""

MAX_PAGES = 20
"""Pages that are asked for."""

MAX_SECONDS = 20.0
"""Seconds for all pages together."""

_RESOLVERS = frozenset({"doi.org", "dx.doi.org"})
"""Hosts whose redirect is the answer: a DOI that does not exist is 404, one that does leads to its publisher."""

_MAX_REDIRECTS = 3
_TIMEOUT = 5.0  # seconds, for each read
_GONE = frozenset({404, 410})
_HTTPS = 443


def is_followed_page(url: str) -> bool:
    """Return whether a URL is one of the pages that are asked for."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and (parts.hostname or "").lower() in HOSTS


def resolve_host(host: str) -> tuple[str, ...]:
    """Return the addresses of a host, none where it has none."""
    try:
        return tuple(str(each[4][0]) for each in socket.getaddrinfo(host, _HTTPS, type=socket.SOCK_STREAM))
    except OSError:
        return ()


@dataclass(kw_only=True)
class PageFollower:
    """Asks for pages, each once. `requests` counts what was sent; `resolve` gives the addresses of a host."""

    session: Any = None
    resolve: Callable[[str], Sequence[str]] = resolve_host
    seconds: float = MAX_SECONDS
    requests: int = 0
    known: dict[str, LinkedPage] = field(default_factory=dict)

    def __call__(self, urls: Iterable[str]) -> tuple[LinkedPage, ...]:
        """Return what is behind the URLs that are followed; beyond the limits that is unknown."""
        wanted = [url for url in dict.fromkeys(urls) if is_followed_page(url)]
        end = time.monotonic() + self.seconds
        for url in wanted:
            if url not in self.known:
                beyond = len(self.known) >= MAX_PAGES or time.monotonic() > end
                self.known[url] = LinkedPage(url=url, detail="not asked for") if beyond else self._ask(url, end)
        return tuple(self.known[url] for url in wanted)

    def _ask(self, url: str, end: float) -> LinkedPage:
        try:
            import requests  # noqa: PLC0415 - slow, and optional
        except ImportError:
            return LinkedPage(url=url, detail="requests is not installed: pip install 'openrelease[hub]'")
        self.session = self.session or requests.Session()
        self.session.headers["user-agent"] = f"openrelease/{__version__}"
        try:
            return self._follow(url, end)
        except (requests.RequestException, OSError, ValueError) as error:
            return LinkedPage(url=url, detail=type(error).__name__)

    def _follow(self, url: str, end: float) -> LinkedPage:
        place = url
        for _ in range(_MAX_REDIRECTS + 1):
            parts = urlsplit(place)
            if not is_followed_page(place) or parts.port not in {None, _HTTPS} or not self._is_public(place):
                return LinkedPage(url=url, detail="leads to a host that is not asked")
            if time.monotonic() > end:
                return LinkedPage(url=url, detail="out of time")
            self.requests += 1
            answer = self.session.head(
                parts._replace(scheme="https").geturl(), allow_redirects=False, timeout=_TIMEOUT, stream=True
            )
            answer.close()
            if not answer.is_redirect or parts.hostname in _RESOLVERS:
                return _read_answer(url, answer.status_code, resolved=answer.is_redirect)
            place = urljoin(place, answer.headers["location"])
        return LinkedPage(url=url, detail="too many redirects")

    def _is_public(self, url: str) -> bool:
        """Return whether no address of the host is a private one."""
        addresses = self.resolve(urlsplit(url).hostname or "")
        return bool(addresses) and all(ipaddress.ip_address(each.partition("%")[0]).is_global for each in addresses)


def _read_answer(url: str, status: int, *, resolved: bool) -> LinkedPage:
    if status in _GONE:
        return LinkedPage(url=url, found=False, detail=f"HTTP {status}")
    good = resolved or status == 200  # noqa: PLR2004 - OK
    return LinkedPage(url=url, found=True if good else None, detail=f"HTTP {status}")
