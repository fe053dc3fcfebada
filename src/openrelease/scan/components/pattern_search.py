"""Pattern and text -> whether it matches; cached, as many links share their context and section."""

from functools import lru_cache

from openrelease.catalog.patterns import Pattern
from openrelease.scan.inputs.parsed_document import Section

LONGEST_TEXT = 20_000  # characters of a paragraph, code block or table that patterns are searched in


def join_below_title(section: Section) -> str:
    """Join a trail of headings without the title, whose words are part of the name of the release."""
    return " / ".join(section[1:] or section)


# All links of a paragraph have one context, and all links of a section one trail of headings.
@lru_cache(maxsize=16_384)
def is_found(pattern: Pattern | None, text: str) -> bool:
    """Return whether there is a pattern and it matches."""
    return pattern is not None and pattern.search(text) is not None
