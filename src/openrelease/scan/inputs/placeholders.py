"""Text -> placeholders: template marks, promises, links without a target.

The template of model cards: https://huggingface.co/docs/hub/model-card-annotated
"""

import re
from collections.abc import Iterator, Mapping

from openrelease.model import Location, Placeholder

MOST_PLACEHOLDERS = 200
"""Placeholders of one document that are kept."""

_LONGEST_LINE = 2_000  # characters of a line that patterns are searched in
_LONGEST_TEXT = 80  # characters of a placeholder that are kept
_LONGEST_EMPTY = 300  # characters of a text that is nothing but a placeholder
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    how: re.compile(pattern, re.IGNORECASE if how != "todo" else 0)
    for how, pattern in {
        "more-information-needed": r"\[?more information (needed|forthcoming)\]?|\[more forthcoming\]",
        "todo": r"(?<![\w/#-])(TODO|TBD|TBA|FIXME)(?![\w/-])",
        "promise": r"\b(coming[ -]soon|to be (added|announced|determined|filled)|watch this space)\b",
        "empty-link": r"\]\(\s*(#|url|link|here|todo|tbd|insert[^)]{0,40})?\s*\)",
        "template-variable": r"\{\{[^{}]{1,80}\}\}",
        "insert": r"[\[<](insert|fill in|your|add (your|a|the)|replace|enter)\b[^\]>]{0,80}[\]>](?!\()",
        "filler": r"\blorem ipsum\b",
    }.items()
}
# beginnings of template comments, which tell the author what to write
_INSTRUCTION = re.compile(
    r"<!--\s*(todo|provide|describe|insert|fill|enter|replace|write|explain|briefly|motivation|address"
    r"|(this|these) (section|field|should|relates|can|are)|what (are|data)|should link"
    r"|if (the|there|relevant)|relevant|total emissions|any (potential|additional)|examples? (of|for))\b",
    re.IGNORECASE,
)
_CORE = re.compile(r"\w(?:[^\0]*\w)?")  # from the first letter or digit to the last
_EMPTY = re.compile(
    r"more information (needed|forthcoming)|todo|tbd|tba|n/?a|none|coming soon"
    r"|to be (added|announced|done)|lorem ipsum[^\0]{0,300}"
    r"|(currently )?not (yet )?available( yet| at this time| at the moment)?"
    r"|we (will|'ll) (write|add|fill( in)?|complete|update) this( section)?( later| soon)?",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[^\w<\[]*(?:(?:<[^>]*>|\[optional\]|\[)[^\w<\[]*)+", re.IGNORECASE)
_NONE = re.compile(r"^\W*none\W*$", re.IGNORECASE)
_LABEL = re.compile(r"\s*([^\W_][^:\n|]{0,70}?)\s*(?:\[optional\]|\(optional\))?\s*:(?:\s+|$)", re.IGNORECASE)


def is_empty(text: str) -> bool:
    """Return whether a text is nothing but a placeholder."""
    core = _CORE.search(text) if len(text) <= _LONGEST_EMPTY else None
    if core is None:
        return len(text) <= _LONGEST_EMPTY
    return bool(_EMPTY.fullmatch(core[0]) or _MARKS.fullmatch(text))


def is_none(text: str) -> bool:
    """Return whether a text is "none", which answers some questions and is a placeholder for others."""
    return len(text) <= _LONGEST_EMPTY and _NONE.match(text) is not None


def split_label(text: str) -> tuple[str, str]:
    """Split "Curated by: Acme" into label and text; the label is "" where there is none."""
    found = _LABEL.match(text)
    return (found[1], text[found.end() :].strip()) if found else ("", text)


def find_placeholders(path: str, text: str) -> Iterator[Placeholder]:
    """Find the placeholders of a document outside of its code blocks, the first in each line."""
    fence = ""
    for number, row in enumerate(text.split("\n"), start=1):
        mark = _FENCE.match(row)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (found := _first_placeholder(row[:_LONGEST_LINE])):
            how, words = found
            place = Location(path=path, line=number)
            yield Placeholder(how=how, text=words[:_LONGEST_TEXT].strip(), location=place)


def _first_placeholder(row: str) -> tuple[str, str] | None:
    if instruction := _INSTRUCTION.search(row):
        return "template-comment", row[instruction.start() :]
    for how, pattern in _PATTERNS.items():
        if found := pattern.search(row):
            return how, found[0]
    return None
