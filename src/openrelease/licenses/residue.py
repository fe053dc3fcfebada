"""What stands beside the licenses of a file -> the sentences that may change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from openrelease.licenses.index import TextIndex, hashes
from openrelease.licenses.weighty import FOREIGN, harmless, is_weighty
from openrelease.licenses.words import Words, blank, read

_TRIPLE = 3
_MOST_FOREIGN = 4
_LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class Residue:
    """What no license explains: how many words, and the lines on which weighty ones stand."""

    words: int
    lines: tuple[int, ...]

    @property
    def changes(self) -> bool:
        """May it change what the licenses beside it allow? A lot of text may, whatever it says."""
        return bool(self.lines) or self.words > _LONGEST


def residue(
    prose: str,
    taken: Iterable[tuple[int, int]],
    ids: Iterable[str],
    index: TextIndex,
    is_title: Callable[[str], bool],
) -> Residue:
    """What is left of `prose` outside the `taken` offsets and the known surroundings of `ids`.

    `is_title` says whether a line is the mere name of one of the licenses.
    """
    rest = _without_titles(harmless(without(prose, taken)), is_title)
    words = read(rest)
    known = frozenset().union(*map(index.triples, ids))
    left = _unexplained(words, known, index)
    heavy = [at for at in left if is_weighty(words.words[at]) or FOREIGN.search(words.words[at])]
    foreign = sum(len(words.words[at]) for at in left if FOREIGN.search(words.words[at]))
    plain = [at for at in heavy if foreign > _MOST_FOREIGN or not FOREIGN.search(words.words[at])]
    return Residue(words=len(left), lines=tuple(dict.fromkeys(map(words.line, plain))))


def without(prose: str, taken: Iterable[tuple[int, int]]) -> str:
    """The text with some offsets blanked; lines stay where they are."""
    for start, end in taken:
        prose = prose[:start] + blank(prose[start:end]) + prose[end:]
    return prose


def _without_titles(text: str, is_title: Callable[[str], bool]) -> str:
    lines = text.split("\n")
    return "\n".join(" " * len(line) if line.strip() and is_title(line) else line for line in lines)


def _unexplained(words: Words, known: frozenset[int], index: TextIndex) -> Sequence[int]:
    if not known:
        return range(len(words))
    numbers = index.coded(words.words)
    covered = {
        place
        for at, triple in enumerate(hashes(numbers, _TRIPLE))
        if triple in known
        for place in range(at, at + _TRIPLE)
    }
    return [at for at in range(len(words)) if at not in covered]
