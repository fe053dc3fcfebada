"""Whatever a repository holds, nothing of it runs, nothing hangs and nothing outside is read."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest
from support.repos import Link, bare_clone, clone, commit_all, git, make_repo, write_files

from openrelease.errors import SnapshotError, UnreadableError
from openrelease.model import EntryKind, Snapshot
from openrelease.repository import open_snapshot
from openrelease.repository import walk as walk_module
from openrelease.repository.git import git_entries as rows_module
from openrelease.repository.git import git_process as git_module

GIGABYTE = 1000**3
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFOs, and no names like these"),
]


def paths(snapshot: Snapshot) -> list[str]:
    return [entry.path for entry in snapshot.entries()]


def read_all(snapshot: Snapshot) -> dict[str, bytes | str]:
    def attempt(path: str) -> bytes | str:
        try:
            return snapshot.read(path, 1000)
        except UnreadableError as error:
            return error.reason

    return {path: attempt(path) for path in paths(snapshot)}


def canary_settings(canary: Path) -> dict[str, str]:
    """Settings that make git start a program; each touches a file of its own."""
    touch = {key: f"touch {canary}-{key}; false" for key in ("fsmonitor", "ssh", "pager", "textconv", "alias")}
    return {
        "core.fsmonitor": touch["fsmonitor"],
        "core.sshCommand": touch["ssh"],
        "core.pager": touch["pager"],
        "core.hooksPath": str(canary.parent / "hooks"),
        "core.worktree": str(canary.parent / "elsewhere"),
        "core.attributesFile": str(canary.parent / "attributes"),
        "diff.evil.textconv": touch["textconv"],
        "diff.external": touch["textconv"],
        "filter.evil.clean": touch["textconv"],
        "filter.evil.smudge": touch["textconv"],
        "filter.evil.process": touch["textconv"],
        "alias.ls-files": f"!{touch['alias']}",
        "alias.cat-file": f"!{touch['alias']}",
        "protocol.allow": "always",
        "protocol.ssh.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
        "safe.bareRepository": "all",
    }


def arm(git_dir: Path, canary: Path) -> None:
    hooks = {f"hooks/{name}": f"#!/bin/sh\ntouch {canary}-hook\n" for name in ("post-index-change", "pre-commit")}
    write_files(canary.parent, {**hooks, "attributes": "* diff=evil filter=evil\n", "elsewhere/secret": "s"})
    for name in hooks:
        (canary.parent / name).chmod(0o755)
    for key, value in canary_settings(canary).items():
        git(canary.parent, "config", "--file", str(git_dir / "config"), key, value)


def canaries(canary: Path) -> list[str]:
    return [path.name for path in canary.parent.glob(f"{canary.name}-*")]


def test_the_canaries_can_sing(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "text"})
    arm(repo / ".git", tmp_path / "canary")
    git(repo, "config", "--unset", "core.worktree")
    git(repo, "ls-files")
    assert canaries(tmp_path / "canary") == ["canary-fsmonitor"]


@pytest.fixture(params=["this git", "older git"])
def _any_git(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older git does not know the one variable that turns off lazy fetching."""
    if request.param == "older git":
        monkeypatch.delitem(git_module._ENVIRONMENT, "GIT_NO_LAZY_FETCH")  # noqa: SLF001 - stands for a version


@pytest.mark.usefixtures("_any_git")
def test_settings_of_the_repository_start_nothing(tmp_path: Path) -> None:
    files = {"LICENSE": "text", "empty": "", ".gitattributes": "* diff=evil filter=evil\n"}
    repo = make_repo(tmp_path / "repo", files)
    bare = bare_clone(repo, tmp_path / "bare.git")
    part = clone(repo, tmp_path / "part", "--no-checkout", "--filter=blob:none")
    for git_dir in (repo / ".git", bare, part / ".git"):
        arm(git_dir, tmp_path / "canary")
    git(
        tmp_path,
        "config",
        "--file",
        str(part / ".git" / "config"),
        "remote.origin.url",
        "git@example.org:a/b.git",
    )
    snapshots = [
        open_snapshot(repo),
        open_snapshot(repo, staged=True),
        open_snapshot(repo, revision="HEAD"),
        open_snapshot(bare),
    ]
    for snapshot in snapshots:
        assert read_all(snapshot) == {path: content.encode() for path, content in files.items()}
    assert set(read_all(open_snapshot(part, revision="main")).values()) == {"content not in the repository"}
    assert open_snapshot(part, staged=True).entries() == ()
    with pytest.raises(SnapshotError):
        open_snapshot(part, revision="f" * 40)
    assert canaries(tmp_path / "canary") == []


