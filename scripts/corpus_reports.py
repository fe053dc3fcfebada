#!/usr/bin/env python3
"""Turn the shared corpus, or bare clones of the same repositories, into JSON reports.

    corpus_reports.py trees TREES OUT            listings with the text of their documents (*.jsonl)
    corpus_reports.py clones CLONES TRUTH OUT    the repositories of TRUTH at its commits

A clone is CLONES/OWNER__NAME or CLONES/OWNER+NAME/repo, bare or not. Each report is OUT/OWNER__NAME.json.
What a listing gives no text of counts as content that is not here.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from openrelease.config import Flags, load_settings
from openrelease.model import Entry, EntryKind, Snapshot
from openrelease.reports import FORMATS
from openrelease.repository import MemorySnapshot, open_snapshot
from openrelease.run import run

_KINDS = {"120000": EntryKind.SYMLINK, "160000": EntryKind.SUBMODULE}


def from_listing(path: Path) -> Snapshot:
    """Build a snapshot from a listing: one JSON object a line with path, mode, size and perhaps text."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    files = {row["path"]: row["text"] for row in rows if row.get("text") is not None}
    entries = [
        Entry(path=row["path"], kind=_KINDS.get(row["mode"], EntryKind.FILE), size=row.get("size"))
        for row in rows
        if row["path"] not in files
    ]
    return MemorySnapshot(files, entries=entries, name=path.stem.replace("__", "/"))


def trees(folder: Path) -> Iterator[tuple[str, Snapshot]]:
    """Yield every listing of a folder, by name."""
    for path in sorted(folder.glob("*.jsonl")):
        yield path.stem, from_listing(path)


def clones(folder: Path, truth: Path) -> Iterator[tuple[str, Snapshot]]:
    """Yield the clone of each repository of the truth at its commit."""
    for path in sorted(truth.glob("*.yaml")):
        commit = re.search(r"^commit: ([0-9a-f]{40})$", path.read_text(encoding="utf-8"), re.MULTILINE)
        places = (folder / path.stem, folder / path.stem.replace("__", "+") / "repo")
        clone = next((place for place in places if place.exists()), None)
        if commit and clone:
            yield path.stem, open_snapshot(clone, revision=commit[1])
        else:
            sys.stderr.write(f"no clone: {path.stem}\n")


def main() -> int:
    """Write the reports and say how long each took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, places in (("trees", ["trees", "out"]), ("clones", ["clones", "truth", "out"])):
        command = commands.add_parser(name)
        for place in places:
            command.add_argument(place, type=Path)
    args = parser.parse_args()
    found = trees(args.trees) if args.command == "trees" else clones(args.clones, args.truth)
    args.out.mkdir(parents=True, exist_ok=True)
    for stem, snapshot in found:
        start = time.perf_counter()
        report = run(snapshot, load_settings(snapshot, Flags(name=stem.replace("__", "/"))))
        (args.out / f"{stem}.json").write_text(FORMATS["json"](report), encoding="utf-8")
        print(f"{time.perf_counter() - start:6.2f} s  {stem}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
