from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from support.repos import make_repo

from openrelease.config import Flags, load_settings
from openrelease.repository import open_snapshot, parse_pointer, stored_size
from openrelease.run import run

CONTENT = b"x" * 40
OID = hashlib.sha256(CONTENT).hexdigest()
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{OID}\nsize 40\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return make_repo(tmp_path / "repo", {"README.md": "# Tiny\n", "sub/model.safetensors": POINTER})


def keep(repo: Path, content: bytes) -> None:
    """Put an object where Git LFS keeps those of a clone."""
    folder = repo / ".git" / "lfs" / "objects" / OID[:2] / OID[2:4]
    folder.mkdir(parents=True)
    (folder / OID).write_bytes(content)


OPTIONS = [{}, {"staged": True}, {"revision": "HEAD"}]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_what_git_lfs_keeps_for_a_pointer_is_measured(repo: Path, options: dict[str, object]) -> None:
    def size() -> int | None:
        snapshot = open_snapshot(repo, **options)  # type: ignore[arg-type]
        entry = next(entry for entry in snapshot.entries() if entry.path.endswith(".safetensors"))
        pointer = parse_pointer(snapshot, entry)
        assert pointer is not None
        return stored_size(snapshot, pointer)

    assert size() is None
    keep(repo, CONTENT[:-3])
    assert size() == 37


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("content", [CONTENT, CONTENT[:-3]], ids=["whole", "cut"])
def test_an_object_of_another_size_is_a_fault(repo: Path, options: dict[str, object], content: bytes) -> None:
    keep(repo, content)
    snapshot = open_snapshot(repo, **options)  # type: ignore[arg-type]
    weights = run(snapshot, load_settings(snapshot, Flags())).facts.weights
    told = [(fault.rule, fault.severity.value, fault.location.path) for fault in weights[0].faults]
    wrong = [("lfs-oid-mismatch", "error", "sub/model.safetensors")]
    assert told == (wrong if content != CONTENT else [])


def test_a_link_in_the_place_of_an_object_is_not_followed(repo: Path, tmp_path: Path) -> None:
    keep(repo, CONTENT)
    place = repo / ".git" / "lfs" / "objects" / OID[:2] / OID[2:4] / OID
    place.unlink()
    place.symlink_to(tmp_path)
    snapshot = open_snapshot(repo)
    pointer = parse_pointer(snapshot, snapshot.entries()[1])
    assert pointer is not None
    assert stored_size(snapshot, pointer) is None
