"""A sentence that no rule understands -> whether it may limit the use of the release.

A linear model over words, made by scripts/train_limit_alarm.py. It is an alarm and nothing else: it makes nothing
permissive, and what it takes for a limit leaves the license unknown until somebody says what is meant.
"""

import math
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from zlib import crc32

from openrelease.catalog.limit_weights import load_limit_weights
from openrelease.values import dataclass

FEATURES = 16_384
"""Numbers of the model; a feature is the CRC-32 of its words, modulo this."""

_FAR = 2.0  # of a score
_WORDS_READ = 120  # of a sentence; what limits its use is said in the first of them
_FEWEST_WORDS = 5  # a shorter sentence is a title
_SIGN = 0.5  # of a word: a Han or Kana sign, or a single letter
_STEMS = (4, 6)  # letters of a longer word that are a feature of their own, for inflected languages
_NAME, _LINK, _ADDRESS, _NUMBER = "<name>", "<link>", "<address>", "<number>"
_WORDS = re.compile(
    r"(?P<link>https?://\S{1,300})|(?P<address>[\w.+-]{1,60}@[\w.-]{1,60})|(?P<number>\d[\d.,]{0,20})"
    r"|(?P<sign>[\u3040-\u30ff\u3400-\u9fff])|(?P<word>[^\W\d_\u3040-\u30ff\u3400-\u9fff]{1,40}(?:'[a-z]{1,3})?)"
)
_PIECES = re.compile(r"[;,\uff1b\uff0c\u3001\u060c]\s{0,3}|\s/\s")
_PLACEHOLDERS = {"link": _LINK, "address": _ADDRESS, "number": _NUMBER}


@dataclass(frozen=True, kw_only=True)
class LimitModel:
    """The numbers of the model: `weights` of the features, in units of `scale`, and `bias`.

    A sentence with a score above 0 is more like a limit than not; above `margin`, hardly any other sentence is.
    """

    weights: Sequence[int]
    scale: float
    bias: float
    margin: float

    def score(self, features: AbstractSet[int]) -> float:
        """Return the score of the features of a sentence."""
        total = sum(self.weights[feature] for feature in features)
        return self.bias + self.scale * total / math.sqrt(max(1, len(features)))


def is_like_a_limit(sentence: str, names: AbstractSet[str], *, expected: bool) -> bool:
    """Return whether a folded sentence is worded like a limit on use; `names` are the words of the release's name.

    `expected`: it stands among sentences on licenses, so that little is enough. What stands between commas counts too,
    unless the sentence as a whole is far from a limit: "unlike theirs, ...".
    """
    model = _load_model()
    scores = [model.score(features) for features in list_features(sentence, names)]
    least = 0.0 if expected else model.margin
    return bool(scores) and max(scores) > least and scores[0] > least - _FAR


def list_features(sentence: str, names: AbstractSet[str]) -> Iterator[frozenset[int]]:
    """Yield the features of a sentence and of what stands between its commas, without what is as short as a title."""
    pieces = _PIECES.split(sentence)
    for piece in (sentence, *pieces) if len(pieces) > 1 else (sentence,):
        words = split_words(piece, names)
        if sum(1 if len(word) > 1 else _SIGN for word in words) >= _FEWEST_WORDS:
            yield hash_features(words)


def split_words(sentence: str, names: AbstractSet[str]) -> list[str]:
    """Return words in lower case, and each Han or Kana sign; names, links, addresses and numbers are one word each."""
    found = []
    for match in _WORDS.finditer(sentence.casefold()):
        kind, word = match.lastgroup or "", match[0]
        found.append(_NAME if word in names else _PLACEHOLDERS.get(kind, word))
        if len(found) == _WORDS_READ:
            break
    return found


def hash_features(words: list[str]) -> frozenset[int]:
    """Return the features of a sentence: words, their beginnings, pairs, pairs with a gap, and triples."""
    return frozenset(crc32(each.encode()) % FEATURES for each in _list_features(words))


def _list_features(words: list[str]) -> Iterator[str]:
    for at, word in enumerate(words):
        yield word
        yield from (f"{word[:length]}~" for length in _STEMS if len(word) > length)
        if at >= 1:
            yield f"{words[at - 1]} {word}"
        if at >= 2:  # noqa: PLR2004 - a word before the one before
            yield f"{words[at - 2]} {words[at - 1]} {word}"
            yield f"{words[at - 2]} _ {word}"


@lru_cache(maxsize=1)
def _load_model() -> LimitModel:
    return LimitModel(**load_limit_weights())
