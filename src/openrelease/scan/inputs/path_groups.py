"""Entries -> those in whose paths a pattern is found, without a look at most of the others."""

from collections.abc import Iterable, Iterator, Sequence

from openrelease.catalog.patterns import Pattern
from openrelease.catalog.required_words import make_sketch
from openrelease.model import Entry

_SIZE = 500  # entries of a group: neighbors, so that their paths are alike


class PathGroups:
    """Entries in groups of neighbors, each with a sketch of its paths.

    A pattern is searched in the paths of a group only if the sketch holds one of the words that its matches need.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Group the entries, in their order."""
        parts = (entries[start : start + _SIZE] for start in range(0, len(entries), _SIZE))
        self._groups = [(part, make_sketch(each.path for each in part)) for part in parts]
        self._holders: dict[bytes, frozenset[int]] = {}

    def find(self, pattern: Pattern) -> Iterator[Entry]:
        """Yield the entries in whose paths the pattern is found, in order."""
        for number in self._select(pattern.words):
            search = pattern.search  # compiled for the first group that needs it
            yield from [entry for entry in self._groups[number][0] if search(entry.path)]

    def select(self, words: Iterable[bytes]) -> Iterator[Entry]:
        """Yield the entries of each group that holds one of the words."""
        for number in self._select(words):
            yield from self._groups[number][0]

    def _select(self, words: Iterable[bytes]) -> Iterable[int]:
        """Return the numbers of the groups that hold one of the words; all of them for no words."""
        holders = [self._find_holders(word) for word in words]
        return sorted(frozenset().union(*holders)) if holders else range(len(self._groups))

    def _find_holders(self, word: bytes) -> frozenset[int]:
        if word not in self._holders:
            found = (number for number, (_, sketch) in enumerate(self._groups) if word in sketch)
            self._holders[word] = frozenset(found)
        return self._holders[word]
