"""A second check of an unchanged repository prints the same from the cache; of a changed one, what is so now."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.repos import git, make_repo, write_files

from openrelease.cache import cache_folder
from openrelease.cli import main

README = "# A model\n\nThe weights are released under Apache-2.0.\n"
STORED = "printed from the cache\n"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no cache where files have no owners"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return make_repo(
        tmp_path / "tree", {"README.md": README, "LICENSE": "MIT License\n", "model.safetensors": b"x" * 64}
    )


@pytest.fixture
def check(tree: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*options: str) -> str:
        code = main(["check", str(tree), *options])
        printed = capsys.readouterr()
        return f"{code}\n{printed.out}{printed.err}"

    return run


def stored(cache: Path) -> list[Path]:
    """Return the files of stored results, beside the table of patterns."""
    return sorted(path for path in cache.iterdir() if not path.name.startswith("patterns-")) if cache.exists() else []


def mark(cache: Path) -> None:
    """Put a word into what is stored, by which an answer from the cache is recognized."""
    [file] = stored(cache)
    folder = cache_folder.CacheFolder(path=cache)
    content = folder.read(file.name)
    assert content is not None
    folder.write(file.name, content.replace(b'"output": "', b'"output": "' + STORED.encode().replace(b"\n", b"\\n")))


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--format", "json"),
        ("--staged",),
        ("--revision", "HEAD"),
        ("--staged", "--fail-on=regression"),
        ("--base=HEAD",),
        ("--policy=all",),
    ],
)
def test_a_second_check_prints_the_same_bytes(
    check: Callable[..., str], own_cache: Path, options: tuple[str, ...]
) -> None:
    first = check(*options)
    assert check(*options) == first == check(*options, "--no-cache")
    mark(own_cache)
    assert STORED in check(*options)
    assert STORED not in check(*options, "--no-cache")
    assert STORED not in check(*options, "--fail-on=never")


def test_an_edit_of_the_same_size_and_time_is_seen(check: Callable[..., str], tree: Path, own_cache: Path) -> None:
    check("--format=json")
    mark(own_cache)
    path = tree / "README.md"
    before = path.stat()
    path.write_text(README.replace("Apache-2.0", "CC-BY-NC-4"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = check("--format=json")
    assert STORED not in after
    assert after == check("--format=json", "--no-cache")
    assert "CC-BY-NC-4" in after


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "README.md").unlink(),
        lambda root: (root / "LICENSE").chmod(0o755),
        lambda root: write_files(root, {"untracked.md": "x"}),
        lambda root: (write_files(root, {"tracked.md": "x"}), git(root, "add", "tracked.md")),
        lambda root: git(root, "remote", "add", "origin", "https://github.com/owner/name.git"),
        lambda root: (write_files(root, {".openrelease.yml": "kind: dataset\n"}), git(root, "add", ".")),
    ],
)
def test_any_change_of_the_tree_is_seen(
    check: Callable[..., str], tree: Path, own_cache: Path, change: Callable[[Path], object]
) -> None:
    check()
    mark(own_cache)
    change(tree)
    assert check() == check("--no-cache")


def test_another_base_is_seen(check: Callable[..., str], tree: Path, own_cache: Path) -> None:
    (tree / "LICENSE").unlink()
    git(tree, "add", "-A")
    hook = ("--staged", "--fail-on=regression")
    first = check(*hook)
    mark(own_cache)
    git(tree, "commit", "-q", "-m", "gone")
    assert first.startswith("1")
    assert check(*hook).startswith("0")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        flip,
        lambda path: path.write_bytes(path.read_bytes()[:-5]),
        lambda path: path.write_bytes(b""),
        lambda path: path.chmod(0o666),
        lambda path: path.parent.chmod(0o777),
        lambda path: (path.rename(path.parent / "elsewhere"), path.symlink_to("elsewhere")),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), os.mkfifo(path)),
    ],
)
def test_a_file_that_is_not_as_it_was_written_is_not_read(
    check: Callable[..., str], own_cache: Path, damage: Callable[[Path], object]
) -> None:
    first = check()
    mark(own_cache)
    damage(stored(own_cache)[0])
    assert check() == first


def test_files_of_another_user_are_not_read(
    check: Callable[..., str], own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check()
    mark(own_cache)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert check() == first


@pytest.mark.parametrize("place", ["", ".cache"])
def test_a_cache_inside_of_the_repository_is_neither_read_nor_made(
    check: Callable[..., str], tree: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tree / place))
    assert check() == check()
    assert not list(tree.rglob("openrelease"))


def test_a_relative_cache_folder_is_ignored(
    check: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    check()
    assert not Path("relative").exists()
    assert stored(tmp_path / "home" / ".cache" / "openrelease")


def test_what_depends_on_other_files_is_not_stored(check: Callable[..., str], tmp_path: Path, own_cache: Path) -> None:
    policy = tmp_path / "own.yml"
    policy.write_text("", encoding="utf-8")
    check("--policy", str(policy))
    check("--base", "0" * 40)
    check("--output", str(tmp_path / "report"))
    check("--no-cache")
    assert not stored(own_cache)


def test_a_run_that_was_stopped_is_not_stored(
    check: Callable[..., str], own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openrelease.run.scan_repository", lambda *_: time.sleep(60))
    assert "stopped after 1 seconds" in check("--deadline=1")
    assert not stored(own_cache)


def test_the_cache_stays_within_its_bounds(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_folder, "MOST_BYTES", 1_000)
    monkeypatch.setattr(cache_folder, "MOST_FILE_BYTES", 600)
    folder = cache_folder.open_cache_folder(())
    assert folder is not None
    for number in range(5):
        folder.write(str(number), b"x" * 300)
    folder.write("long", b"x" * 600)
    names = [path.name for path in stored(own_cache)]
    assert len(names) == 3
    assert "long" not in names


def test_nothing_of_the_scanner_is_loaded_for_an_unchanged_repository(
    check: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check()
    for name in [name for name in sys.modules if name.startswith("openrelease.scan")]:
        monkeypatch.delitem(sys.modules, name)  # and put back: later tests patch the modules that are in use
    check()
    assert not [name for name in sys.modules if name.startswith("openrelease.scan")]


def test_what_is_stored_is_printed_without_the_program(tree: Path, check: Callable[..., str]) -> None:
    check()
    program = "import sys; from openrelease.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", str(tree)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    needless = {
        "dataclasses",
        "inspect",
        "difflib",
        "traceback",
        "yaml",
        "markdown_it",
        "openrelease.cli.check_command",
    }
    assert "openrelease.cli.cached_check" in loaded
    assert not loaded & {*needless, "openrelease.catalog", "openrelease.scan", "openrelease.checks", "openrelease.hub"}
