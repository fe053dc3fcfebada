"""Lists of short regular expressions -> a pattern that is compiled when it is first searched."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from openrelease.catalog.packaged_yaml import recall_parsed
from openrelease.catalog.required_words import find_required_words
from openrelease.values import dataclass

_WORD = re.compile(r"\{([a-z_]+)\}")
_UNBOUNDED = re.compile(r"(\\.|\[\^?\]?[^\]\\]{0,80}(?:\\.[^\]\\]{0,80}){0,40}\])|([*+])|\{(\d{0,4}),\}", re.DOTALL)
LONGEST_REPETITION = 400
"""The most that `*` and `+` stand for in a pattern of the catalog, so that a search takes time linear in the text."""
MOST_GROUPS = 40
"""The same after a group, such as the folders of a path or the words of a sentence."""
Words = Mapping[str, tuple[str, ...]]
"""Names of word lists, each with regular expressions: `{name}` in a pattern stands for any of them."""


@dataclass(frozen=True, eq=False)
class Pattern:
    """Regular expressions of which one has to be found, without regard to case."""

    alternatives: tuple[str, ...]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """All alternatives as one expression; raises re.error for a malformed one."""
        return re.compile("|".join(self.alternatives), re.IGNORECASE)

    @cached_property
    def words(self) -> Sequence[bytes]:
        """Words of which each match holds one (see `required_words`); none where that is unknown."""
        found: Sequence[bytes] = recall_parsed("|".join(self.alternatives).encode(), find_required_words)
        return found

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """The search of the compiled expression itself, as rules are searched for very often."""
        return self.compiled.search

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield every match in a text."""
        return self.compiled.finditer(text)

    def sub(self, replacement: str, text: str) -> str:
        """Replace every match in a text."""
        return self.compiled.sub(replacement, text)

    def split(self, text: str) -> list[str]:
        """Split a text where the pattern matches."""
        return self.compiled.split(text)


def build_pattern(alternatives: str | Iterable[str], words: Words) -> Pattern:
    """Build a pattern from one expression or several; raises KeyError for a word list that is not there."""
    listed = (alternatives,) if isinstance(alternatives, str) else alternatives
    full = (_WORD.sub(lambda match: _any_of(words[match[1]]), each) for each in listed)
    return Pattern(tuple(map(bound_repetitions, full)))


def bound_repetitions(pattern: str) -> str:
    """Return a pattern in which each repetition without an end has one."""
    unbounded = "*" in pattern or "+" in pattern or ",}" in pattern
    return _UNBOUNDED.sub(_bound_repetition, pattern) if unbounded else pattern


def _bound_repetition(found: re.Match[str]) -> str:
    kept, sign, fewest = found.groups()
    if kept:
        return kept
    most = MOST_GROUPS if found.string[found.start() - 1] == ")" else LONGEST_REPETITION
    return f"{{{fewest or ('1' if sign == '+' else '0')},{most}}}"


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"
