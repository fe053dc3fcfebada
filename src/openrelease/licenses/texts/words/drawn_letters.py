"""Lines without any word -> those that may be letters drawn with signs, or signals.

Rules, frames and the edges of tables are of one kind or of few pieces; a banner, blocks or Morse code are not.
"""

import re
from collections.abc import Sequence

_WORDLESS = re.compile(r"^[^\S\n]*(?:[^\w\s]|_)(?:[^\w\n]|_)*$", re.MULTILINE)
"""A line that is not blank and has no word."""
_TABLE = re.compile(r"[\s|:+=*_>#/-]*")
_PIECE = re.compile(r"\S+")
_DRAWN = 3
"""Lines in a row, and pieces of each, from which on they may be letters; kinds of pieces from which on, signals."""
_SIGNALS = 6
"""Pieces of one line from which on they may be signals."""
_MOST_READ = 400


def find_drawn_lines(text: str) -> Sequence[int]:
    """Return the lines, from 1, that may say something without words."""
    found: list[int] = []
    drawn: list[int] = []
    line, last = 1, 0
    for bare in _WORDLESS.finditer(text):
        line, last = line + text.count("\n", last, bare.start()), bare.start()
        pieces = _PIECE.findall(bare[0][:_MOST_READ])
        if len(pieces) >= _SIGNALS and len(set(pieces)) >= _DRAWN and not _TABLE.fullmatch(bare[0]):
            found.append(line)
        if len(pieces) < _DRAWN:
            continue
        drawn = [*drawn[1 - _DRAWN :], line] if drawn and drawn[-1] == line - 1 else [line]
        found += drawn if len(drawn) == _DRAWN else []
    return sorted(set(found))
