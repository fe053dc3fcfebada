"""Git directories that lie or that wait: a pipe among git's files, and objects with the content of others."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest
from support.repos import git, make_repo

from openrelease.errors import SnapshotError, UnreadableError
from openrelease.repository import open_snapshot

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFOs")

PIPES = ("HEAD", "config", "index", "commondir", "packed-refs", "objects/info/alternates", "refs/heads/main", "shallow")


@pytest.mark.parametrize("name", PIPES)
@pytest.mark.parametrize("staged", [False, True])
def test_a_pipe_among_the_files_of_git_is_refused_at_once(tmp_path: Path, name: str, *, staged: bool) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "text"})
    pipe = repo / ".git" / name
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    with pytest.raises(SnapshotError, match="is not a regular file"):
        open_snapshot(repo, staged=staged)


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_blob_with_the_content_of_another_is_not_read(tmp_path: Path, object_format: str) -> None:
    repo = make_repo(tmp_path / "repo", {"LICENSE": "all rights reserved", "a": "b"}, object_format=object_format)
    oid = git(repo, "rev-parse", "HEAD:LICENSE")
    loose = repo / ".git" / "objects" / oid[:2] / oid[2:]
    loose.chmod(0o644)
    loose.write_bytes(zlib.compress(b"blob 11\0MIT License"))
    for snapshot in (open_snapshot(repo, staged=True), open_snapshot(repo, revision="HEAD")):
        assert snapshot.read("a", 10) == b"b"
        with pytest.raises(UnreadableError, match="not that of its id"):
            snapshot.read("LICENSE", 1_000)
