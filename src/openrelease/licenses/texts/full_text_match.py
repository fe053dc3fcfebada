"""Text -> known AI and data licenses in it, compared word by word with whole texts.

These texts are long and have no gaps, so each is remembered as a sequence of word numbers. Sampled runs of
words find the candidates; the best is laid beside the text, and what was added or is missing is counted.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from openrelease.licenses.texts.alignment import RUN, align_sequences, count_lost_runs
from openrelease.licenses.texts.fingerprints import UNKNOWN_WORD, IndexedText, TextIndex, hash_runs
from openrelease.licenses.texts.significant_words import is_significant_word

SAMPLE = 16
"""One in so many runs is kept."""

_CANDIDATES = 5
_LEAST_VOTES = 0.4
_LEAST_SHARED = 0.8
_TOLERATED = 0.015
_LACKING = 0.002
_NEARLY_ALL = 0.9
_DEAR = 5


@dataclass(frozen=True, kw_only=True)
class FullTextMatch:
    """A remembered text and where it stands: word indexes from `start` to `end`.

    `added` are indexes of words in between that it does not have, `missing` how many of its own are not
    there; `changed` says that this makes another license of it.
    """

    text: IndexedText
    start: int
    end: int
    added: tuple[int, ...] = ()
    missing: int = 0
    changed: bool = False


def find_full_texts(words: Sequence[str], numbers: Sequence[int], index: TextIndex) -> tuple[FullTextMatch, ...]:
    """The remembered texts in a text, best first, none overlapping; `numbers` are those of its `words`."""
    found: tuple[FullTextMatch, ...] = ()
    left = list(numbers)
    while best := _find_best_match(words, left, index):
        found = (*found, best)
        left[best.start : best.end] = [UNKNOWN_WORD] * (best.end - best.start)
    return found


def _find_best_match(words: Sequence[str], numbers: Sequence[int], index: TextIndex) -> FullTextMatch | None:
    """The unchanged text that explains most, else the changed one that is closest."""
    room = len(numbers) - numbers.count(UNKNOWN_WORD)
    if room < index.shortest * _LEAST_SHARED:
        return None
    runs = hash_runs(numbers, RUN)
    candidates = [text for text in _select_candidates(runs, index) if text.size * _LEAST_SHARED <= room]
    exact = [
        FullTextMatch(text=text, start=at, end=at + len(text.numbers))
        for text in candidates
        for at in _find_exact_places(numbers, text)
    ]
    if any(found.end - found.start > len(words) * _NEARLY_ALL for found in exact):
        return max(exact, key=_count_explained_words)
    best, told = max(exact, key=_count_explained_words, default=None), set(runs)
    for text in candidates:
        if best is None or best.changed or (_count_explained_words(best) < text.size and _may_be_whole(told, text)):
            found = _compare_candidate(words, numbers, runs, text, index)
            best = max(filter(None, (best, found)), key=_rank_match, default=None)
    return best


def _may_be_whole(runs: AbstractSet[int], text: IndexedText) -> bool:
    """May it stand there unchanged? A word added or missing breaks no more runs than a run has words."""
    return count_lost_runs(runs, text.numbers) <= text.size * _TOLERATED * RUN


def _rank_match(found: FullTextMatch) -> tuple[bool, int]:
    return not found.changed, _count_explained_words(found)


def _count_explained_words(found: FullTextMatch) -> int:
    differing = len(found.added) + found.missing
    return len(found.text.numbers) - differing * _DEAR


def _select_candidates(runs: Sequence[int], index: TextIndex) -> Sequence[IndexedText]:
    anchors, rows = index.anchor_pairs
    votes: Counter[int] = Counter()
    for run in {run for run in runs if run % SAMPLE == 0}:
        at = bisect.bisect_left(anchors, run)
        while at < len(anchors) and anchors[at] == run:
            votes[rows[at]] += 1
            at += 1
    sizes = {row: len(index.sequences[row].packed) * 3 // 8 / SAMPLE for row in votes}
    likely = [row for row in votes if votes[row] >= sizes[row] * _LEAST_VOTES]
    return [index.sequences[row] for row in sorted(likely, key=lambda row: -votes[row] / sizes[row])[:_CANDIDATES]]


def _compare_candidate(
    words: Sequence[str],
    numbers: Sequence[int],
    runs: Sequence[int],
    candidate: IndexedText,
    index: TextIndex,
) -> FullTextMatch | None:
    own = candidate.numbers
    shared = align_sequences(numbers, runs, own)
    if sum(block.size for block in shared) < len(own) * _LEAST_SHARED:
        return None
    start, end = shared[0].here, shared[-1].here + shared[-1].size
    matched = {at for block in shared for at in range(block.here, block.here + block.size)}
    kept = {at for block in shared for at in range(block.there, block.there + block.size)}
    added = tuple(at for at in range(start, end) if at not in matched)
    missing = [number for at, number in enumerate(own) if at not in kept]
    lacking = _lacks_required_words(numbers[start:end], candidate, index)
    return FullTextMatch(
        text=candidate,
        start=start,
        end=end,
        added=added,
        missing=len(missing),
        changed=lacking or _is_changed([words[at] for at in added], missing, candidate, index),
    )


def _is_changed(added: Sequence[str], missing: Sequence[int], text: IndexedText, index: TextIndex) -> bool:
    """A moved or respelled word shows as added and missing; only what does not cancel out weighs."""
    gone = Counter(missing)
    numbers = index.coded(added)
    new = [word for word, number in zip(added, numbers, strict=True) if not _cancel_moved_word(gone, number)]
    heavy = any(is_significant_word(word) or word.isdigit() for word in new) or not index.weighty.isdisjoint(+gone)
    return heavy or len(added) + len(missing) > len(text.numbers) * _TOLERATED


def _lacks_required_words(numbers: Sequence[int], text: IndexedText, index: TextIndex) -> bool:
    """Does it lack words that the SPDX list does not call optional: one of weight, or more than a few?"""
    bag = index.bag(text.id)
    if bag is None:
        return False
    counts = Counter(numbers)
    gone = {number: least - counts[number] for number, least in bag.least.items() if counts[number] < least}
    return not index.weighty.isdisjoint(gone) or sum(gone.values()) > len(text.numbers) * _LACKING


def _cancel_moved_word(gone: Counter[int], number: int) -> bool:
    gone[number] -= 1
    return gone[number] >= 0


def _find_exact_places(numbers: Sequence[int], text: IndexedText) -> Iterator[int]:
    """Where the whole sequence stands."""
    own = list(text.numbers)
    last = len(numbers) - len(own)
    firsts = [at for at, number in enumerate(numbers[: max(0, last + 1)]) if number == own[0]]
    yield from (at for at in firsts if numbers[at + 1] == own[1] and numbers[at : at + len(own)] == own)
