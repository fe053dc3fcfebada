"""Bring together the license texts that build_license_index.py takes as `--more`, from clones.

    python scripts/gather_license_texts.py CLONES FOLDER

CLONES holds OWNER/NAME or OWNER+NAME/repo, bare or not, of each repository that license_texts.csv names;
FOLDER gets a file for each of its rows. Of ScanCode's files the front matter is left out.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
from pathlib import Path

TABLE = Path(__file__).parent / "license_texts.csv"
_SOURCE = re.compile(r"(?P<name>[^@:]+)@(?P<revision>[0-9a-f]+):(?P<path>.*)")


def read_source_text(source: str, clones: Path) -> bytes:
    """The bytes of `OWNER/NAME@REVISION:PATH`; CalledProcessError where they are not there."""
    found = _SOURCE.fullmatch(source)
    if found is None:
        raise ValueError(f"{source} is not OWNER/NAME@REVISION:PATH")
    places = (clones / found["name"], clones / found["name"].replace("/", "+") / "repo")
    clone = next((place for place in places if place.exists()), places[0])
    shown = f"{found['revision']}:{found['path']}"
    done = subprocess.run(["git", "-C", str(clone), "show", shown], capture_output=True, check=True)
    return _without_front_matter(done.stdout) if found["path"].endswith(".LICENSE") else done.stdout


def _without_front_matter(data: bytes) -> bytes:
    return re.split(rb"^---+", data, maxsplit=2, flags=re.MULTILINE)[2]


def main() -> int:
    """Write them all; 1 where one could not be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("clones", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with TABLE.open(encoding="utf-8", newline="") as table:
        missing = [row["file"] for row in csv.DictReader(table) if not _write_text(row, options)]
    print(*missing, sep="\n", end="")
    return int(bool(missing))


def _write_text(row: dict[str, str], options: argparse.Namespace) -> bool:
    try:
        (options.folder / row["file"]).write_bytes(read_source_text(row["source"], options.clones))
    except (subprocess.CalledProcessError, ValueError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
