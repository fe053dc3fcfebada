"""Vary license texts in ways that do not matter, and report which variations are no longer named.

    python scripts/vary_license_texts.py [--cases N] [--seed N] FILE_OR_FOLDER ...

Each file that is identified as one unchanged license gets other holders (license_holders.txt), titles and
introductions, is wrapped, quoted, encoded or marked up otherwise. It ends with 1 if fewer than 98 % are named.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import secrets
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from change_license_texts import Original, read_original

from openrelease.catalog import load_identifier, load_license_table
from openrelease.untrusted import decode_text

HOLDERS = Path(__file__).parent / "license_holders.txt"
GOAL = 0.98
_YEARS = ("2024", "2019-2024", "2001, 2003-2005", "2023-present", "1998 - 2010", "2020,2021")
_NOTICES = (
    "Copyright (c) {years} {holder}",
    "Copyright (C) {years} {holder}. All rights reserved.",
    "Copyright © {years}, {holder}",
    "Copyright {years} {holder}",
    "(c) {years} {holder}",
    "Copyright (c) {years} by {holder}",
    "SPDX-FileCopyrightText: {years} {holder}",
)
_INTRODUCTIONS = (
    "The code and the model weights in this repository are released under the {name}.",
    "This model is distributed under the terms of the {name}.",
    "All data in this repository is licensed under the {name}.",
    "The following license applies to all files in this repository unless noted otherwise.",
    "This project is licensed under the {name}:",
    "License: {name}",
    "{name}",
    "LICENSE",
    "# License",
    "SPDX-License-Identifier: {id}",
    "The weights, the code and the training data are made available under the {name}.",
    "Licensed under the {name}",
    "The source code, models and data sets are provided under the following license:",
    "Model License",
)


def _wrap(text: str, pick: random.Random) -> str:
    width = pick.choice((60, 72, 100, 400))
    parts = re.split(r"\n[ \t]*\n", text)
    return "\n\n".join(textwrap.fill(" ".join(part.split()), width, break_long_words=False) for part in parts)


FORMS: Mapping[str, Callable[[str, random.Random], str | bytes]] = {
    "as it is": lambda text, _: text,
    "wrapped": _wrap,
    "CRLF": lambda text, _: text.replace("\n", "\r\n"),
    "UTF-16": lambda text, _: text.encode("utf-16"),
    "byte order mark": lambda text, _: "\ufeff" + text,
    "quotes": lambda text, _: re.sub(r'"([^"\n]*)"', "\u201c\\1\u201d", text).replace("'", "\u2019"),
    "comment": lambda text, pick: "\n".join(pick.choice(("# ",) * 3) + line for line in text.split("\n")),
    "block comment": lambda text, _: "/*\n" + "\n".join(f" * {line}" for line in text.split("\n")) + "\n */",
    "HTML": lambda text, _: "<html><body>" + "".join(
        f"<p>{html.escape(part)}</p>\n" for part in re.split(r"\n[ \t]*\n", text)
    ) + "</body></html>",
    "Markdown quote": lambda text, _: "\n".join(f"> {line.strip()}" for line in text.split("\n")),
    "indented": lambda text, _: textwrap.indent(text, "    "),
    "double spaces": lambda text, _: text.replace(". ", ".  "),
    "upper case title": lambda text, _: "=" * 20 + "\n" + text,
}  # fmt: skip


def vary(original: Original, holders: list[str], pick: random.Random) -> tuple[str, str]:
    """Return a variation as it is read from a file, and what kinds of variation it holds."""
    table = load_license_table()
    row = table.facets(original.expression)
    name = row.name if row is not None else original.expression
    name = (
        name if re.search("license|licence|dedication|universal|agreement", name, re.IGNORECASE) else f"{name} license"
    )
    text, kinds = original.text, []
    if pick.random() < 0.6:  # noqa: PLR2004 - more often than not
        notice = pick.choice(_NOTICES).format(years=pick.choice(_YEARS), holder=pick.choice(holders))
        text, kinds = f"{notice}\n\n{text}", ["holder"]
    if pick.random() < 0.6:  # noqa: PLR2004
        said = pick.choice(_INTRODUCTIONS).format(name=name, id=original.expression)
        text, kinds = f"{said}\n\n{text}", [*kinds, f"introduction {said[:40]}"]
    form = pick.choice(list(FORMS))
    made = FORMS[form](text, pick)
    return decode_text(made if isinstance(made, bytes) else made.encode()), ", ".join([*kinds, form])


def main() -> int:
    """Try them all; print what is not named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    options = parser.parse_args()
    names, pick = load_identifier(), random.Random(options.seed)  # noqa: S311 - no secret
    holders = HOLDERS.read_text(encoding="utf-8").splitlines()
    files = [file for path in options.paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    originals = [each for file in files if file.is_file() and (each := read_original(file, names))]
    failed = Counter[str]()
    for number in range(options.cases):
        original = originals[number % len(originals)]
        text, kinds = vary(original, holders, pick)
        found = names.identify(text)
        if found.modified or found.expression != original.expression:
            failed[kinds.rpartition(", ")[2]] += 1
            lines = [text.split("\n")[line - 1][:80] for line in found.unexplained[:2] if line <= text.count("\n") + 1]
            print(ascii(f"{original.name}: {kinds}: {found.note} {lines}"))
    share = 1 - sum(failed.values()) / max(options.cases, 1)
    print(f"seed {options.seed}: {len(originals)} texts, {options.cases} variations, {share:.1%} named")
    print(f"not named, by form: {dict(failed)}")
    return int(share < GOAL)


if __name__ == "__main__":
    sys.exit(main())
