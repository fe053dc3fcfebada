"""Two sequences of numbers -> the blocks they share, in order; linear in their length.

Runs of words that occur once in the known text pair up places; the longest rising chain of pairs is kept and
each gap between two of them is closed from both ends (patience diff, https://bramcohen.livejournal.com/73318.html).
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from openrelease.licenses.index import hashes

_RUN = 4


class Block(NamedTuple):
    """`size` numbers that are the same from `here` in the text and from `there` in the known text."""

    here: int
    there: int
    size: int


def blocks(text: Sequence[int], known: Sequence[int]) -> tuple[Block, ...]:
    """The shared blocks from the first to the last pair of runs; empty where no run is shared."""
    chain = _chain(_pairs(text, known))
    return tuple(_closed(_joined(chain), text, known)) if chain else ()


def _pairs(text: Sequence[int], known: Sequence[int]) -> list[tuple[int, int]]:
    runs = hashes(known, _RUN)
    often = Counter(runs)
    places = {run: at for at, run in enumerate(runs) if often[run] == 1}
    return [(here, places[run]) for here, run in enumerate(hashes(text, _RUN)) if run in places]


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest rising subsequence of the second members (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        pile = bisect.bisect_left(tails, there)
        before.append(ends[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [there]
        ends[pile : pile + 1] = [number]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _joined(chain: Sequence[tuple[int, int]]) -> list[Block]:
    """Overlapping runs on the same diagonal as one block; where diagonals change, runs do not overlap."""
    joined: list[Block] = []
    for here, there in chain:
        last = joined[-1] if joined else Block(-1, -1, 0)
        if joined and here - there == last.here - last.there and here <= last.here + last.size:
            joined[-1] = last._replace(size=here + _RUN - last.here)
        else:
            skip = max(0, last.here + last.size - here, last.there + last.size - there)
            joined.append(Block(here + skip, there + skip, _RUN - skip))
    return [block for block in joined if block.size > 0]


def _closed(found: Sequence[Block], text: Sequence[int], known: Sequence[int]) -> list[Block]:
    """The blocks, and what the gaps between them share at their two ends."""
    closed = [found[0]]
    for block in found[1:]:
        last = closed[-1]
        here, there = last.here + last.size, last.there + last.size
        room = min(block.here - here, block.there - there)
        front = _same(text[here : here + room], known[there : there + room])
        back = _same(
            text[block.here - room + front : block.here][::-1],
            known[block.there - room + front : block.there][::-1],
        )
        closed[-1] = last._replace(size=last.size + front)
        closed.append(Block(block.here - back, block.there - back, block.size + back))
    return closed


def _same(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
