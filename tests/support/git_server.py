"""Repositories over HTTP, served by git's own `http-backend`, with the answers of GitHub for what cannot be read."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from support.repos import environment, git

BACKEND = "http-backend"


@dataclass(kw_only=True)
class GitServer:
    """Its address, and what was asked of it. `statuses` are of repositories that are not served, by OWNER/NAME.

    `renamed` are those that answer with a redirect to another.
    """

    url: str
    folder: Path
    statuses: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    logins: set[str] = field(default_factory=set)

    def add(self, name: str, source: Path) -> str:
        """Serve a copy of a repository as OWNER/NAME; its commit."""
        target = self.folder / f"{name}.git"
        git(self.folder, "clone", "-q", "--bare", str(source), str(target))
        for setting in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant", "http.uploadpack"):
            git(target, "config", setting, "true")
        return git(target, "rev-parse", "HEAD")

    def add_empty(self, name: str) -> None:
        """Serve a repository without a commit."""
        git(self.folder, "init", "-q", "--bare", str(self.folder / f"{name}.git"))


@contextmanager
def git_server(folder: Path) -> Iterator[GitServer]:
    """A server on loopback for the repositories below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    state = GitServer(url=f"http://127.0.0.1:{server.server_port}", folder=folder)
    server.state = state  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """CGI for one program: see gitprotocol-http(5) and git-http-backend(1)."""

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("content-length") or 0)))

    def _answer(self, body: bytes) -> None:
        state: GitServer = self.server.state  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        state.requests.append(parts.path)
        state.logins.add(self.headers.get("authorization") or "")
        name = "/".join(parts.path.split("/")[1:3]).removesuffix(".git")
        if name in state.renamed:
            self._send(301, {"Location": self.path.replace(name, state.renamed[name], 1)}, b"")
        elif status := state.statuses.get(name) or (0 if (state.folder / f"{name}.git").is_dir() else 404):
            self._send(status, {"Content-Type": "text/plain"}, b"Repository not found.\n" if status == 404 else b"no\n")
        else:
            self._send(*_run_backend(self, state.folder, body))

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for key, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def _run_backend(request: BaseHTTPRequestHandler, folder: Path, body: bytes) -> tuple[int, dict[str, str], bytes]:
    parts, headers = urlsplit(request.path), request.headers
    variables = {
        "GIT_PROJECT_ROOT": str(folder),
        "GIT_HTTP_EXPORT_ALL": "1",
        "REQUEST_METHOD": request.command,
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "CONTENT_TYPE": headers.get("content-type") or "",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_CONTENT_ENCODING": headers.get("content-encoding") or "",
        "GIT_PROTOCOL": headers.get("git-protocol") or "",
        "REMOTE_ADDR": "127.0.0.1",
    }
    done = subprocess.run(
        ["git", BACKEND],
        input=body,
        capture_output=True,
        check=False,  # it fails after it has said why
        env={**environment(), **variables, "PATH": os.environ["PATH"]},
    )
    head, _, content = done.stdout.partition(b"\r\n\r\n")
    found = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
    return int(found.pop("Status", "200").split()[0]), found, content
