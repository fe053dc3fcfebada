"""The index is what will be committed; the disk may hold something else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.repos import clone, commit_all, git, make_repo, write_files

from openrelease.errors import SnapshotError, UnreadableError
from openrelease.model import EntryKind, Snapshot
from openrelease.repository import open_snapshot

LIST_INDEX = """\
import sys
from pathlib import Path
from openrelease.repository import open_snapshot
for path in sys.argv[2:]:
    snapshot = open_snapshot(Path(path), staged=True)
    listed = [f"{entry.path}={snapshot.read(entry.path, 9).decode()}" for entry in snapshot.entries()]
    with open(sys.argv[1], "a", encoding="utf-8") as file:
        print(*listed, file=file)
"""


def paths(snapshot: Snapshot) -> list[str]:
    return [entry.path for entry in snapshot.entries()]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return make_repo(tmp_path / "repo", {"LICENSE": "one", "README": "two", "data/x": "three"})


def test_an_untracked_license_does_not_count(repo: Path) -> None:
    write_files(repo, {"COPYING": "text", ".gitignore": "*.tmp", "a.tmp": "ignored"})
    assert paths(open_snapshot(repo)) == ["LICENSE", "README", "data/x"]
    assert paths(open_snapshot(repo, staged=True)) == ["LICENSE", "README", "data/x"]
    with pytest.raises(UnreadableError, match="no such file"):
        open_snapshot(repo).read("COPYING", 10)


def test_a_license_taken_out_of_the_index_does_not_count(repo: Path) -> None:
    git(repo, "rm", "-q", "--cached", "LICENSE")
    assert (repo / "LICENSE").is_file()
    assert paths(open_snapshot(repo)) == ["README", "data/x"]
    assert paths(open_snapshot(repo, staged=True)) == ["README", "data/x"]
    assert paths(open_snapshot(repo, revision="HEAD")) == ["LICENSE", "README", "data/x"]


def test_the_index_is_read_and_not_the_disk(repo: Path) -> None:
    write_files(repo, {"LICENSE": "staged"})
    git(repo, "add", "LICENSE")
    write_files(repo, {"LICENSE": "on disk"})
    (repo / "README").unlink()
    assert open_snapshot(repo, staged=True).read("LICENSE", 10) == b"staged"
    assert open_snapshot(repo).read("LICENSE", 10) == b"on disk"
    assert open_snapshot(repo, revision="HEAD").read("LICENSE", 10) == b"one"
    assert paths(open_snapshot(repo)) == ["LICENSE", "data/x"]
    assert paths(open_snapshot(repo, staged=True)) == ["LICENSE", "README", "data/x"]


def test_an_announced_file_is_on_disk_only(repo: Path) -> None:
    write_files(repo, {"MODEL_CARD.md": "card", "data/announced": "", "data/empty": ""})
    git(repo, "add", "data/empty")
    git(repo, "add", "-N", "MODEL_CARD.md", "data/announced")
    assert "MODEL_CARD.md" in paths(open_snapshot(repo))
    assert paths(open_snapshot(repo, staged=True)) == ["LICENSE", "README", "data/empty", "data/x"]
    assert paths(open_snapshot(repo / "data", staged=True)) == ["empty", "x"]


def test_a_conflict_is_a_problem_and_has_no_staged_content(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "other")
    write_files(repo, {"LICENSE": "theirs"})
    commit_all(repo)
    git(repo, "checkout", "-q", "main")
    write_files(repo, {"LICENSE": "ours"})
    commit_all(repo)
    ids = {stage: git(repo, "rev-parse", f"{name}:LICENSE") for stage, name in ((2, "main"), (3, "other"))}
    stages = "".join(f"100644 {oid} {stage}\tLICENSE\n" for stage, oid in ids.items())
    git(repo, "update-index", "--index-info", given=f"0 {'0' * 40}\tLICENSE\n{stages}".encode())
    for snapshot in (open_snapshot(repo), open_snapshot(repo, staged=True)):
        assert paths(snapshot) == ["LICENSE", "README", "data/x"]
        assert [problem.location.path for problem in snapshot.problems] == ["LICENSE"]
    assert open_snapshot(repo).read("LICENSE", 10) == b"ours"
    with pytest.raises(UnreadableError, match="merge conflict"):
        open_snapshot(repo, staged=True).read("LICENSE", 10)


@pytest.mark.parametrize("options", [(), ("--sparse-index",)])
def test_outside_a_sparse_checkout_content_is_said_to_be_elsewhere(repo: Path, options: tuple[str, ...]) -> None:
    write_files(repo, {"kept/y": "kept", "data/deep/z": "z"})
    commit_all(repo)
    git(repo, "sparse-checkout", "set", "--cone", *options, "kept")
    snapshot = open_snapshot(repo)
    everything = ["LICENSE", "README", "data/deep/z", "data/x", "kept/y"]
    assert paths(snapshot) == everything
    assert {entry.path: entry.size for entry in snapshot.entries()}["data/x"] is None
    with pytest.raises(UnreadableError, match="outside the sparse checkout"):
        snapshot.read("data/x", 10)
    assert paths(open_snapshot(repo, staged=True)) == everything
    assert open_snapshot(repo, staged=True).read("data/x", 10) == b"three"


def test_a_split_index_is_read(repo: Path) -> None:
    git(repo, "update-index", "--split-index")
    write_files(repo, {"new": "n"})
    git(repo, "add", "new")
    assert paths(open_snapshot(repo, staged=True)) == ["LICENSE", "README", "data/x", "new"]


def test_a_file_that_became_a_folder_or_a_link_is_seen_as_such(repo: Path, tmp_path: Path) -> None:
    outside = write_files(tmp_path / "outside", {"x": "secret"})
    (repo / "LICENSE").unlink()
    write_files(repo, {"LICENSE/inside": "untracked"})
    (repo / "README").unlink()
    (repo / "README").symlink_to(outside / "x")
    (repo / "data" / "x").unlink()
    (repo / "data").rmdir()
    (repo / "data").symlink_to(outside)
    snapshot = open_snapshot(repo)
    assert paths(snapshot) == ["README"]
    assert snapshot.entries()[0].kind is EntryKind.SYMLINK
    assert snapshot.entries()[0].target == str(outside / "x")


@pytest.fixture
def hooked(repo: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A repository whose pre-commit hook writes what it sees of itself and of another repository."""
    other = make_repo(tmp_path / "other", {"other": "o"})
    script = tmp_path / "list_index.py"
    script.write_text(LIST_INDEX, encoding="utf-8")
    seen = tmp_path / "seen"
    command = f"{sys.executable} {script} {seen} . {other}"
    write_files(repo, {".git/hooks/pre-commit": f"#!/bin/sh\n{command}\n"})
    (repo / ".git" / "hooks" / "pre-commit").chmod(0o755)
    return repo, seen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "given", "expected"),
    [
        (("-a",), b"", "LICENSE=new README=new data/x=three"),
        (("-p",), b"y\nn\n", "LICENSE=new README=two data/x=three"),
        (("README",), b"", "LICENSE=one README=new data/x=three"),
        (("--allow-empty",), b"", "LICENSE=one README=two data/x=three"),
    ],
)
def test_a_hook_sees_the_index_being_committed(
    hooked: tuple[Path, Path], arguments: tuple[str, ...], given: bytes, expected: str
) -> None:
    repo, seen = hooked
    write_files(repo, {"LICENSE": "new", "README": "new"})
    git(repo, "commit", "-q", "-m", "change", *arguments, given=given)
    assert seen.read_text(encoding="utf-8").splitlines() == [expected, "other=o"]


