"""Pattern and text -> does it hold: how all rules are searched for, each text once."""

from __future__ import annotations

from functools import lru_cache

from openrelease.catalog.patterns import Pattern
from openrelease.scan.inputs.parsed_document import Section

LONGEST_TEXT = 20_000  # characters of a paragraph, code block or table that patterns are searched in


def join_below_title(section: Section) -> str:
    """Give a trail of headings without the title, which names the release whatever words are in it."""
    return " / ".join(section[1:] or section)


# All links of a paragraph have one context, and all of a section one trail of headings: search each once.
@lru_cache(maxsize=16_384)
def is_found(pattern: Pattern | None, text: str) -> bool:
    """Tell whether there is a pattern, and it is found."""
    return pattern is not None and pattern.search(text) is not None
