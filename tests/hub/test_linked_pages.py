"""Papers, DOIs and repositories on GitHub: there or not, asked within bounds."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter
from support.hub_releases import APACHE, weights

from openrelease.config import load_settings
from openrelease.hub.linked_pages import MAX_PAGES, PageFollower, is_followed_page
from openrelease.model import FollowedLinks
from openrelease.repository import MemorySnapshot
from openrelease.run import run

PUBLIC = ("93.184.215.14",)


@dataclass(kw_only=True)
class Web:
    """Pages by URL without the scheme: a status, or where they lead; `asked` lists the requests."""

    pages: dict[str, int | str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    seconds: float = 0
    port: int = 0


@contextmanager
def web_of(pages: dict[str, int | str]) -> Iterator[tuple[Web, requests.Session]]:
    """A server for all hosts, and a session that takes it for each of them."""
    web = Web(pages=pages)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Print nothing."""

        def do_HEAD(self) -> None:
            time.sleep(web.seconds)
            page = f"{self.headers['X-Asked-Host']}{self.path}"
            web.asked.append(f"{self.command} {page}")
            answer = web.pages.get(page, 404)
            self.send_response(302 if isinstance(answer, str) else answer)
            if isinstance(answer, str):
                self.send_header("Location", answer)
            self.end_headers()

    class Adapter(HTTPAdapter):
        def send(self, request: requests.PreparedRequest, **options: object) -> requests.Response:  # type: ignore[override]
            parts = urlsplit(request.url or "")
            assert parts.scheme == "https"
            request.headers["X-Asked-Host"] = parts.hostname or ""
            request.url = parts._replace(scheme="http", netloc=f"127.0.0.1:{web.port}").geturl()
            return super().send(request, **options)  # type: ignore[arg-type]

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.port = server.server_port
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    session = requests.Session()
    session.mount("https://", Adapter())
    session.trust_env = False
    try:
        yield web, session
    finally:
        session.close()
        server.shutdown()
        server.server_close()


CASES = {
    "https://arxiv.org/abs/2401.00001": (200, True),
    "http://arxiv.org/abs/2401.00001": (200, True),
    "https://arxiv.org/abs/2401.99999": (404, False),
    "https://doi.org/10.1000/182": ("https://publisher.example/x", True),
    "https://doi.org/10.1000/none": (404, False),
    "https://github.com/acme/tiny/releases/tag/v1": (200, True),
    "https://github.com/acme/old": ("https://github.com/acme/new", True),
    "https://github.com/acme/away": ("https://evil.example/x", None),
    "https://github.com/acme/inside": ("http://169.254.169.254/latest", None),
    "https://github.com/acme/file": ("file:///etc/passwd", None),
    "https://github.com/acme/round": ("https://github.com/acme/round", None),
    "https://github.com/acme/busy": (429, None),
    "https://github.com/acme/down": (503, None),
    "https://github.com/acme/gone": (410, False),
}


def test_each_answer_is_read_and_redirects_stay_on_the_list() -> None:
    pages = {url.partition("://")[2]: answer for url, (answer, _) in CASES.items()}
    with web_of({**pages, "github.com/acme/new": 200}) as (web, session):
        found = PageFollower(session=session, resolve=lambda _: PUBLIC)(CASES)
    assert {each.url: each.found for each in found} == {url: known for url, (_, known) in CASES.items()}
    assert all(each.startswith("HEAD ") for each in web.asked)
    assert {each.split()[1].partition("/")[0] for each in web.asked} == {"arxiv.org", "doi.org", "github.com"}


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x",
        "http://127.0.0.1/x",
        "https://arxiv.org.evil.example/abs/1",
        "https://arxiv.org@evil.example/",
        "ftp://arxiv.org/x",
        "file:///etc/passwd",
    ],
)
def test_other_hosts_are_not_asked(url: str) -> None:
    assert not is_followed_page(url)
    assert PageFollower(session=None)([url]) == ()


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "192.168.1.1"])
def test_a_host_with_a_private_address_is_not_asked(address: str) -> None:
    with web_of({}) as (web, session):
        [page] = PageFollower(session=session, resolve=lambda _: (*PUBLIC, address))(["https://arxiv.org/abs/1"])
    assert (page.found, web.asked) == (None, [])


@pytest.mark.slow
def test_number_and_time_are_bounded() -> None:
    urls = [f"https://github.com/acme/r{at}" for at in range(2 * MAX_PAGES)]
    with web_of({}) as (web, session):
        found = PageFollower(session=session, resolve=lambda _: PUBLIC)(urls)
        assert (len(web.asked), len(found), [each.found for each in found[-3:]]) == (MAX_PAGES, len(urls), [None] * 3)
        web.asked.clear()
        web.seconds = 0.3
        start = time.monotonic()
        PageFollower(session=session, resolve=lambda _: PUBLIC, seconds=0.5)(urls)
        assert time.monotonic() - start < 2
        assert len(web.asked) <= 3


def test_a_paper_that_is_not_there_shows_nothing() -> None:
    files = {
        "README.md": "# Tiny\n\nA model. Our paper: [Tiny](https://arxiv.org/abs/2401.00001).\n",
        "LICENSE": APACHE,
        "model.safetensors": weights("w") + bytes(16),
    }
    snapshot = MemorySnapshot(files, name="acme/tiny")
    settings = load_settings(snapshot)
    before = run(snapshot, settings).facts.components["research_paper"]
    assert [each.url for each in before.evidence] == ["https://arxiv.org/abs/2401.00001"]
    for status, known in ((200, True), (404, False), (500, None)):
        with web_of({"arxiv.org/abs/2401.00001": status}) as (_, session):
            pages = PageFollower(session=session, resolve=lambda _: PUBLIC)
            facts = run(snapshot, settings, follow=lambda _, urls: FollowedLinks(pages=pages(urls))).facts  # noqa: B023
        after = facts.components["research_paper"]
        assert (bool(after.evidence), [each.verified for each in after.evidence if each.verified] != []) == (
            known is not False,
            known is True,
        )
        assert len(facts.problems) == (known is not True)