@pytest.mark.slow
def test_a_hook_in_a_linked_worktree_sees_its_own_index(hooked: tuple[Path, Path], tmp_path: Path) -> None:
    repo, seen = hooked
    git(repo, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    write_files(tmp_path / "linked", {"LICENSE": "linked"})
    git(tmp_path / "linked", "commit", "-q", "-a", "-m", "change")
    first = seen.read_text(encoding="utf-8").splitlines()[0]
    assert first == "LICENSE=linked README=two data/x=three"


def test_variables_of_another_repository_do_not_count(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repo(tmp_path / "other", {"other": "o"})
    monkeypatch.chdir(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other / ".git" / "objects"))
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        assert paths(open_snapshot(repo, **options)) == ["LICENSE", "README", "data/x"]
    monkeypatch.delenv("GIT_DIR")
    assert paths(open_snapshot(repo, staged=True)) == ["LICENSE", "README", "data/x"]


def test_a_submodule_is_named_and_not_entered(repo: Path, tmp_path: Path) -> None:
    inner = make_repo(tmp_path / "inner", {"LICENSE": "inner"})
    git(repo, "submodule", "--quiet", "add", inner.as_uri(), "third/party")
    commit_all(repo)
    fresh = clone(repo, tmp_path / "fresh")
    for place in (repo, fresh):
        for options in ({}, {"staged": True}, {"revision": "HEAD"}):
            snapshot = open_snapshot(place, **options)
            kinds = {entry.path: entry.kind for entry in snapshot.entries()}
            assert kinds["third/party"] is EntryKind.SUBMODULE
            assert "third/party/LICENSE" not in kinds
            with pytest.raises(UnreadableError, match="is a submodule"):
                snapshot.read("third/party", 10)
    assert paths(open_snapshot(repo / "third" / "party")) == ["LICENSE"]


def test_nested_repositories_of_a_plain_folder_are_submodules(tmp_path: Path) -> None:
    make_repo(tmp_path / "plain" / "nested", {"LICENSE": "inner"})
    write_files(tmp_path / "plain", {"README": "x", "dangling/.git": "gitdir: nowhere", "dangling/y": ""})
    kinds = {entry.path: entry.kind for entry in open_snapshot(tmp_path / "plain").entries()}
    assert kinds == {
        "README": EntryKind.FILE,
        "dangling": EntryKind.SUBMODULE,
        "nested": EntryKind.SUBMODULE,
    }


def test_a_shallow_clone_is_read_and_says_how_to_get_more(repo: Path, tmp_path: Path) -> None:
    first = git(repo, "rev-parse", "HEAD")
    write_files(repo, {"LICENSE": "two"})
    commit_all(repo)
    shallow = clone(repo, tmp_path / "shallow", "--depth=1", "--bare")
    assert paths(open_snapshot(shallow)) == ["LICENSE", "README", "data/x"]
    with pytest.raises(SnapshotError, match="git fetch origin"):
        open_snapshot(shallow, revision=first)
