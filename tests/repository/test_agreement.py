from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from support.repos import Link, Program, bare_clone, commit_all, git, make_repo, write_files

from openrelease.errors import NoSuchTreeError, SnapshotError, UnreadableError
from openrelease.model import Entry, EntryKind, Snapshot
from openrelease.repository import MemorySnapshot, open_snapshot

pytestmark = pytest.mark.slow

# Other systems refuse these names, or take two of them for one.
ODD_NAMES = {
    "README": "upper\n",
    "readme": "lower\n",
    'quote"and\\slash': "q\n",
    "new\nline": "n\n",
    "tab\tname": "t\n",
    os.fsdecode(b"latin-\xe9.txt"): "not UTF-8\n",
    "NFC-\u00e9": "one\n",
    "NFD-e\u0301": "two\n",
}
FILES = {
    **(ODD_NAMES if sys.platform == "linux" else {}),
    "LICENSE": "Apache License\n",
    "data/empty": b"",
    "data/inner/deep.bin": bytes(range(256)),
    "link": Link("data/../LICENSE"),
    "run.sh": Program("#!/bin/sh\n"),
    "-rf": "an option?\n",
    ".gitattributes": "* text eol=crlf export-ignore\n",
    "emoji \U0001f600": "e\n",
}


def in_memory() -> MemorySnapshot:
    plain = {path: content for path, content in FILES.items() if isinstance(content, bytes | str)}
    script = FILES["run.sh"]
    assert isinstance(script, Program)
    return MemorySnapshot(
        {**plain, "run.sh": script.content},
        entries=[
            Entry(path="link", kind=EntryKind.SYMLINK, target="data/../LICENSE"),
            Entry(path="run.sh", size=10, executable=True),
        ],
    )


def contents(snapshot: Snapshot) -> dict[str, bytes]:
    files = [entry.path for entry in snapshot.entries() if entry.kind is EntryKind.FILE]
    return {path: snapshot.read(path, 1000) for path in files}


@pytest.fixture(params=["sha1", "sha256"])
def repo(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return make_repo(tmp_path / "repo", FILES, object_format=request.param)


def test_every_implementation_sees_the_same_tree(repo: Path, tmp_path: Path) -> None:
    head = git(repo, "rev-parse", "HEAD")
    git(repo, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "other")
    snapshots = {
        "work tree": open_snapshot(repo),
        "index": open_snapshot(repo, staged=True),
        "revision": open_snapshot(repo, revision="HEAD"),
        "linked index": open_snapshot(tmp_path / "linked", staged=True),
        "linked work tree": open_snapshot(tmp_path / "linked"),
        "linked revision": open_snapshot(tmp_path / "linked", revision="other"),
        "bare": open_snapshot(bare_clone(repo, tmp_path / "bare.git")),
        "short id": open_snapshot(tmp_path / "bare.git", revision=head[:12]),
        "the .git folder": open_snapshot(repo / ".git"),
        "plain folder": open_snapshot(write_files(tmp_path / "plain", FILES)),
    }
    expected = in_memory()
    for name, snapshot in snapshots.items():
        assert snapshot.problems == (), name
        if "linked" not in name:  # git checked that one out with eol=crlf
            assert list(snapshot.entries()) == list(expected.entries()), name
            assert contents(snapshot) == contents(expected), name
        paths = [entry.path for entry in snapshot.entries()]
        assert paths == sorted(FILES), name
        with_id = name in {"revision", "linked revision", "bare", "short id", "the .git folder"}
        assert snapshot.revision == (head if with_id else None), name


def test_reads_are_bounded_and_start_where_asked(repo: Path) -> None:
    for snapshot in (
        open_snapshot(repo),
        open_snapshot(repo, staged=True),
        open_snapshot(repo, revision="HEAD"),
        in_memory(),
    ):
        path = "data/inner/deep.bin"
        assert snapshot.read(path, 3) == b"\x00\x01\x02"
        assert snapshot.read(path, 3, 254) == b"\xfe\xff"
        assert snapshot.read(path, 3, 256) == b""
        assert snapshot.read(path, 3, 10**12) == b""
        assert snapshot.read(path, 0) == b""
        assert len(snapshot.read(path, 10**15)) == 256
        assert snapshot.read("data/empty", 10) == b""
        assert snapshot.read("LICENSE", 6) == b"Apache"


def test_what_is_no_file_is_not_read(repo: Path) -> None:
    for snapshot in (
        open_snapshot(repo),
        open_snapshot(repo, staged=True),
        open_snapshot(repo, revision="HEAD"),
        in_memory(),
    ):
        with pytest.raises(UnreadableError, match="is a symlink"):
            snapshot.read("link", 10)
        for path in ("nothing", "data", "data/", "/etc/passwd", "../repo/LICENSE", "./LICENSE", ""):
            with pytest.raises(UnreadableError, match="no such file"):
                snapshot.read(path, 10)


def test_a_subfolder_is_a_tree_of_its_own(repo: Path, tmp_path: Path) -> None:
    bare = bare_clone(repo, tmp_path / "bare.git")
    for snapshot in (
        open_snapshot(repo / "data"),
        open_snapshot(repo / "data", staged=True),
        open_snapshot(repo / "data", revision="HEAD"),
    ):
        assert [entry.path for entry in snapshot.entries()] == ["empty", "inner/deep.bin"]
        assert snapshot.read("inner/deep.bin", 2, 1) == b"\x01\x02"
        with pytest.raises(UnreadableError, match="no such file"):
            snapshot.read("../LICENSE", 10)
    assert len(open_snapshot(bare).entries()) == len(FILES)


def test_a_subfolder_is_not_mistaken_for_a_pattern_or_another(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"a*/x": "1", "ab/y": "2", "a*b/z": "3", ":!a/x": "4"})
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        for folder in ("a*", ":!a"):
            assert [entry.path for entry in open_snapshot(repo / folder, **options).entries()] == ["x"]


