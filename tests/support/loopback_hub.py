"""A loopback Hub over git repositories that a test makes: the read API, and every way in which it may fail.

It was driven first by clients that are not ours (tests/hub/test_loopback_hub.py, and test_olah_mirror.py with a mirror
in between); the shapes are those of
https://huggingface.co/docs/hub/api and of the answers recorded in the npm package of Hugging Face.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from support.hub_discussions import HubDiscussions
from support.repos import Files, commit_all, environment, make_repo, write_files

PAGE = 1_000
LIMITS = {"RateLimit": '"api";r=497;t=168', "RateLimit-Policy": '"fixed window";"api";q=500;w=300'}
_POINTER = re.compile(rb"version https://git-lfs.github.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize ([0-9]+)\n")
_API = re.compile(
    r"/api/(models|datasets)/([^/]+/[^/]+)(?:/(tree|revision|paths-info|resolve-cache)/([^/]+)(?:/(.*))?)?"
)
_RESOLVE = re.compile(r"/(datasets/)?([^/]+/[^/]+)/(resolve|raw)/([^/]+)/(.+)")
_CACHE = re.compile(r"/api/resolve-cache/(models|datasets)/([^/]+/[^/]+)/([^/]+)/(.+)")


@dataclass(frozen=True)
class Large:
    """Content in Git LFS: the first bytes, and zeros up to `size`; `content` alone is all of it."""

    content: bytes
    size: int = 0

    @property
    def length(self) -> int:
        return max(self.size, len(self.content))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the content; where there are zeros, that of a description: nobody reads it all."""
        whole = self.content if self.length == len(self.content) else b"%d:%b" % (self.length, self.content)
        return hashlib.sha256(whole).hexdigest()

    @property
    def pointer(self) -> str:
        version = "version https://git-lfs.github.com/spec/v1"
        return f"{version}\noid sha256:{self.digest}\nsize {self.length}\n"

    def read(self, start: int, end: int) -> bytes:
        known = self.content[start:end]
        return known + bytes(min(end, self.length) - start - len(known))