def test_an_embedded_bare_repository_is_files(tmp_path: Path) -> None:
    inner = bare_clone(make_repo(tmp_path / "source", {"LICENSE": "inner"}), tmp_path / "inner.git")
    arm(inner, tmp_path / "canary")
    files = {
        f"data/inner/{path.relative_to(inner).as_posix()}": path.read_bytes()
        for path in inner.rglob("*")
        if path.is_file()
    }
    repo = make_repo(tmp_path / "repo", {**files, "data/inner/refs/heads/keep": "", "LICENSE": "outer"})
    for folder in ("data/inner", "data/inner/refs", "data", "."):
        for options in ({}, {"staged": True}, {"revision": "HEAD"}):
            snapshot = open_snapshot(repo / folder, **options)
            assert snapshot.name is None
            assert all(isinstance(content, bytes) for content in read_all(snapshot).values())
    assert "HEAD" in paths(open_snapshot(repo / "data" / "inner"))
    assert canaries(tmp_path / "canary") == []


def test_a_work_tree_that_looks_like_a_bare_repository_is_a_work_tree(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo")
    write_files(repo, {"HEAD": "ref: refs/heads/main\n", "objects/x": "", "refs/heads/x": ""})
    snapshot = open_snapshot(repo)  # nothing is tracked yet, so the files are read as they lie there
    assert paths(snapshot) == ["HEAD", "objects/x", "refs/heads/x"]
    assert snapshot.read("HEAD", 100) == b"ref: refs/heads/main\n"
    git(repo, "add", "refs")
    assert paths(open_snapshot(repo)) == ["refs/heads/x"]


@pytest.mark.usefixtures("_any_git")
def test_a_partial_clone_downloads_nothing(tmp_path: Path) -> None:
    source = make_repo(tmp_path / "source", {"LICENSE": "text", "big.bin": b"x" * 5000, "link": Link("LICENSE")})
    for name, options in {"bare": ("--bare",), "tree": ("--no-checkout",)}.items():
        part = clone(source, tmp_path / name, "--filter=blob:none", *options)
        git(part, "config", "protocol.allow", "always")
        git(part, "config", "protocol.file.allow", "always")
        before = count(part)
        snapshot = open_snapshot(part, revision="HEAD")
        assert paths(snapshot) == ["LICENSE", "big.bin", "link"]
        assert {entry.size for entry in snapshot.entries()} == {None}
        assert read_all(snapshot)["LICENSE"] == "content not in the repository"
        assert snapshot.entries()[2].target is None
        assert count(part) == before
        gone = clone(source, tmp_path / f"{name} gone", "--filter=blob:none", *options)
        git(gone, "remote", "remove", "origin")
        assert read_all(open_snapshot(gone, revision="HEAD"))["LICENSE"] == "content not in the repository"
        assert git(part, "cat-file", "-s", "HEAD:big.bin") == "5000"  # what git itself does
        assert count(part) > before
        assert {entry.path: entry.size for entry in open_snapshot(part, revision="HEAD").entries()} == {
            "LICENSE": None,
            "big.bin": 5000,
            "link": None,
        }


def count(repo: Path) -> int:
    return sum(1 for path in repo.rglob("objects/**/*") if path.is_file())


@pytest.mark.usefixtures("_any_git")
def test_a_clone_without_trees_is_an_error_and_downloads_nothing(tmp_path: Path) -> None:
    source = make_repo(tmp_path / "source", {"LICENSE": "text"})
    part = clone(source, tmp_path / "part", "--filter=tree:0", "--bare")
    before = count(part)
    with pytest.raises(SnapshotError, match="ls-tree failed"):
        open_snapshot(part)
    assert count(part) == before


def test_links_lead_nowhere(tmp_path: Path) -> None:
    links = {
        "LICENSE": Link("/etc/passwd"),
        "zero": Link("/dev/zero"),
        "loop": Link("loop"),
        "up": Link("../../.."),
        "inside": Link("./kept//file"),
    }
    outside = write_files(tmp_path / "outside", {"file": "secret"})
    make_repo(tmp_path / "repo", {**links, "kept/file": "text", "kept/deep/file": "text"})
    write_files(tmp_path / "plain", {**links, "kept/file": "text", "kept/deep/file": "text"})
    for root in (tmp_path / "repo", tmp_path / "plain"):
        snapshot = open_snapshot(root)
        targets = {entry.path: entry.target for entry in snapshot.entries() if entry.kind is EntryKind.SYMLINK}
        assert targets == {path: link.target for path, link in links.items()}
        assert {read_all(snapshot)[path] for path in links} == {"is a symlink"}
        # A folder and a file are exchanged for links while we look.
        (root / "kept" / "deep").rename(root / "kept" / "away")
        (root / "kept" / "deep").symlink_to(outside)
        (root / "kept" / "file").unlink()
        (root / "kept" / "file").symlink_to(outside / "file")
        assert read_all(snapshot)["kept/deep/file"] == "a folder above it is a link or not a folder"
        assert read_all(snapshot)["kept/file"] == "is a symlink"


def test_a_link_as_the_folder_that_was_asked_for_is_its_target(tmp_path: Path) -> None:
    make_repo(tmp_path / "repo", {"data/x": "text"})
    (tmp_path / "link").symlink_to(tmp_path / "repo" / "data")
    assert paths(open_snapshot(tmp_path / "link")) == ["x"]


def test_pipes_and_sockets_are_named_and_never_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repo(tmp_path / "repo", {"model.safetensors": "x", "LICENSE": "text"})
    (repo / "model.safetensors").unlink()
    os.mkfifo(repo / "model.safetensors")
    plain = tmp_path / "plain"
    plain.mkdir()
    os.mkfifo(plain / "model.safetensors")
    monkeypatch.chdir(plain)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        for snapshot in (open_snapshot(repo), open_snapshot(plain)):
            special = [entry.path for entry in snapshot.entries() if entry.kind is EntryKind.SPECIAL]
            assert "model.safetensors" in special
            assert read_all(snapshot)["model.safetensors"] == "is not a regular file"
        assert special == ["model.safetensors", "socket"]


def test_a_file_that_becomes_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    snapshot = open_snapshot(write_files(tmp_path / "plain", {"x": "text"}))
    (tmp_path / "plain" / "x").unlink()
    os.mkfifo(tmp_path / "plain" / "x")
    assert read_all(snapshot) == {"x": "is not a regular file"}


def test_a_huge_file_costs_what_is_read_of_it(tmp_path: Path) -> None:
    with (write_files(tmp_path / "plain", {}) / "huge").open("wb") as file:
        file.truncate(100 * GIGABYTE)
        file.seek(70 * GIGABYTE)
        file.write(b"needle")
    started = time.monotonic()
    snapshot = open_snapshot(tmp_path / "plain")
    assert snapshot.entries()[0].size == 100 * GIGABYTE
    assert snapshot.read("huge", 4, 70 * GIGABYTE) == b"need"
    assert snapshot.read("huge", 4) == b"\0\0\0\0"
    assert snapshot.read("huge", 1000, 100 * GIGABYTE - 3) == b"\0\0\0"
    assert time.monotonic() - started < 5


def test_a_big_blob_is_not_read_to_its_end(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "text"})
    size = 300_000_000
    with (repo / "big.bin").open("wb") as file:
        file.write(b"head")
        file.truncate(size)
    git(repo, "config", "core.compression", "1")
    commit_all(repo)
    started = time.monotonic()
    for snapshot in (open_snapshot(repo, revision="HEAD"), open_snapshot(repo, staged=True)):
        assert {entry.path: entry.size for entry in snapshot.entries()}["big.bin"] == size
        for _ in range(10):
            assert snapshot.read("big.bin", 4) == b"head"
            assert snapshot.read("LICENSE", 10) == b"text"
        assert snapshot.read("big.bin", 10, 2_000_000) == bytes(10)
    assert time.monotonic() - started < 5


