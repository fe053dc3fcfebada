"""`github:OWNER` against an emulated API and git's own HTTP server: what is listed, fetched, and cannot be read."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.emulated_github import EmulatedGitHub, emulated_github
from support.git_server import GitServer, git_server
from support.repos import git
from support.survey_rows import Conduct, make_large_release, make_releases

from openrelease.github_api.repositories_api import list_repositories
from openrelease.model import ErrorClass
from openrelease.survey.fetch_commit import FetchError, FetchLimits, fetch_commit, read_head

pytestmark = pytest.mark.slow

TOKEN = "ghs_owner"  # noqa: S105 - of the emulator


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    with git_server(tmp_path / "served") as running:
        yield running


@pytest.fixture
def remote(server: GitServer, monkeypatch: pytest.MonkeyPatch) -> GitServer:
    """The server in place of GitHub."""
    monkeypatch.setenv("GITHUB_SERVER_URL", server.url)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    return server


def test_one_repository_is_fetched_evaluated_and_removed(remote: GitServer, conduct: Conduct, tmp_path: Path) -> None:
    (path,) = make_releases(tmp_path / "releases", 1)
    commit = remote.add("acme/names", Path(path))
    row = conduct("github:acme/names")["github:acme/names"]
    assert (row["commit"], row["name"], row["url"]) == (commit, "acme/names", f"{remote.url}/acme/names")
    assert row["policies"]["aia-baseline"]["outcome"] == "met"
    assert sorted(each.name for each in (tmp_path / "survey").iterdir()) == [
        "results.jsonl",
        "survey.json",
        "targets.jsonl",
    ]


def test_the_token_goes_to_its_server_alone(remote: GitServer, conduct: Conduct, tmp_path: Path) -> None:
    remote.add("acme/names", Path(make_releases(tmp_path / "releases", 1)[0]))
    conduct("github:acme/names")
    login = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
    assert remote.logins == {f"Basic {login}"}
    with git_server(tmp_path / "elsewhere") as other:
        other.add("acme/names", Path(make_releases(tmp_path / "others", 1)[0]))
        read_head(f"{other.url}/acme/names.git", FetchLimits())
        assert other.logins == {""}


def test_what_cannot_be_read_is_a_row_with_its_reason(
    remote: GitServer, conduct: Conduct, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = make_releases(tmp_path / "releases", 1)
    remote.add("acme/new-name", Path(path))
    remote.renamed["acme/old-name"] = "acme/new-name"
    remote.add_empty("acme/empty")
    remote.add("acme/private", Path(path))
    remote.statuses = {"acme/private": 403, "acme/broken": 500}
    names = ("old-name", "empty", "private", "gone", "broken")
    rows = conduct(*(f"github:acme/{name}" for name in names))
    assert {name: (rows[f"github:acme/{name}"]["error"] or {}).get("type") for name in names} == {
        "old-name": None,
        "empty": "empty",
        "private": "forbidden",
        "gone": "not_found",
        "broken": "unreachable",
    }
    assert "1 of 5 targets evaluated (20.0 %); 4 errors" in capsys.readouterr().out


def test_a_commit_that_is_gone_by_the_time_of_the_fetch(remote: GitServer, conduct: Conduct, tmp_path: Path) -> None:
    remote.add("acme/names", Path(make_releases(tmp_path / "releases", 1)[0]))
    conduct("github:acme/names", "--list-only")
    targets = tmp_path / "survey" / "targets.jsonl"
    target = json.loads(targets.read_text())
    targets.write_text(json.dumps({**target, "commit": "1" * 40}) + "\n")
    assert conduct()["github:acme/names"]["error"]["type"] == "not_found"


def test_large_files_and_the_content_of_lfs_are_not_fetched(server: GitServer, tmp_path: Path) -> None:
    commit = server.add("acme/large", make_large_release(tmp_path / "large", size=300_000))
    fetch_commit(f"{server.url}/acme/large.git", commit, tmp_path / "clone", FetchLimits(blob_bytes=10_000))
    packed = sum(each.stat().st_size for each in (tmp_path / "clone" / "objects").rglob("*") if each.is_file())
    assert packed < 100_000
    assert not [each for each in server.requests if "lfs" in each]
    assert git(tmp_path / "clone", "rev-list", "--objects", "--missing=print", commit).count("?") == 1


def test_a_clone_that_grows_too_large_is_given_up(server: GitServer, tmp_path: Path) -> None:
    commit = server.add("acme/large", make_large_release(tmp_path / "large", size=300_000))
    limits = FetchLimits(blob_bytes=10_000_000, total_bytes=1_000)
    with pytest.raises(FetchError) as caught:
        fetch_commit(f"{server.url}/acme/large.git", commit, tmp_path / "clone", limits)
    assert caught.value.failure.type is ErrorClass.TOO_LARGE


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmulatedGitHub]:
    with emulated_github(tmp_path_factory.mktemp("emulator")) as running:
        for number in range(104):
            running.call("POST", "/user/repos", {"name": f"model-{number:03}"})
        running.call("PATCH", "/repos/octo/model-000", {"archived": True})
        yield running


@pytest.mark.slow
def test_all_pages_are_listed(emulator: EmulatedGitHub) -> None:
    found = list_repositories(emulator.url, "octo", TOKEN)
    assert [each.name for each in found][:2] == ["octo/model-000", "octo/model-001"]
    assert (len(found), found[0].archived, found[1].archived) == (105, True, False)


@pytest.mark.slow
def test_nobody_of_that_name(emulator: EmulatedGitHub, conduct: Conduct, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_API_URL", emulator.url)
    conduct("github:nobody", code=3)


@pytest.mark.slow
def test_an_owner_is_surveyed(
    emulator: EmulatedGitHub,
    remote: GitServer,
    conduct: Conduct,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("GITHUB_API_URL", emulator.url)
    (path,) = make_releases(tmp_path / "releases", 1)
    remote.add("octo/model-000", Path(path))
    remote.add_empty("octo/model-001")
    rows = conduct("github:octo", "--policy", "aia-baseline")
    assert len(rows) == 105
    assert rows["github:octo/model-000"]["archived"] is True
    assert rows["github:octo/model-000"]["policies"]["aia-baseline"]["outcome"] == "met"
    assert rows["github:octo/model-001"]["error"]["type"] == "empty"
    assert rows["github:octo/model-002"]["error"]["type"] == "not_found"
