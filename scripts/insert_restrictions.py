"""Put a restriction at every sentence boundary of license texts, and say which still pass for the license.

    python scripts/insert_restrictions.py FOLDER [NAME ...]

FOLDER holds license texts, one a file; without names every text that is identified as one unchanged license
is tried. 0 must pass: whoever relies on the plain id would not know of the restriction. It ends with 1 else.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from openrelease.catalog import load_identifier

RESTRICTIONS = (
    "This permission does not extend to commercial use or to the training of any machine learning model now.",
    "The rights granted here may only be used by natural persons for teaching at a public university now.",
    "Whoever earns more than one million dollars a year has to pay the author before each use of it.",
)
"""Sentences of 18 to 20 words that no known license holds."""

_BOUNDARY = re.compile(r"(?<=[.;:])\s+|\n\s*\n")


def insert_at_boundaries(text: str, restriction: str) -> Iterator[tuple[int, str]]:
    """The offset of each boundary, the end included, and the text with the restriction there."""
    places = [match.end() for match in _BOUNDARY.finditer(text)]
    for at in dict.fromkeys((0, *places, len(text))):
        yield at, f"{text[:at]} {restriction} {text[at:]}"


def find_unnoticed_changes(text: str, restriction: str) -> tuple[int, list[int]]:
    """How many boundaries there are, and the lines at which the change was not noticed."""
    names = load_identifier()
    tried = [
        (text.count("\n", 0, at) + 1, names.identify(told)) for at, told in insert_at_boundaries(text, restriction)
    ]
    passed = [line for line, found in tried if found.expression is not None and not found.modified]
    return len(tried), passed


def main() -> int:
    """Try them all and print a line for each text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    files = [arguments.folder / name for name in arguments.names] or sorted(arguments.folder.glob("*.txt"))
    tried, passed, texts = 0, 0, 0
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        found = load_identifier().identify(text)
        if found.modified or found.expression is None or " AND " in found.expression:
            continue
        texts += 1
        for restriction in RESTRICTIONS:
            places, lines = find_unnoticed_changes(text, restriction)
            tried, passed = tried + places, passed + len(lines)
            if lines:
                print(f"{file.name} ({found.expression}): passes with it on lines {lines}")
    print(f"{texts} texts, {tried} insertions, {passed} taken for the original")
    return int(passed > 0)


if __name__ == "__main__":
    sys.exit(main())
