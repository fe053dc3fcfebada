from __future__ import annotations

from pathlib import Path

import pytest
from support.repos import clone, git, make_repo

from openrelease.repository import open_snapshot
from openrelease.repository.git.remote_name import parse_remote_name


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/owner/name",
        "https://github.com/owner/name.git",
        "https://github.com/owner/name/",
        "https://user:secret@github.com/owner/name.git",
        "https://x-access-token:secret@git.example.org:8443/owner/name.git/",
        "http://localhost:3000/owner/name",
        "ssh://git@github.com/owner/name.git",
        "ssh://git@github.com:22/owner/name",
        "git+ssh://git@github.com/owner/name",
        "git://example.org/owner/name.git",
        "git@github.com:owner/name.git",
        "git@github.com:/owner/name",
        "github.com:owner/name",
        "gh:owner/name",
        "https://huggingface.co/datasets/owner/name",
        "git@hf.co:spaces/owner/name",
    ],
)
def test_forms_of_a_remote(url: str) -> None:
    assert parse_remote_name(url) == "owner/name"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/srv/owner/name.git",
        "../owner/name",
        "C:/owner/name",
        "c:owner/name",
        "file:///srv/owner/name",
        "https://huggingface.co/gpt2",
        "https://gitlab.com/group/sub/name",
        "https://example.org/owner/na me",
        "https://example.org/owner/..",
        "https://example.org/owner/name?x=y",
        "https://example.org/ow\x1b[31mner/name",
        "https://github.com/owner/name@evil\nx",
        "ext::sh -c touch% x",
        "https://example.org/owner/" + "n" * 3000,
    ],
)
def test_what_does_not_say_a_name(url: str) -> None:
    assert parse_remote_name(url) is None


def test_every_implementation_knows_the_name(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "text"})
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        assert open_snapshot(repo, **options).name is None
    git(repo, "remote", "add", "origin", "https://user:secret@example.org/owner/name.git")
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        assert open_snapshot(repo, **options).name == "owner/name"
    assert open_snapshot(clone(repo, tmp_path / "clone")).name is None
