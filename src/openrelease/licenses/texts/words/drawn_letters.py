"""Lines without any word -> those that may be letters drawn with signs, or signals.

Rules, frames and the edges of tables are of one kind or of few pieces; a banner, blocks or Morse code are not.
"""

import re
from collections.abc import Sequence
from itertools import groupby

_WORD = re.compile(r"[^\W_]")
_TABLE = re.compile(r"[\s|:+=*_>#/-]*")
_PIECE = re.compile(r"\S+")
_DRAWN = 3
"""Lines in a row, and pieces of each, from which on they may be letters."""
_SIGNALS = 6
"""Pieces of one line from which on they may be signals."""


def find_drawn_lines(text: str) -> Sequence[int]:
    """Return the lines, from 1, that may say something without words."""
    lines = text.split("\n")
    found = [at for at, line in enumerate(lines, 1) if _holds_signals(line)]
    for drawn, block in groupby(enumerate(lines, 1), key=lambda each: _is_drawn(each[1])):
        numbers = [at for at, _ in block]
        found += numbers if drawn and len(numbers) >= _DRAWN else []
    return sorted(set(found))


def _is_drawn(line: str) -> bool:
    """Return whether a line has several pieces and no word."""
    return len(_PIECE.findall(line[:400])) >= _DRAWN and not _WORD.search(line)


def _holds_signals(line: str) -> bool:
    pieces = _PIECE.findall(line[:400])
    return len(pieces) >= _SIGNALS and not _WORD.search(line) and len(set(pieces)) > 1 and not _TABLE.fullmatch(line)
