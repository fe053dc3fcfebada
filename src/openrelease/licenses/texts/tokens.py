"""Text -> the words that count when two license texts are compared, with their places."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from openrelease.licenses.texts.significant_words import has_significant_word

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = frozenset({"s", "S"})
_TAGS = (
    "a|b|blockquote|body|br|center|code|div|dl|dd|dt|em|font|h[1-6]|head|hr|html|i|img|li|link|meta|ol|p|pre|small|span|"
    "strong|style|sub|sup|table|tbody|td|th|thead|title|tr|tt|u|ul"
)
_MARKUP = re.compile(
    rf"<!--.{{0,400}}?-->|</?(?:{_TAGS})\b[^<>]{{0,300}}>|<[?!][^<>]{{0,300}}>|&(?:[a-z]{{2,6}}|#\d{{1,5}});|\ufeff",
    re.DOTALL | re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"[^\w©]*(?:portions?\s+)?(?:copyright\b(?!\s+(?:holders?|owners?|notices?|laws?|licen[cs]es?|statements?|and|or|in|"
    r"to|is|are|interests?|acts?|infring\w*|rights?|disclaimers?|claims?|permission|protect\w*|information)\b)|"
    r"\(c\)|©|all rights reserved\b)",
    re.IGNORECASE,
)  # a line that goes on with "holder" or "notice" is a sentence that was wrapped there
_HOLDERS_LINES = 3
_SAME = {
    "licence": "license",
    "licences": "licenses",
    "licenced": "licensed",
    "licencing": "licensing",
    "sublicence": "sublicense",
    "organisation": "organization",
    "organisations": "organizations",
    "favour": "favor",
    "judgement": "judgment",
    "fulfil": "fulfill",
    "acknowledgement": "acknowledgment",
    "https": "http",
    "c": "copyright",
}
"""Spellings that the SPDX matching guidelines call equal (annex B of the specification)."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a text in order; where they stand is looked up when somebody asks for it."""

    text: str
    words: Sequence[str]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.words)

    def line(self, index: int) -> int:
        """The line, from 1, of the word at `index`."""
        return bisect.bisect_right(self._lines, self.starts[index]) + 1

    def between(self, start: int, end: int) -> range:
        """Indexes of the words that lie between two offsets."""
        return range(bisect.bisect_left(self.starts, start), bisect.bisect_left(self.starts, end))

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each word begins, in characters of `text`."""
        return [start for start, _ in self._places]

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where each word ends."""
        return [end for _, end in self._places]

    @cached_property
    def _places(self) -> Sequence[tuple[int, int]]:
        text, spans = self.text, map(re.Match.span, _WORD.finditer(self.text))
        return [span for span in spans if text[span[0] : span[1]] not in _POSSESSIVE]

    @cached_property
    def _lines(self) -> Sequence[int]:
        return [found.end() for found in re.finditer("\n", self.text)]


def blank_markup(text: str) -> str:
    """The text with markup and byte order marks blanked; no offset and no line changes."""
    return _MARKUP.sub(lambda found: blank_text(found[0]), text)


@lru_cache(maxsize=4)
def blank_copyright_lines(text: str) -> str:
    """The text with plain copyright lines blanked; one that says more than who and when stays.

    The names of holders may go on for a few lines, up to the next blank one.
    """
    after, lines = _HOLDERS_LINES, []
    for line in text.split("\n"):
        empty = not line.strip()  # asked first: lines that were blanked are long, and dear to match
        after = _HOLDERS_LINES if empty else 0 if _COPYRIGHT.match(line) else after + 1
        plain = after < _HOLDERS_LINES and not has_significant_word(line)
        after = after if plain else _HOLDERS_LINES
        lines.append(" " * len(line) if plain else line)
    return "\n".join(lines)


@lru_cache(maxsize=8)
def split_words(text: str) -> Words:
    """The words of a text that was cleaned before."""
    return Words(text=text, words=[normalize_word(word) for word in _WORD.findall(text) if word not in _POSSESSIVE])


@lru_cache(maxsize=20_000)
def normalize_word(word: str) -> str:
    """One word in the form in which words are compared."""
    folded = word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()
    return _SAME.get(folded, folded)


def blank_text(text: str) -> str:
    """Spaces of the same length; lines stay where they are."""
    return "\n".join(" " * len(line) for line in text.split("\n"))
