"""What git neither tracks nor ignores is named, and nothing of the repository decides how."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.repos import bare_clone, git, make_repo, write_files

from openrelease.repository import list_untracked


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return make_repo(tmp_path / "repo", {"README": "x", ".gitignore": "*.tmp\n", "sub/kept": "x"})


def test_files_of_the_top_come_first_and_folders_are_one(repo: Path) -> None:
    write_files(repo, {"data/one": "", "data/two": "", "LICENSE": "", "a.tmp": "", "sub/new": ""})
    assert list_untracked(repo) == ("LICENSE", "data/", "sub/new")
    assert list_untracked(repo / "sub") == ("new",)


def test_a_folder_outside_git_and_a_bare_repository_have_none(repo: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "plain", {"LICENSE": ""})
    assert list_untracked(tmp_path / "plain") == ()
    assert list_untracked(bare_clone(repo, tmp_path / "bare")) == ()
    assert list_untracked(tmp_path / "none") == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a FIFO to wait at")
def test_a_repository_cannot_make_git_wait_by_naming_a_pipe(repo: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    git(repo, "config", "core.excludesFile", str(tmp_path / "pipe"))
    write_files(repo, {"LICENSE": ""})
    assert list_untracked(repo) == ("LICENSE",)
