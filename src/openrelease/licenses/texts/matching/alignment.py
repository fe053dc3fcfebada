"""Two encoded texts -> the blocks they share, in order; linear in their length.

Runs of words that occur once in the known text pair up places; the longest rising chain of pairs is kept and
each gap between two of them is closed from both ends (patience diff, https://bramcohen.livejournal.com/73318.html).
"""

import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from openrelease.licenses.texts.matching.fingerprints import RUN, hash_runs

_LEAST_PAIRED = 0.4


class Block(NamedTuple):
    """`size` words that are the same from `here` in the text and from `there` in the known text."""

    here: int
    there: int
    size: int


def align_sequences(text: str, runs: Sequence[int], known: str) -> tuple[Block, ...]:
    """Return the shared blocks from the first to the last pair of runs; none where little is shared.

    `runs` are the hashes of the runs of the text, the same for every known text that it is laid beside.
    """
    pairs = _pair_unique_runs(runs, known)
    chain = _select_rising_chain(pairs) if len(pairs) >= len(known) * _LEAST_PAIRED else []
    return tuple(_extend_blocks(_join_diagonals(chain), text, known)) if chain else ()


def _pair_unique_runs(runs: Sequence[int], known: str) -> list[tuple[int, int]]:
    places = _locate_unique_runs(known)
    return [(here, there) for here, there in enumerate(map(places.get, runs)) if there is not None]


@lru_cache(maxsize=8)
def _locate_unique_runs(known: str) -> Mapping[int, int]:
    """Where the runs stand that occur once."""
    runs = hash_runs(known)
    often = Counter(runs)
    return {run: at for at, run in enumerate(runs) if often[run] == 1}


def _select_rising_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest rising subsequence of the second members (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        if not tails or there > tails[-1]:  # nearly always, and then there is nothing to search
            before.append(ends[-1] if ends else -1)
            tails.append(there)
            ends.append(number)
            continue
        pile = bisect.bisect_left(tails, there)
        before.append(ends[pile - 1] if pile else -1)
        tails[pile], ends[pile] = there, number
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _join_diagonals(chain: Sequence[tuple[int, int]]) -> list[Block]:
    """Overlapping runs on the same diagonal as one block; where diagonals change, runs do not overlap."""
    joined: list[Block] = []
    begin, beyond = chain[0][0], chain[0][1]
    end = begin
    for here, there in chain:
        if here - there != begin - beyond or here > end:
            joined.append(Block(begin, beyond, end - begin))
            skip = max(0, end - here, beyond + end - begin - there)
            begin, beyond = here + skip, there + skip
        end = here + RUN
    joined.append(Block(begin, beyond, end - begin))
    return [block for block in joined if block.size > 0]


def _extend_blocks(found: Sequence[Block], text: str, known: str) -> list[Block]:
    """The blocks, and what the gaps between them share at their two ends."""
    closed = [found[0]]
    for block in found[1:]:
        last = closed[-1]
        here, there = last.here + last.size, last.there + last.size
        room = min(block.here - here, block.there - there)
        front = _count_equal_prefix(text[here : here + room], known[there : there + room])
        back = _count_equal_prefix(
            text[block.here - room + front : block.here][::-1],
            known[block.there - room + front : block.there][::-1],
        )
        closed[-1] = last._replace(size=last.size + front)
        closed.append(Block(block.here - back, block.there - back, block.size + back))
    return closed


def _count_equal_prefix(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
