"""Readable text -> the words that count when two license texts are compared, with their places.

The SPDX matching guidelines (annex B of the specification) say what is equal: case, white space, punctuation,
kinds of quotes and dashes, and some spellings. Every other letter, digit or symbol is part of a word.
"""

import bisect
import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property, lru_cache

from openrelease.values import dataclass, field

_APOSTROPHES = "'\u2018\u2019\u02bc\u00b4`\x92\ufffd"
_PUNCTUATION = (
    r"\u00a1-\u00a3\u00a5-\u00ab\u00ad-\u00b8\u00bb-\u00bf\u00d7\u00f7\u2000-\u2009\u2010-\u2027\u2030-\u205e\u20ac"
    r"\u2100-\u214f\u2500-\u25ff\u3000-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd\x80-\x9f"
)
"""Signs beyond ASCII that are punctuation, bullets, lines or parts of a broken encoding; others are words."""
_WORD = re.compile(rf"([^\W_]+(?:[{_APOSTROPHES}]{{1,2}}[^\W_]+)*|~~|[^\w\s!-/:-@\[-`{{-~\x00-\x1f\x7f{_PUNCTUATION}])")
_SAME = {
    "https": "http",
    "owner": "holder",
    "owners": "holders",
    "merchantibility": "merchantability",
    "wilful": "willful",
    "wilfull": "willful",
    "whilst": "while",
    "programme": "program",
    "artefact": "artifact",
    "analogue": "analog",
    "catalogue": "catalog",
    "calibre": "caliber",
    "cancelled": "canceled",
    "centre": "center",
    "favour": "favor",
    "favourite": "favorite",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "acknowledgements": "acknowledgments",
    "labelling": "labeling",
    "labour": "labor",
    "licence": "license",
    "licences": "licenses",
    "licenced": "licensed",
    "licencing": "licensing",
    "sublicence": "sublicense",
    "modelled": "modeled",
    "modelling": "modeling",
    "offence": "offense",
    "practise": "practice",
    "signalling": "signaling",
    "analyse": "analyze",
}
"""Spellings that the guidelines call equal, and those of texts in circulation that only differ so."""
_ISE = re.compile(
    r"(author|capital|categor|emphas|initial|maxim|minim|optim|organ|real|recogn|summar|util)is(e|ed|es|ing|ation|ations)"
)


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a text in order; `pieces` are what stands before, between and behind them, and they themselves."""

    text: str
    words: Sequence[str]
    pieces: Sequence[str] = field(repr=False)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.words)

    def raw(self, index: int) -> str:
        """The word at `index` as it is written."""
        return self.pieces[2 * index + 1]

    def gap(self, index: int) -> str:
        """What stands between the word at `index` and the one before it."""
        return self.pieces[2 * index]

    def line(self, index: int) -> int:
        """The line, from 1, of the word at `index`."""
        return bisect.bisect_right(self._lines, self.starts[index]) + 1

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each word begins, in characters of `text`."""
        return self._offsets[:-1:2]

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where each word ends."""
        return self._offsets[1::2]

    @cached_property
    def _offsets(self) -> Sequence[int]:
        return list(itertools.accumulate(map(len, self.pieces)))

    @cached_property
    def _lines(self) -> Sequence[int]:
        return [found.end() for found in re.finditer("\n", self.text)]


@lru_cache(maxsize=4)
def split_words(text: str) -> Words:
    """Return the words of a text in the form in which they are compared."""
    pieces = _WORD.split(text)
    return Words(text=text, words=[normalize_word(word) for word in pieces[1::2]], pieces=pieces)


@lru_cache(maxsize=20_000)
def normalize_word(word: str) -> str:
    """Return one word in the form in which words are compared."""
    folded = word.lower().replace("`", "'").replace("''", "'") if word.isascii() else _fold(word)
    folded = _ISE.sub(r"\1iz\2", folded) if "is" in folded and _ISE.fullmatch(folded) else folded
    return _SAME.get(folded, folded)


def _fold(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return re.sub(f"[{_APOSTROPHES}]{{1,2}}", "'", folded)
