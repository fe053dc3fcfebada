"""A span that a template explained -> the words in it that the license does not have, or lacks.

Templates have gaps of up to 50 words for the names of holders, and take some words as optional that are not.
The bag of a license says how often each word may and must occur; whatever goes beyond that was changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from openrelease.licenses.texts.fingerprints import UNBOUNDED, UNKNOWN_WORD, TextIndex, WordBounds
from openrelease.licenses.texts.significant_words import is_significant_word

_MOST_ADDED = 60
_MOST_MISSING = 0.01
_NOTICE = 0.5


@dataclass(frozen=True, kw_only=True)
class Difference:
    """`added` words as written, the number of `missing` ones, and whether the license is changed by them.

    `notice`: the span is no license text but a short notice that names the license.
    """

    added: tuple[str, ...] = ()
    missing: int = 0
    changed: bool = False
    notice: bool = False


def compare_words(span: Sequence[str], whole: Sequence[str], bag: WordBounds, index: TextIndex) -> Difference:
    """Compare the words of a span with the bag of its license.

    `whole` are the words in which missing ones are looked for: some of a license may lie outside the span.
    """
    needed = sum(bag.least.values())
    notice = len(span) < needed * _NOTICE
    numbers = index.coded(span)
    added = _find_added_words(span, numbers, bag)
    missing = {} if notice else _count_missing_words(index.coded(whole), bag)
    lost = sum(missing.values())
    changed = (
        any(map(is_significant_word, added))
        or len(added) > _MOST_ADDED
        or lost > needed * _MOST_MISSING
        or not index.weighty.isdisjoint(missing)
    )
    return Difference(added=added, missing=lost, changed=changed, notice=notice)


def _find_added_words(words: Sequence[str], numbers: Sequence[int], bag: WordBounds) -> tuple[str, ...]:
    counts = Counter(numbers)
    over = {number: count - bag.most.get(number, 0) for number, count in counts.items()}
    spelled = dict(zip(numbers, words, strict=True))
    known = [
        spelled[number]
        for number, count in over.items()
        if number != UNKNOWN_WORD and count > 0 and bag.most.get(number, 0) < UNBOUNDED
    ]
    return (*known, *(word for word, number in zip(words, numbers, strict=True) if number == UNKNOWN_WORD))


def _count_missing_words(numbers: Sequence[int], bag: WordBounds) -> dict[int, int]:
    counts = Counter(numbers)
    lacking = {number: least - counts[number] for number, least in bag.least.items()}
    return {number: count for number, count in lacking.items() if count > 0}
