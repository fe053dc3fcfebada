"""Whether a change of the program, or its cache, changes one byte of the reports on real clones.

    python benchmarks/equal_reports.py digests CLONES OUT.csv [--most N] [--once]
    python benchmarks/equal_reports.py compare BEFORE.csv AFTER.csv

`digests` checks the commit that each clone has checked out: without the cache, with an empty one, and from it, and
stops where these differ; the smallest clones come first. Run it with the program before a change and after it
(PYTHONPATH=SRC), then compare; a program before the cache gets --once. A clone is a folder of CLONES, or repo/ in one,
bare or not.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

Modes = tuple[tuple[str, ...], ...]


def main() -> int:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("digests", "compare"))
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--once", action="store_true")
    arguments = parser.parse_args()
    if arguments.command == "digests":
        modes: Modes = ((),) if arguments.once else (("--no-cache",), (), ())
        return write_digests(arguments.first, arguments.second, arguments.most, modes)
    return compare(read_digests(arguments.first), read_digests(arguments.second))


def write_digests(clones: Path, out: Path, most: int, modes: Modes) -> int:
    """Write a row for each clone: its name, the exit code and the digest of its report."""
    with tempfile.TemporaryDirectory() as cache, out.open("w", encoding="utf-8", newline="") as file:
        os.environ["XDG_CACHE_HOME"] = cache
        rows = csv.writer(file)
        for name, clone in sorted(find_clones(clones), key=lambda found: measure(found[1]))[:most]:
            runs = [check(clone, *options) for options in modes]
            if len(set(runs)) != 1:
                print(f"{name}: the report from the cache differs")
                return 1
            rows.writerow((name, *runs[0]))
            file.flush()
    return 0


def check(clone: Path, *options: str) -> tuple[int, str]:
    """Check a commit in this process; the exit code, and the digest of what is printed."""
    from openrelease.cli import main as run  # noqa: PLC0415 - `compare` needs no program

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = run(["check", str(clone), "--revision", "HEAD", "--format", "json", *options])
    return code, hashlib.sha256(printed.getvalue().encode("utf-8", "surrogatepass")).hexdigest()


def measure(clone: Path) -> int:
    """Return the bytes of the packs of a clone."""
    return sum(path.stat().st_size for path in clone.rglob("*.pack"))


def find_clones(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each clone with its name, in order."""
    for path in sorted(folder.iterdir()):
        clone = path / "repo" if (path / "repo").is_dir() else path
        if (clone / "HEAD").is_file() or (clone / ".git").exists():
            yield path.name, clone


def compare(before: dict[str, list[str]], after: dict[str, list[str]]) -> int:
    """Print how many reports are the same, and the names of the others."""
    both = sorted(before.keys() & after.keys())
    different = [name for name in both if before[name] != after[name]]
    print(f"{len(both) - len(different)} of {len(both)} reports are the same byte for byte")
    print("".join(f"{name} differs\n" for name in different), end="")
    return 1 if different else 0


def read_digests(path: Path) -> dict[str, list[str]]:
    """Return the rows by name."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1:] for row in csv.reader(file)}


if __name__ == "__main__":
    sys.exit(main())