def test_a_listing_that_is_cut_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (rows_module, walk_module):
        monkeypatch.setattr(module, "MAX_ENTRIES", 5)
    files = {f"folder/{number}": "" for number in range(6)}
    repo = make_repo(tmp_path / "repo", files)
    plain = write_files(tmp_path / "plain", files)
    snapshots = [open_snapshot(repo), open_snapshot(repo, staged=True), open_snapshot(repo, revision="HEAD")]
    for snapshot in (*snapshots, open_snapshot(plain)):
        assert len(snapshot.entries()) == 5
        assert [problem.location.path for problem in snapshot.problems] == ["."]
        assert "not listed to its end" in snapshot.problems[0].message


def test_output_that_is_too_long_is_cut_at_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repo(tmp_path / "repo", {f"{number}-{'x' * 200}": "" for number in range(9)})
    monkeypatch.setattr("openrelease.repository.git.git_process.MAX_OUTPUT", 1000)
    snapshot = open_snapshot(repo)
    assert [len(path) for path in paths(snapshot)] == [202] * 3
    assert "not listed to its end" in snapshot.problems[0].message


def tree_of(repo: Path, records: list[tuple[bytes, str]]) -> str:
    """A commit of a tree that git itself would refuse to make."""
    data = b"".join(name + b"\0" + bytes.fromhex(oid) for name, oid in records)
    tree = git(repo, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=data)
    return git(repo, "commit-tree", tree, "-m", "forged")