def test_an_untracked_subfolder_is_an_error_and_not_an_empty_tree(repo: Path) -> None:
    write_files(repo, {"new/LICENSE": "text"})
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        with pytest.raises(NoSuchTreeError, match="nothing below new/"):
            open_snapshot(repo / "new", **options)


def test_a_repository_without_commits_is_empty(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo")
    assert open_snapshot(repo).entries() == ()
    assert open_snapshot(repo, staged=True).entries() == ()
    with pytest.raises(SnapshotError, match=r"revision HEAD is not in .* nothing is committed yet"):
        open_snapshot(repo, revision="HEAD")
    write_files(repo, {"LICENSE": "text"})
    git(repo, "add", "LICENSE")
    assert [entry.path for entry in open_snapshot(repo).entries()] == ["LICENSE"]
    assert open_snapshot(repo, staged=True).read("LICENSE", 10) == b"text"


@pytest.mark.parametrize(
    "revision",
    [
        "-x",
        "--all",
        "--output=x",
        "HEAD:data",
        ":LICENSE",
        ":/change",
        "^HEAD",
        "HEAD..HEAD",
        "",
        "a\nb",
        "x" * 5000,
    ],
)
def test_a_revision_is_a_commit_and_nothing_else(repo: Path, revision: str) -> None:
    with pytest.raises(SnapshotError, match="is not a revision"):
        open_snapshot(repo, revision=revision)


@pytest.mark.parametrize(
    ("revision", "advice"),
    [
        ("nothing", r"\(git fetch origin nothing;"),
        ("nothing~2", r"\(git fetch origin nothing;"),
        ("LICENSE", "check its name, or fetch it"),
        ("f" * 40, r"\(git fetch origin f{40};"),
        ("HEAD^{tree}", "there is no such commit"),
        ("HEAD~7", "the history is too short"),
        ("@~7", "git fetch --unshallow"),
    ],
)
def test_an_unknown_revision_says_what_to_do(repo: Path, revision: str, advice: str) -> None:
    with pytest.raises(SnapshotError, match=advice):
        open_snapshot(repo, revision=revision)


def test_a_tag_is_its_commit(repo: Path) -> None:
    head = git(repo, "rev-parse", "HEAD")
    git(repo, "tag", "-a", "-m", "v1", "v1")
    commit_all(repo, "later")
    assert open_snapshot(repo, revision="v1").revision == head


def test_wrong_places_are_errors(tmp_path: Path) -> None:
    write_files(tmp_path, {"file": "x", "broken/.git": "gitdir: /nowhere", "empty/.git/x": ""})
    for path, message in {
        "nothing": "cannot be opened",
        "file": "not a folder",
        "broken": "there is no git repository at",
        "broken/../empty": "there is no git repository at",
    }.items():
        with pytest.raises(SnapshotError, match=message):
            open_snapshot(tmp_path / path)
    plain = write_files(tmp_path / "plain", {"x": ""})
    with pytest.raises(SnapshotError, match="the index requires a git repository"):
        open_snapshot(plain, staged=True)
    with pytest.raises(SnapshotError, match="revision HEAD requires a git repository"):
        open_snapshot(plain, revision="HEAD")
    with pytest.raises(SnapshotError, match="exclude each other"):
        open_snapshot(plain, revision="HEAD", staged=True)
