"""This checkout, the files that git tracks in it, and the programs of the environment that runs the tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def program(name: str) -> str:
    """Where the environment that runs the tests has a program; a clear failure where it has none."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed beside {sys.executable}: pip install -e '.[test]'"
    return found


def run(name: str, *arguments: str | Path, cwd: Path = CHECKOUT) -> subprocess.CompletedProcess[str]:
    """Run a program of the environment; both streams are kept, and the exit code is the caller's to judge."""
    command = [program(name), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True, encoding="utf-8")


def tracked() -> list[Path]:
    """Every file of the checkout that git tracks or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True).stdout.decode().split("\0")
    return [CHECKOUT / name for name in names if name and (CHECKOUT / name).is_file()]


def read(name: str) -> str:
    """The text of one file of the checkout."""
    return (CHECKOUT / name).read_text(encoding="utf-8")


def example_files(name: str) -> dict[str, bytes]:
    """The files of one of our examples, by path."""
    folder = CHECKOUT / "examples" / name
    places = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in places}
