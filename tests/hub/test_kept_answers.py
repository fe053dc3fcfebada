"""What belongs to a commit on the Hub is asked for once: the second run only asks which commit it is."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.hub_releases import APACHE, sharded, tiny
from support.loopback_hub import HubFault, LoopbackHub
from support.releases import card
from support.repos import make_repo

from openrelease.cache.cache_folder import MOST_FILE_BYTES, CacheFolder
from openrelease.cli import main
from openrelease.hub.kept_answers import MOST_KEPT_BYTES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no cache where files have no owners"),
]

README = """# Tiny

Tiny is a language model. The weights are at https://huggingface.co/acme/tiny.

## Use

```python
from transformers import AutoModel
AutoModel.from_pretrained("acme/tiny")
```
"""
Check = Callable[..., tuple[int, dict[str, Any], list[str]]]


@pytest.fixture
def check(hub: LoopbackHub, capsys: pytest.CaptureFixture[str]) -> Check:
    """Run a check: its exit code, its report, and the requests that it sent."""

    def run(*words: str) -> tuple[int, dict[str, Any], list[str]]:
        asked = len(hub.requests)
        code = main(["check", *words, "--format", "json"])
        printed = capsys.readouterr()
        return code, json.loads(printed.out) if printed.out else {}, hub.requests[asked:]

    return run


@pytest.fixture
def words(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The target on the Hub, or a repository with its links followed."""
    if request.param == "target":
        return ("hub:acme/tiny",)
    here = make_repo(tmp_path / "here", {"README.md": README, "LICENSE": APACHE})
    return (str(here), "--name", "acme/tiny", "--with-hub")


both = pytest.mark.parametrize("words", ["target", "pair"], indirect=True)


def kept_files(cache: Path) -> list[Path]:
    return sorted(cache.glob("hub-*"))


@both
def test_a_second_run_only_asks_for_the_commit(hub: LoopbackHub, check: Check, words: tuple[str, ...]) -> None:
    hub.add("acme/tiny", tiny())
    code, report, asked = check(*words)
    assert len(asked) > 5
    assert check(*words)[:2] == (code, report)
    assert [each.partition("?")[0] for each in check(*words)[2]] == ["GET /api/models/acme/tiny"]


@both
def test_another_commit_is_read(hub: LoopbackHub, check: Check, words: tuple[str, ...]) -> None:
    hub.add("acme/tiny", tiny())
    assert check(*words)[0] == 0
    hub.add("acme/tiny", {"README.md": card(license="cc-by-nc-4.0")})
    assert check(*words)[0] == 1


@both
def test_without_the_cache_nothing_is_kept_or_used(
    hub: LoopbackHub, check: Check, words: tuple[str, ...], own_cache: Path
) -> None:
    hub.add("acme/tiny", tiny())
    first = check(*words, "--no-cache")
    assert kept_files(own_cache) == []
    assert check(*words) == first
    assert check(*words, "--no-cache") == first


def test_a_token_has_answers_of_its_own(
    hub: LoopbackHub, check: Check, monkeypatch: pytest.MonkeyPatch, own_cache: Path
) -> None:
    hub.add("acme/tiny", tiny(), gated="auto")
    monkeypatch.setenv("HF_TOKEN", hub.token)
    assert check("hub:acme/tiny")[0] == 0
    monkeypatch.delenv("HF_TOKEN")
    assert check("hub:acme/tiny")[0] == 1
    assert not any(hub.token.encode() in path.read_bytes() or hub.token in path.name for path in kept_files(own_cache))


def test_what_is_gated_since_is_read_as_gated(hub: LoopbackHub, check: Check) -> None:
    repository = hub.add("acme/tiny", tiny())
    assert check("hub:acme/tiny")[0] == 0
    repository.gated = "manual"
    assert check("hub:acme/tiny")[0] == 1


def test_a_wrong_answer_is_not_kept(hub: LoopbackHub, check: Check) -> None:
    hub.add("acme/tiny", tiny())
    hub.faults.append(("LICENSE", HubFault(alter=lambda body: body.replace(b"Apache", b"Cheapa"))))
    hub.faults.append(("/lfs-store/", HubFault(headers={"Content-Range": "bytes 5-100/1000"})))
    assert check("hub:acme/tiny")[0] == 1
    hub.faults.clear()
    code, _, asked = check("hub:acme/tiny")
    assert code == 0
    assert {each.rpartition("/")[2] for each in asked if "/resolve/" in each} == {"LICENSE", "model.safetensors"}


