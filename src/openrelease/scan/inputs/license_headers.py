"""Beginning of a source file -> its license headers: SPDX identifiers, and comments that state terms.

https://spdx.github.io/spdx-spec/v3.0.1/annexes/using-SPDX-short-identifiers-in-source-files/
"""

import re
from collections.abc import Iterator

HEADER_BYTES = 4_096  # of a source file, in which its license header stands
_LONGEST_ROW = 400
_SPDX = re.compile(r"^[\s#/*%;<!-]{0,20}SPDX-License-Identifier:[ \t]*([A-Za-z0-9(][A-Za-z0-9.+() -]{0,200})")
_COMMENT = re.compile(r"^\s{0,20}(?:#|//|/\*|\*|;|--|%|<!--)[\s#/*;%!-]{0,20}")
_QUOTES = re.compile(r"\"\"\"|'''")
_TERMS = re.compile(r"licen[cs]|commercial|research", re.IGNORECASE)
_COPYRIGHT = re.compile(r"copyright|all rights reserved|\(c\) ", re.IGNORECASE)


def read_license_headers(data: bytes) -> tuple[tuple[str, int], ...]:
    """The SPDX-License-Identifier lines near the beginning of a source file, without the ends of comments."""
    found = ((_SPDX.search(row), line) for row, line in _list_rows(data))
    return tuple((match[1].rstrip(" -"), line) for match, line in found if match)


def read_license_notices(data: bytes) -> tuple[tuple[str, int], ...]:
    """The paragraphs of the comments before the code that may state terms, each with its line, without holders."""
    if not _TERMS.search(data[:HEADER_BYTES].decode("latin-1")):
        return ()
    paragraphs: list[list[tuple[str, int]]] = [[]]
    for row, line in _list_comments(data):
        if not row:
            paragraphs.append([])
        elif not _COPYRIGHT.match(row):
            paragraphs[-1].append((row, line))
    joined = ((" ".join(row for row, _ in rows), rows[0][1]) for rows in paragraphs if rows)
    return tuple((text, line) for text, line in joined if _TERMS.search(text))


def _list_rows(data: bytes) -> Iterator[tuple[str, int]]:
    rows = data[:HEADER_BYTES].decode("utf-8", "replace").split("\n")
    return ((row[:_LONGEST_ROW], line) for line, row in enumerate(rows, start=1))


def _list_comments(data: bytes) -> Iterator[tuple[str, int]]:
    """Yield the lines of the comments and strings before the first line of code, without their marks."""
    quoted = False
    for row, line in _list_rows(data):
        marks = len(_QUOTES.findall(row))
        if row.strip() and not (quoted or marks or _COMMENT.match(row)):
            return
        quoted ^= marks % 2 == 1
        yield _QUOTES.sub("", _COMMENT.sub("", row)).strip(), line
