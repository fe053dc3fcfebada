"""Small repositories for surveys, and the rows of one."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from support.project import CHECKOUT
from support.repos import commit_all, git, make_repo, write_files

Row = dict[str, object]


def make_releases(folder: Path, count: int) -> list[str]:
    """Repositories by turns complete, incomplete and without license; their paths."""
    made = []
    for number in range(count):
        path = folder / f"release-{number}"
        example = "incomplete" if number % 3 == 1 else "complete"
        shutil.copytree(CHECKOUT / "examples" / example, path, ignore=shutil.ignore_patterns("__pycache__"))
        if number % 3 == 2:
            (path / "LICENSE").unlink()
        make_repo(path)
        git(path, "remote", "add", "origin", f"https://github.com/acme/release-{number}.git")
        commit_all(path)
        made.append(str(path))
    return made


def read_rows(folder: Path) -> dict[str, Row]:
    """The results of a survey by target, without the seconds; a target that is there twice fails."""
    rows: dict[str, Row] = {}
    for path in folder.glob("results*.jsonl"):
        for line in path.read_bytes().splitlines():
            row = json.loads(line)
            assert row["target"] not in rows
            assert row.pop("seconds") >= 0
            rows[row["target"]] = row
    return rows


Conduct = Callable[..., dict[str, Row]]


def make_large_release(path: Path, *, size: int) -> Path:
    """A repository with a file of so many random bytes, and with a pointer to weights in Git LFS."""
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 1000000\n"
    write_files(
        path,
        {
            "big.bin": random.Random(1).randbytes(size),  # noqa: S311 - to be incompressible, not secret
            ".gitattributes": "*.safetensors filter=lfs diff=lfs merge=lfs -text\n",
            "model.safetensors": pointer,
            "README.md": "# Large\n",
        },
    )
    make_repo(path)
    commit_all(path)
    return path