@dataclass(frozen=True, kw_only=True)
class HubFault:
    """One answer that is not the right one; `times` it is given, then the right one again.

    `cut` sends so many bytes of the right answer and closes; `alter` changes the body, and `claimed` the length
    that the header states.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    seconds: float = 0
    drop: bool = False
    drip: float = 0
    cut: int | None = None
    claimed: int | None = None
    alter: Callable[[bytes], bytes] | None = None
    times: int = 1_000


@dataclass(kw_only=True)
class HostedRepository:
    """A repository of the double: where it lies, and what the Hub says of it."""

    path: Path
    name: str
    dataset: bool = False
    private: bool = False
    gated: str | bool = False
    disabled: bool = False
    masked: bool = False  # xet hashes are masked for those who may not read

    def git(self, *words: str) -> bytes:
        done = subprocess.run(["git", *words], cwd=self.path, env=environment(), capture_output=True, check=False)
        return done.stdout

    def find_commit(self, revision: str) -> str:
        name = "HEAD" if revision == "main" else revision
        return self.git("rev-parse", "--verify", "-q", f"{name}^{{commit}}").decode().strip()


@dataclass(kw_only=True)
class LoopbackHub:
    """What the server holds: change it to set a scene, read it to see what was asked."""

    folder: Path
    url: str = ""
    token: str = "hf_loopback_secret"  # noqa: S105 - of this double alone
    repositories: dict[str, HostedRepository] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    store: dict[str, Large] = field(default_factory=dict)
    listings: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # instead of what git lists
    faults: list[tuple[str, HubFault]] = field(default_factory=list)  # by a pattern of the path
    requests: list[str] = field(default_factory=list)  # "GET /path?query"
    tokens: set[str] = field(default_factory=set)
    asked_with_token: list[str] = field(default_factory=list)
    user: str = "acme-bot"  # whose token it is
    discussions: HubDiscussions = field(default_factory=HubDiscussions)
    sent: int = 0  # bytes of bodies
    _given: dict[int, int] = field(default_factory=dict)
    _listed: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, name: str, files: Mapping[str, Any], **facts: Any) -> HostedRepository:
        """Add a repository, or a commit to one that is there; `Large` files are pointers in git."""
        for content in files.values():
            if isinstance(content, Large):
                self.store[content.digest] = content
        plain: Files = {path: each.pointer if isinstance(each, Large) else each for path, each in files.items()}
        known = self.repositories.get(name)
        if known is not None:
            write_files(known.path, plain)
            commit_all(known.path)
            return known
        path = make_repo(self.folder / name.replace("/", "--"), plain)
        kept = HostedRepository(path=path, name=name.removeprefix("datasets/"), **facts)
        self.repositories[name] = kept
        return kept

    def list_entries(self, repository: HostedRepository, commit: str) -> list[dict[str, Any]]:
        if repository.name in self.listings:
            return self.listings[repository.name]
        key = (repository.name, commit)
        if key not in self._listed:
            self._listed[key] = list(self._read_entries(repository, commit))
        return self._listed[key]

    def _read_entries(self, repository: HostedRepository, commit: str) -> Iterator[dict[str, Any]]:
        for row in repository.git("ls-tree", "-r", "-l", "-z", commit).split(b"\0")[:-1]:
            meta, path = row.split(b"\t", 1)
            oid, size = meta.split()[2].decode(), int(meta.split()[3])
            entry = {"type": "file", "oid": oid, "size": size, "path": path.decode()}
            match = _POINTER.fullmatch(repository.git("cat-file", "blob", oid)) if size < 200 else None
            # text of a pointer that no object was uploaded for stays a file of git, as on the Hub
            if match and match[1].decode() in self.store:
                length = int(match[2])
                entry |= {"size": length, "lfs": {"oid": match[1].decode(), "size": length, "pointerSize": size}}
                entry["xetHash"] = "*" * 64 if repository.masked else hashlib.sha256(match[1]).hexdigest()
            yield entry

    def find_fault(self, path: str) -> HubFault | None:
        for at, (pattern, fault) in enumerate(self.faults):
            if re.search(pattern, path) and self._given.get(at, 0) < fault.times:
                self._given[at] = self._given.get(at, 0) + 1
                return fault
        return None


@contextmanager
def loopback_hub(folder: Path) -> Iterator[LoopbackHub]:
    """A running Hub on a port of its own."""
    hub = LoopbackHub(folder=folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub}))
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: LoopbackHub

    def log_message(self, *_: object) -> None:
        """Print nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def do_HEAD(self) -> None:
        self._serve()

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.hub.requests.append(f"{self.command} {self.path}")
        if authorization := self.headers.get("Authorization"):
            self.hub.tokens.add(authorization)
            self.hub.asked_with_token.append(self.path)
        fault = self.hub.find_fault(unquote(self.path)) or HubFault()
        time.sleep(fault.seconds)
        if fault.drop:
            self.close_connection = True
            return
        if fault.status:
            body = fault.body if fault.body is not None else b'{"error":"as told"}'
            self._answer(fault.status, body, {**LIMITS, **fault.headers}, fault)
            return
        status, body, headers = self._route(raw)
        self._answer(status, body, {**LIMITS, **headers, **fault.headers}, fault)

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str], fault: HubFault) -> None:
        body = fault.alter(body) if fault.alter else body
        self.send_response(status)
        length = len(body) if fault.claimed is None else fault.claimed
        for name, value in {"Content-Type": "application/json", "Content-Length": str(length), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        pieces = [body] if not fault.drip else [body[at : at + 1] for at in range(len(body))]
        if fault.cut is not None:
            pieces, self.close_connection = [body[: fault.cut]], True
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()
            self.hub.sent += len(piece)
            time.sleep(fault.drip)

    def _route(self, raw: bytes) -> tuple[int, bytes, dict[str, str]]:  # noqa: PLR0911 - an answer each
        parts = urlsplit(self.path)
        path, query = parts.path, parse_qs(parts.query)
        if match := re.fullmatch(r"/lfs-store/([0-9a-f]{64})", path):
            return self._send_range(self.hub.store[match[1]], {"ETag": f'"{match[1]}"'})
        if path == "/api/whoami-v2" or "/discussions" in path:
            status, answer = self._discuss(path, query, raw)
            return status, json.dumps(answer).encode(), {}
        if path in {"/api/models", "/api/datasets"}:
            return self._list_models(query, dataset=path.endswith("datasets"))
        if match := _CACHE.fullmatch(path):
            return self._resolve(match[2], match[3], unquote(match[4]), dataset=match[1] == "datasets", cached=True)
        if match := _RESOLVE.fullmatch(path):
            kind, name, what, revision, file = match.groups()
            return self._resolve(name, unquote(revision), unquote(file), dataset=bool(kind), raw=what == "raw")
        if match := _API.fullmatch(path):
            return self._api(match, query, raw)
        return 404, b'{"error":"Sorry, we can\'t find the page you are looking for."}', {}

    def _discuss(self, path: str, query: dict[str, list[str]], raw: bytes) -> tuple[int, Any]:
        known = self.headers.get("Authorization") == f"Bearer {self.hub.token}"
        body = json.loads(raw) if raw else None
        return self.hub.discussions.answer(self.command, path, query, body, self.hub.user if known else "")

    def _find(self, name: str, *, dataset: bool) -> HostedRepository | None:
        found = self.hub.repositories.get(f"datasets/{name}" if dataset else name)
        allowed = self.headers.get("Authorization") == f"Bearer {self.hub.token}"
        return None if found is None or (found.private and not allowed) else found

    def _api(  # noqa: PLR0911 - an answer each
        self, match: re.Match[str], query: Mapping[str, list[str]], raw: bytes
    ) -> tuple[int, bytes, dict[str, str]]:
        kind, name, what, revision = match[1], match[2], match[3], unquote(match[4] or "main")
        if name in self.hub.renamed:
            target = self.path.replace(name, self.hub.renamed[name], 1)
            return 307, b"", {"Location": target}
        found = self._find(name, dataset=kind == "datasets")
        if found is None:
            words = "Repository not found" if self.headers.get("Authorization") else "Invalid username or password."
            return 401, json.dumps({"error": words}).encode(), {"X-Error-Message": words}
        if found.disabled:
            words = "Access to this resource is disabled."
            return 403, json.dumps({"error": words}).encode(), {"X-Error-Message": words}
        commit = found.find_commit(revision)
        if not commit:
            words = f"Invalid rev id: {revision}"
            headers = {"X-Error-Code": "RevisionNotFound", "X-Error-Message": words}
            return 404, json.dumps({"error": words}).encode(), headers
        entries = self.hub.list_entries(found, commit)
        if what == "tree":
            return self._list_page(entries, unquote(match[5] or ""), query)
        if what == "paths-info":
            return self._list_paths(entries, raw)
        return 200, json.dumps(self._describe(found, commit, entries, query)).encode(), {}

    def _describe(
        self, found: HostedRepository, commit: str, entries: list[dict[str, Any]], query: Mapping[str, list[str]]
    ) -> dict[str, Any]:
        card = _read_card(found, commit)
        info = {
            "_id": hashlib.sha256(found.name.encode()).hexdigest()[:24],
            "id": found.name,
            **({} if found.dataset else {"modelId": found.name}),
            "author": found.name.partition("/")[0],
            "sha": commit,
            "lastModified": "2026-11-30T00:00:00.000Z",
            "createdAt": "2026-11-01T00:00:00.000Z",
            "private": found.private,
            "gated": found.gated,
            "disabled": found.disabled,
            "downloads": 0,
            "likes": 0,
            "tags": [f"license:{card['license']}"] if "license" in card else [],
            "cardData": card,
            "siblings": [{"rfilename": entry["path"]} for entry in entries],
        }
        wanted = {"_id", "id", *query.get("expand", ()), *query.get("expand[]", ())}
        return {key: value for key, value in info.items() if key in wanted} if len(wanted) > 2 else info

    def _list_page(
        self, entries: list[dict[str, Any]], folder: str, query: Mapping[str, list[str]]
    ) -> tuple[int, bytes, dict[str, str]]:
        if folder:
            entries = [each for each in entries if each["path"].startswith(f"{folder.rstrip('/')}/")]
        limit, start = min(int(query.get("limit", [str(PAGE)])[0]), PAGE), int(query.get("cursor", ["0"])[0])
        headers = {}
        if start + limit < len(entries):
            link = f"{self.hub.url}{urlsplit(self.path).path}?recursive=true&limit={limit}&cursor={start + limit}"
            headers["Link"] = f'<{link}>; rel="next"'
        return 200, json.dumps(entries[start : start + limit]).encode(), headers

    def _list_paths(self, entries: list[dict[str, Any]], raw: bytes) -> tuple[int, bytes, dict[str, str]]:
        """List what is there of the paths; huggingface_hub sends a form, huggingface.js JSON."""
        by_json = "json" in self.headers.get("Content-Type", "")
        given = json.loads(raw)["paths"] if by_json else parse_qs(raw.decode()).get("paths", [])
        paths = {given} if isinstance(given, str) else set(given)
        return 200, json.dumps([entry for entry in entries if entry["path"] in paths]).encode(), {}

    def _list_models(self, query: Mapping[str, list[str]], *, dataset: bool) -> tuple[int, bytes, dict[str, str]]:
        author = query.get("author", [""])[0]
        kept = [
            each
            for each in self.hub.repositories.values()
            if each.name.startswith(f"{author}/") and not each.private and each.dataset is dataset
        ]
        rows = [self._describe(each, each.find_commit("main"), [], query) for each in kept]
        return 200, json.dumps(rows[: int(query.get("limit", ["1000"])[0])]).encode(), {}

    def _resolve(  # noqa: PLR0913 - what a URL says
        self, name: str, revision: str, path: str, *, dataset: bool, cached: bool = False, raw: bool = False
    ) -> tuple[int, bytes, dict[str, str]]:
        found = self._find(name, dataset=dataset)
        commit = found.find_commit(revision) if found else ""
        if found is None or not commit:
            return 401, b"Invalid username or password.", {"X-Error-Message": "Invalid username or password."}
        if found.gated and self.headers.get("Authorization") != f"Bearer {self.hub.token}":
            words = f"Access to model {name} is restricted."
            return 403, words.encode(), {"X-Error-Code": "GatedRepo", "X-Error-Message": words}
        entry = next((each for each in self.hub.list_entries(found, commit) if each["path"] == path), None)
        if entry is None:
            return 404, b"Entry not found", {"X-Error-Code": "EntryNotFound", "X-Error-Message": "Entry not found"}
        facts = {"X-Repo-Commit": commit, "Accept-Ranges": "bytes"}
        if "lfs" in entry and not raw:
            digest = entry["lfs"]["oid"]
            linked = {"X-Linked-Size": str(entry["size"]), "X-Linked-ETag": f'"{digest}"'}
            return (
                302,
                b"",
                {**facts, **linked, "Location": f"{self.hub.url}/lfs-store/{digest}", "ETag": f'"{digest}"'},
            )
        facts["ETag"] = f'"{entry["oid"]}"'
        if not cached and not raw:
            kind = "datasets" if dataset else "models"
            return 307, b"", {**facts, "Location": f"/api/resolve-cache/{kind}/{name}/{commit}/{quote(path)}"}
        return self._send_range(Large(found.git("cat-file", "blob", entry["oid"])), facts)

    def _send_range(self, content: Large, facts: Mapping[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
        headers = {"Content-Type": "application/octet-stream", "Accept-Ranges": "bytes", **(facts or {})}
        asked = re.fullmatch(r"bytes=([0-9]+)-([0-9]*)", self.headers.get("Range", ""))
        if self.command == "HEAD":
            return 200, b"", {**headers, "Content-Length": str(content.length)}
        if asked is None:
            return 200, content.read(0, content.length), headers
        start, end = int(asked[1]), min(int(asked[2] or content.length) + 1, content.length)
        if start >= content.length:
            return 416, b"", {**headers, "Content-Range": f"bytes */{content.length}"}
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{content.length}"
        return 206, content.read(start, end), headers


def _read_card(found: HostedRepository, commit: str) -> dict[str, str]:
    """The plain keys of the front matter of the card."""
    text = found.git("show", f"{commit}:README.md").decode(errors="replace")
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    return dict(re.findall(r"^(\w+): (.+)$", match[1], re.MULTILINE)) if match else {}