def test_forged_trees_do_not_lead_out(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "one", "other": "two"})
    one, two = (git(repo, "rev-parse", f"HEAD:{name}") for name in ("LICENSE", "other"))
    records = [
        (b"100644 ../../etc/passwd", one),
        (b"100644 ..", one),
        (b"100644 /etc/passwd", one),
        (b"100644 LICENSE", one),
        (b"100644 LICENSE", two),
        (b"100664 group", one),
        (b"120000 link", one),
    ]
    snapshot = open_snapshot(repo, revision=tree_of(repo, records))
    assert paths(snapshot) == ["LICENSE", "group", "link"]
    assert {problem.location.path: problem.message for problem in snapshot.problems} == {
        "LICENSE": "is listed more than once",
        "..": "is not a path below the root, left out",
        "../../etc/passwd": "is not a path below the root, left out",
        "/etc/passwd": "is not a path below the root, left out",
    }


@pytest.mark.parametrize("times", [1, 20])
def test_a_damaged_blob_is_unreadable_and_the_others_are_read(tmp_path: Path, times: int) -> None:
    files = {"A": "before", "LICENSE": bytes(range(256)) * times, "README": "two", "empty": ""}
    repo = make_repo(tmp_path / "repo", files)
    oid = git(repo, "rev-parse", "HEAD:LICENSE")
    loose = repo / ".git" / "objects" / oid[:2] / oid[2:]
    loose.chmod(0o644)
    loose.write_bytes(loose.read_bytes()[:150])
    for options in ({"staged": True}, {"revision": "HEAD"}):
        seen = read_all(open_snapshot(repo, **options))
        assert seen == {"A": b"before", "LICENSE": "git cannot read it", "README": b"two", "empty": b""}


def test_an_object_that_makes_git_wait_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": bytes(range(256)) * 8, "README": "two"})
    oid = git(repo, "rev-parse", "HEAD:LICENSE")
    snapshot = open_snapshot(repo, revision="HEAD")
    (repo / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    os.mkfifo(repo / ".git" / "objects" / oid[:2] / oid[2:])
    monkeypatch.setattr("openrelease.repository.git.git_cat_file.SECONDS", 0.5)
    assert read_all(snapshot) == {"LICENSE": "git took too long to read it", "README": b"two"}


def test_a_tree_of_problems_names_the_first_ones(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "one"})
    oid = git(repo, "rev-parse", "HEAD:LICENSE")
    records = [(f"100644 ../{number:04}".encode(), oid) for number in range(250)]
    problems = open_snapshot(repo, revision=tree_of(repo, records)).problems
    assert [problem.location.path for problem in problems[:2]] == ["../0000", "../0001"]
    assert problems[-1].message == "150 more problems of this kind"
    assert len(problems) == 101


def test_a_damaged_index_is_an_error_in_the_words_of_git(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "one"})
    (repo / ".git" / "index").write_bytes(b"no index")
    for options in ({}, {"staged": True}):
        with pytest.raises(SnapshotError, match=r"git ls-files failed in .*index"):
            open_snapshot(repo, **options)


@pytest.mark.skipif(not IS_ROOT, reason="only root gives files away")
def test_a_repository_of_another_user_is_read(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "one"})
    for path in (repo, *repo.rglob("*")):
        os.chown(path, 54321, 54321)
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        assert read_all(open_snapshot(repo, **options)) == {"LICENSE": b"one"}


@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_what_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    plain = write_files(tmp_path / "plain", {"secret/x": "x", "closed": "y"})
    (plain / "secret").chmod(0)
    (plain / "closed").chmod(0)
    snapshot = open_snapshot(plain)
    assert [problem.location.path for problem in snapshot.problems] == ["secret"]
    assert read_all(snapshot) == {"closed": "permission denied"}
    (plain / "secret").chmod(0o755)


def test_a_program_called_git_in_the_repository_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repo(tmp_path / "repo", {"git": f"#!/bin/sh\ntouch {tmp_path / 'canary-git'}\n"})
    (repo / "git").chmod(0o755)
    monkeypatch.chdir(repo)
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", os.environ["PATH"])))
    assert paths(open_snapshot(repo, staged=True)) == ["git"]
    assert canaries(tmp_path / "canary") == []
    monkeypatch.setenv("PATH", f".{os.pathsep}")
    with pytest.raises(SnapshotError, match="git was not found"):
        open_snapshot(repo)
    assert paths(open_snapshot(write_files(tmp_path / "plain", {"x": ""}))) == ["x"]


def test_broken_settings_of_the_machine_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "one"})
    write_files(tmp_path / "home", {".gitconfig": "[core", "git/config": "[core"})
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "home" / ".gitconfig"))
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        assert read_all(open_snapshot(repo, **options)) == {"LICENSE": b"one"}


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "one"})
    before = sorted((path, path.stat().st_mtime_ns) for path in (repo / ".git").rglob("*"))
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        assert read_all(open_snapshot(repo, **options)) == {"LICENSE": b"one"}
    assert list((tmp_path / "scratch").iterdir()) == []
    assert sorted((path, path.stat().st_mtime_ns) for path in (repo / ".git").rglob("*")) == before
