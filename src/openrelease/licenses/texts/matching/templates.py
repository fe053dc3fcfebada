"""A packed template -> its elements: words that must be there, optional parts, alternatives, names, bullets.

A template is a string in which each character is a word, by its number in the vocabulary of the index, or
one of the signs below. Numbers of words end before the signs begin.
"""

from functools import lru_cache
from typing import Union

from openrelease.values import dataclass

OPT, ALT, OR, END, BULLET, NAME, UNKNOWN = (chr(code) for code in range(0xE000, 0xE007))
"""Begin of an optional part, of alternatives; next alternative; end of both; a bullet; a name of somebody;
a word that no license has (in texts only)."""
SIGNS = frozenset((OPT, ALT, OR, END, BULLET, NAME, UNKNOWN))
MAX_WORDS = 0xD800
"""Numbers of words are below: above are no characters."""


@dataclass(frozen=True)
class Choice:
    """Alternatives; an optional part has an empty one."""

    branches: "tuple[tuple[Element, ...], ...]"


@dataclass(frozen=True)
class OneOf:
    """One word of several."""

    letters: frozenset[str]


Element = Union[str, Choice, OneOf]  # noqa: UP007 - refers to a class whose field refers to it
"""A run of words, BULLET, NAME, or a choice."""
Program = tuple[Element, ...]


@lru_cache(maxsize=512)
def decode_template(packed: str) -> Program:
    """Return the elements of a template."""
    return _decode_until_end(packed, 0)[0]


def _decode_until_end(packed: str, at: int) -> tuple[Program, int]:
    elements: list[Element] = []
    start = at
    while at < len(packed):
        sign = packed[at]
        if sign not in SIGNS:
            at += 1
            continue
        if start < at:
            elements.append(packed[start:at])
        if sign in (END, OR):
            return tuple(elements), at
        if sign in (OPT, ALT):
            choice, at = _decode_choice(packed, at)
            elements.append(choice)
        else:
            elements.append(sign)
            at += 1
        start = at
    if start < at:
        elements.append(packed[start:at])
    return tuple(elements), at


def _decode_choice(packed: str, at: int) -> tuple[Choice, int]:
    branches: list[Program] = [()] if packed[at] == OPT else []
    while packed[at] != END:
        branch, at = _decode_until_end(packed, at + 1)
        branches.append(branch)
    return Choice(tuple(branches)), at + 1