def test_a_listing_that_is_not_one_is_not_kept(hub: LoopbackHub, check: Check) -> None:
    hub.add("acme/tiny", tiny())
    hub.faults.append(("/tree/", HubFault(status=200, body=b"<!doctype html><title>Login</title>")))
    assert check("hub:acme/tiny")[0] == 3
    hub.faults.clear()
    assert check("hub:acme/tiny")[0] == 0


def rewrite(cache: Path, change: Callable[[Any], Any]) -> None:
    """Change what is kept, as one could who may write files of this user, with a right digest."""
    folder = CacheFolder(path=cache)
    for path in kept_files(cache):
        content = folder.read(path.name)
        assert content is not None
        folder.write(path.name, json.dumps(change(json.loads(content))).encode())


def encode(content: bytes) -> str:
    return base64.b64encode(content).decode()


def forge(kept: Any, word: str, content: bytes) -> Any:
    """The same file with another content where a request has a word."""
    rows = [[asked, status, heads, encode(content) if word in asked else was] for asked, status, heads, was in kept[1]]
    return [kept[0], rows]


POISON: dict[str, Callable[[Any], Any]] = {
    "another license": lambda kept: forge(kept, "LICENSE", APACHE.replace("Apache", "Cheapa").encode()),
    "another card": lambda kept: forge(kept, "README.md", b"---\nlicense: mit\n---\n"),
    "a listing that is none": lambda kept: forge(kept, "/tree/", b'{"no": "listing"}'),
    "a file beyond its size": lambda kept: forge(kept, "LICENSE", bytes(50_000)),
    "a header of another length": lambda kept: forge(kept, "safetensors", bytes(5)),
    "of another commit": lambda kept: ["hub-" + "0" * 40, kept[1]],
    "no rows": lambda kept: [kept[0], None],
    "rows of another shape": lambda kept: [kept[0], [[1, 2], None, ["a", "b", {}, ""], ["a", 200, {"link": 3}, "!"]]],
    "not a list": lambda _: {"answers": 1},
}


@pytest.mark.parametrize("name", POISON)
def test_what_is_not_right_in_the_cache_is_asked_for_again(
    name: str, hub: LoopbackHub, check: Check, own_cache: Path
) -> None:
    hub.add("acme/tiny", tiny())
    first = check("hub:acme/tiny")
    rewrite(own_cache, POISON[name])
    code, report, asked = check("hub:acme/tiny")
    assert (code, report) == first[:2]
    assert len(asked) > 1
    assert len(check("hub:acme/tiny")[2]) == 1  # mended


def test_files_that_are_cut_or_of_others_are_not_read(hub: LoopbackHub, check: Check, own_cache: Path) -> None:
    hub.add("acme/tiny", tiny())
    first = check("hub:acme/tiny")
    [path] = kept_files(own_cache)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert check("hub:acme/tiny") == first
    path.chmod(0o666)
    assert check("hub:acme/tiny") == first
    path.unlink()
    path.symlink_to("/etc/passwd")
    assert check("hub:acme/tiny") == first


def test_what_is_kept_of_a_commit_is_bounded(hub: LoopbackHub, check: Check, own_cache: Path) -> None:
    release = sharded(2, size=1_000)
    pages = {f"docs/{at}.md": "# Page\n\n" + f"{at} words\n" * 60_000 for at in range(12)}
    hub.add("acme/tiny", {**release, **pages})
    code, report, _ = check("hub:acme/tiny")
    [path] = kept_files(own_cache)
    assert MOST_KEPT_BYTES < MOST_FILE_BYTES
    assert path.stat().st_size <= MOST_FILE_BYTES
    assert check("hub:acme/tiny")[:2] == (code, report)


def test_a_cache_in_the_repository_is_not_used(
    hub: LoopbackHub, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.add("acme/tiny", tiny())
    here = make_repo(tmp_path / "here", {"README.md": README, "LICENSE": APACHE})
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))
    first = check(str(here), "--name", "acme/tiny", "--with-hub")
    assert check(str(here), "--name", "acme/tiny", "--with-hub") == first
    assert not (here / "cache").exists()
