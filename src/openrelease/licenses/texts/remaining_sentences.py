"""What stands beside the licenses of a file -> the sentences that may change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from openrelease.licenses.texts.fingerprints import TextIndex, hash_runs
from openrelease.licenses.texts.significant_words import FOREIGN, blank_harmless_phrases, is_significant_word
from openrelease.licenses.texts.tokens import Words, blank_text, split_words

_TRIPLE = 3
_MOST_FOREIGN = 4
_LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class Remainder:
    """What no license explains: the words `left` of a `text`, by index."""

    text: Words = field(repr=False)
    left: Sequence[int]

    @property
    def words(self) -> int:
        """How many words are left."""
        return len(self.left)

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The lines on which weighty words are left, looked for when they are asked for."""
        words = self.text.words
        foreign = {at for at in self.left if FOREIGN.search(words[at])}
        told = foreign if sum(len(words[at]) for at in foreign) > _MOST_FOREIGN else set()
        heavy = (at for at in self.left if at in told or (at not in foreign and is_significant_word(words[at])))
        return tuple(dict.fromkeys(map(self.text.line, heavy)))

    @property
    def changes(self) -> bool:
        """May it change what the licenses beside it allow? A lot of text may, whatever it says."""
        return self.words > _LONGEST or bool(self.lines)


def find_remainder(
    prose: str,
    taken: Iterable[tuple[int, int]],
    ids: Iterable[str],
    index: TextIndex,
    is_title: Callable[[str], bool],
) -> Remainder:
    """What is left of `prose` outside the `taken` offsets and the known surroundings of `ids`.

    `is_title` says whether a line is the mere name of one of the licenses.
    """
    rest = _blank_titles(blank_harmless_phrases(blank_ranges(prose, taken)), is_title)
    words = split_words(rest)
    known = frozenset().union(*map(index.triples, ids))
    return Remainder(text=words, left=_find_unexplained_words(words, known, index))


def blank_ranges(prose: str, taken: Iterable[tuple[int, int]]) -> str:
    """The text with some offsets blanked; lines stay where they are."""
    for start, end in taken:
        prose = prose[:start] + blank_text(prose[start:end]) + prose[end:]
    return prose


def _blank_titles(text: str, is_title: Callable[[str], bool]) -> str:
    lines = text.split("\n")
    return "\n".join(" " * len(line) if line.strip() and is_title(line) else line for line in lines)


def _find_unexplained_words(words: Words, known: frozenset[int], index: TextIndex) -> Sequence[int]:
    if not known:
        return range(len(words))
    numbers = index.coded(words.words)
    covered = {
        place
        for at, triple in enumerate(hash_runs(numbers, _TRIPLE))
        if triple in known
        for place in range(at, at + _TRIPLE)
    }
    return [at for at in range(len(words)) if at not in covered]
