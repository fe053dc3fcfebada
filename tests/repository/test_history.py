"""What a checked-out merge was merged onto."""

from pathlib import Path

import pytest
from support.repos import clone, commit_all, git, make_repo, write_files

from openrelease.repository.git.find_repository import GitRepository, find_repository
from openrelease.repository.git.merge_base import find_merge_base


def merged(folder: Path) -> tuple[Path, str, str]:
    path = make_repo(folder / "repo", {"a": "1"})
    git(path, "checkout", "-q", "-b", "feature")
    head = commit_all(write_files(path, {"b": "1"}))
    git(path, "checkout", "-q", "main")
    base = commit_all(write_files(path, {"c": "1"}))
    git(path, "merge", "-q", "--no-ff", "-m", "merge", "feature")
    return path, base, head


def found(path: Path) -> GitRepository:
    repository = find_repository(path)
    assert repository
    return repository


def test_the_first_parent_of_the_merge_of_a_head(tmp_path: Path) -> None:
    path, base, head = merged(tmp_path)
    merge = git(path, "rev-parse", "HEAD")
    assert find_merge_base(found(path), merge, head) == base
    assert find_merge_base(found(path), merge, base) is None
    assert find_merge_base(found(path), "a" * 40, head) is None


@pytest.mark.slow
def test_no_merge_is_checked_out(tmp_path: Path) -> None:
    path, _, head = merged(tmp_path)
    git(path, "checkout", "-q", head)
    assert find_merge_base(found(path), head, head) is None


@pytest.mark.slow
def test_a_shallow_clone_hides_no_parents(tmp_path: Path) -> None:
    path, base, head = merged(tmp_path)
    merge = git(path, "rev-parse", "HEAD")
    for depth in (1, 2):
        shallow = clone(path, tmp_path / str(depth), f"--depth={depth}")
        assert find_merge_base(found(shallow), merge, head) == base


@pytest.mark.slow
def test_neither_grafts_nor_replacements_choose_the_parents(tmp_path: Path) -> None:
    path, base, head = merged(tmp_path)
    merge = git(path, "rev-parse", "HEAD")
    first = git(path, "rev-parse", f"{base}^")
    (path / ".git/info").mkdir(exist_ok=True)
    (path / ".git/info/grafts").write_text(f"{merge} {first} {head}\n")
    assert find_merge_base(found(path), merge, head) == base
    (path / ".git/info/grafts").unlink()
    git(path, "replace", "--graft", merge, first, head)
    assert find_merge_base(found(path), merge, head) == base


def test_a_repository_without_commits(tmp_path: Path) -> None:
    assert find_merge_base(found(make_repo(tmp_path / "none")), "a" * 40, "b" * 40) is None
