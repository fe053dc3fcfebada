"""A regular expression -> words of which each of its matches holds one, so that most texts need no search.

`make_sketch` is the other half: what is left of texts when they are compared with such words.
"""

import sys
from collections.abc import Iterable
from typing import Any

_LEAST_LENGTH = 2  # a single letter is in every text
_DIGITS = b"0123456789"
_FOLDED = str.maketrans("İıſ\u212a", "iisk")  # letters that `re` takes for ASCII letters without regard to case
_GROUPS = {"SUBPATTERN": -1, "ATOMIC_GROUP": None, "MAX_REPEAT": 2, "MIN_REPEAT": 2, "POSSESSIVE_REPEAT": 2}
"""Where the operations that hold an expression hold it; those with a count begin with the least count."""


def find_required_words(pattern: bytes) -> list[bytes]:
    """Return words, in lower case and without digits; none where a match may do without any.

    The parser of `re` is not public: where it is not as expected, there are no words.
    """
    parser = sys.modules.get("re._parser") or sys.modules.get("sre_parse")  # the latter until Python 3.10
    try:
        words = _find_words(parser.parse(pattern.decode(), 2))  # type: ignore[union-attr]
    except (AttributeError, TypeError, ValueError):
        return []
    return sorted(words)


def make_sketch(texts: Iterable[str]) -> bytes:
    """Return the different lines of texts in lower case, without digits: a thousand samples are one line."""
    joined = "\n".join(texts)
    folded = joined if joined.isascii() else joined.translate(_FOLDED)
    plain = folded.lower().encode("utf-8", "surrogatepass").translate(None, _DIGITS)
    return b"\n".join(set(plain.split(b"\n")))


def _find_words(operations: Iterable[Any]) -> frozenset[bytes]:
    """Return the words of the part of a sequence that says most; empty for none."""
    best: frozenset[bytes] = frozenset()
    run = ""
    for name, argument in (*((str(name), argument) for name, argument in operations), ("END", None)):
        if name == "LITERAL":
            run += chr(argument)
            continue
        best = max(best, _make_word(run), _find_inner(name, argument), key=_rate)
        run = ""
    return best


def _make_word(run: str) -> frozenset[bytes]:
    word = run.lower().encode().translate(None, _DIGITS) if run.isascii() else b""
    return frozenset({word} if len(word) >= _LEAST_LENGTH else ())


def _find_inner(name: str, argument: Any) -> frozenset[bytes]:
    if name == "BRANCH":
        each = [_find_words(branch) for branch in argument[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    if name not in _GROUPS or (name.endswith("REPEAT") and argument[0] == 0):
        return frozenset()
    place = _GROUPS[name]
    return _find_words(argument if place is None else argument[place])


def _rate(words: frozenset[bytes]) -> tuple[int, int]:
    """Rate words by the shortest of them, then by how few they are."""
    return min(map(len, words), default=0), -len(words)
