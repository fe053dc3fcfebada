#!/usr/bin/env python3
"""Build the archive that the action reaches its verdict with: the program and its dependencies, as Python source.

    build_archive.py OUT             write the archive
    build_archive.py OUT --verify    fail unless the archive is, byte for byte, what would be written

The dependencies are those of requirements/judge.txt, each with its hash. Their compiled parts are left out, as all of
them work without. The same source gives the same bytes: names are sorted, times fixed, and nothing is compressed.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "judge.txt"
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can state
_COMPILED = {".so", ".pyd", ".pyc"}


def main() -> int:
    """Write or verify the archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--verify", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        install_locked(Path(folder))
        data = make_archive([*list_files(ROOT / "src"), *list_dependencies(Path(folder))])
    if arguments.verify:
        same = arguments.out.read_bytes() == data
        print(f"{arguments.out} is {'' if same else 'not '}what this source gives")
        return 0 if same else 1
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(data)
    print(f"{arguments.out}: {len(data):,} bytes")
    return 0


def install_locked(folder: Path) -> None:
    """Install the locked dependencies into a folder; raises CalledProcessError where a hash differs."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    options = ("--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile", "--target", str(folder))
    subprocess.run((*pip, *options, "--requirement", str(LOCK)), check=True)


def list_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file with its path in the archive."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in _COMPILED and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def list_dependencies(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the dependencies with their licenses; other metadata names the system of the build."""
    for name, data in list_files(folder):
        top, _, rest = name.partition("/")
        licenses = "/licenses/" in f"/{rest}" or rest.upper().startswith(("LICENSE", "COPYING"))
        if top != "bin" and (not top.endswith(".dist-info") or licenses):
            yield name, data


def make_archive(files: list[tuple[str, bytes]]) -> bytes:
    """Return the bytes of a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in sorted(files):
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
