"""The type of a page of the manual."""

import re

from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class ManualPage:
    """What the manual says about one word; `sort` is what the word is, and `parts` are headings with their text.

    Parts without text are not printed.
    """

    sort: str
    name: str
    title: str
    parts: tuple[tuple[str, str], ...]


def join_wrapped_lines(text: str) -> str:
    """Return text with the lines joined that the source broke; items and lines after a stop stay apart."""
    return re.sub(r"(?<![.:\n])\n *(?!- |\n)", " ", text)
