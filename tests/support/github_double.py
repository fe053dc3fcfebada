"""A loopback server that keeps comments as GitHub does, fails as it is told to, and checks what it is sent.

The check is GitHub's own description of its API, so that a request GitHub would refuse is seen here.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jsonschema

from support.repos import environment

_OPENAPI = json.loads((Path(__file__).parents[1] / "github_api" / "github_openapi.json").read_bytes())
_ROUTES = {re.compile(re.sub(r"\{\w+\}", "[^/]+", path)): operations for path, operations in _OPENAPI["paths"].items()}
BOT = {"login": "github-actions[bot]", "type": "Bot"}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One answer that is not the right one.

    `done` says that the server did what it was asked before it failed; `seconds` passes before the answer,
    `drop` closes the connection without one, and `drip` sends a byte a `drip` seconds.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = "{}"
    done: bool = False
    seconds: float = 0
    drop: bool = False
    drip: float = 0


@dataclass(kw_only=True)
class GitHubDouble:
    """What the server holds: change it to set a scene, read it to see what happened."""

    url: str = ""
    comments: list[dict[str, object]] = field(default_factory=list)
    pulls: list[dict[str, object]] = field(default_factory=list)  # as the API lists them, with "state"
    checks: list[dict[str, object]] = field(default_factory=list)
    repository: Path | None = None  # a real one, whose trees and blobs are served
    account: Mapping[str, str] = field(default_factory=lambda: BOT)
    user_status: int = 403  # what GET /user gives: 403 for the token of a workflow
    faults: dict[str, list[Fault]] = field(default_factory=dict)  # by method, in the order of use
    sent: list[str] = field(default_factory=list)  # "GET /path?query"
    tokens: set[str] = field(default_factory=set)
    violations: list[str] = field(default_factory=list)

    def add(self, body: str, account: Mapping[str, str] = BOT) -> dict[str, object]:
        """Put a comment there, as its author would."""
        number = len(self.comments) + 1
        comment = {"id": number, "body": body, "user": account, "html_url": f"{self.url}/comment-{number}"}
        self.comments.append(comment)
        return comment

    def fault(self, method: str) -> Fault | None:
        """The failure that is due for this method."""
        due = self.faults.get(method)
        return due.pop(0) if due else None

    def answer(self, method: str, target: str, body: object) -> tuple[int, object]:
        """What GitHub does with a request, and says."""
        url = urlsplit(target)
        if url.path == "/user":
            return self.user_status, self.account if self.user_status == 200 else {"message": "Resource not accessible"}
        if "/git/" in url.path:
            return self._object(*url.path.split("/")[-2:])
        if "/check-runs" in url.path:
            return self._check(method, url.path, body)
        query = parse_qs(url.query)
        if url.path.endswith("/pulls"):
            return 200, self._pulls(url.path, query)
        return self._talk(method, url.path, query, body)

    def _talk(self, method: str, path: str, query: Mapping[str, list[str]], body: object) -> tuple[int, object]:
        """Comments."""
        if method == "GET":
            return 200, self._page({name: int(values[0]) for name, values in query.items()})
        text = body["body"]  # type: ignore[index]
        if method == "POST":
            return 201, self.add(text, self.account)
        edited = self.comments[int(path.rpartition("/")[2]) - 1]
        edited["body"] = text
        return 200, edited

    def _object(self, kind: str, name: str) -> tuple[int, object]:
        """A tree or a blob as GitHub gives it: the repository of a test tells what is in it."""
        shown = {"trees": ("ls-tree", "-r", "-t", "-l", "-z"), "blobs": ("cat-file", "blob")}[kind]
        command = ["git", *shown, name]
        done = subprocess.run(command, cwd=self.repository, capture_output=True, check=False, env=environment())
        if self.repository is None or done.returncode:
            return 404, {"message": "Not Found"}
        if kind == "blobs":
            content = base64.encodebytes(done.stdout).decode()
            return 200, {"sha": name, "size": len(done.stdout), "encoding": "base64", "content": content}
        rows = [_row(record.decode()) for record in done.stdout.split(b"\0")[:-1]]
        return 200, {"sha": name, "truncated": False, "tree": rows}

    def _pulls(self, path: str, query: Mapping[str, list[str]]) -> list[dict[str, object]]:
        """Those with a commit as head; the commits of forks are known by their branch only."""
        head = query.get("head", [""])[0]
        if "/commits/" in path:
            commit = path.split("/")[-2]
            return [pull for pull in self.pulls if pull["head"]["sha"] == commit and not pull.get("fork")]  # type: ignore[index]
        return [pull for pull in self.pulls if pull["head"]["label"] == head]  # type: ignore[index]

    def _check(self, method: str, path: str, body: object) -> tuple[int, object]:
        """Check runs; annotations are added to those that are there, and counted."""
        if method == "GET":
            runs = [{**run, "output": self._counted(run)} for run in self.checks]
            return 200, {"total_count": len(runs), "check_runs": runs}
        if method == "POST":
            number = len(self.checks) + 1
            run = {**body, "id": number, "html_url": f"{self.url}/check-{number}"}  # type: ignore[dict-item]
            self.checks.append(run)
            return 201, {**run, "output": self._counted(run)}
        run = self.checks[int(path.rpartition("/")[2]) - 1]
        run["output"]["annotations"] += body["output"]["annotations"]  # type: ignore[index]
        return 200, {**run, "output": self._counted(run)}

    @staticmethod
    def _counted(run: Mapping[str, object]) -> dict[str, object]:
        return {"annotations_count": len(run["output"]["annotations"])}  # type: ignore[index]

    def _page(self, query: Mapping[str, int]) -> list[dict[str, object]]:
        size = query.get("per_page", 30)
        start = (query.get("page", 1) - 1) * size
        return self.comments[start : start + size]


def _row(record: str) -> dict[str, object]:
    """An entry of a tree; only that of a file has a size."""
    facts, _, path = record.partition("\t")
    mode, kind, sha, size = facts.split()
    entry = {"path": path, "mode": mode, "type": kind, "sha": sha}
    return entry if size == "-" else {**entry, "size": int(size)}


def violations(method: str, target: str, body: object) -> list[str]:
    """What GitHub's description of its API says against a request."""
    url = urlsplit(target)
    operation = next((found.get(method.lower()) for route, found in _ROUTES.items() if route.fullmatch(url.path)), None)
    if operation is None:
        return [f"{method} {url.path}: not in the description"]
    known = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"}
    unknown = [f"{method} {url.path}: unknown query {name}" for name in parse_qs(url.query) if name not in known]
    if "requestBody" not in operation:
        return unknown
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    return unknown + [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(body)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet
    double: GitHubDouble

    def _go(self) -> None:
        double = self.double
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        body = json.loads(raw) if raw else None
        double.sent.append(f"{self.command} {self.path}")
        double.tokens.add(self.headers.get("authorization") or "")
        double.violations.extend(violations(self.command, self.path, body))
        fault = double.fault(self.command)
        if fault is None:
            status, content = double.answer(self.command, self.path, body)
            self._send(status, {}, json.dumps(content), 0)
            return
        if fault.done:
            double.answer(self.command, self.path, body)
        time.sleep(fault.seconds)
        if fault.drop:
            self.close_connection = True
        else:
            self._send(fault.status, fault.headers, fault.body, fault.drip)

    do_GET = do_POST = do_PATCH = _go  # noqa: N815 - names of the standard library

    def _send(self, status: int, headers: Mapping[str, str], text: str, drip: float) -> None:
        content = text.encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        try:
            for byte in content if drip else ():
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(drip)
            self.wfile.write(b"" if drip else content)
        except OSError:
            self.close_connection = True  # the client has gone: that is what some tests are about

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def github_double() -> Iterator[GitHubDouble]:
    """A server of its own for one test, on a free port."""
    double = GitHubDouble()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"double": double}))
    double.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
