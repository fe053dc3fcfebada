"""Documents -> what they really speak of: an empty heading, or a placeholder under it, does not count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from openrelease.collect.gather import is_readme
from openrelease.collect.rules import Lookout, Topic
from openrelease.collect.text import Heading, ParsedDocument
from openrelease.model import Document, Location

# keys that the Hub reads from the front matter of a card; a README that has one is a card
CARD_KEYS = frozenset(
    {"license", "license_name", "base_model", "library_name", "pipeline_tag", "model-index", "datasets"}
    | {"tags", "language", "metrics", "task_categories", "pretty_name", "size_categories", "dataset_info"}
)
_LONGEST_PLACEHOLDER = 300  # characters; the pattern takes quadratic time
_LONGEST_TEXT = 20_000  # characters of a paragraph that patterns are searched in
_EMPTY = re.compile(
    r"^\W*(\[?more information (needed|forthcoming)\]?|todo|tbd|tba|n/?a|none|coming soon"
    r"|to be (added|announced|done)|\[optional\]|<[^>]*>|…|\.\.\.)?\W*$",
    re.IGNORECASE,
)


def describe(document: ParsedDocument, lookout: Lookout) -> Document:
    """Give the role of a document and the place of each topic that it speaks of."""
    headings = tuple(_filled_headings(document))
    places = {topic.id: _place(topic, document, headings) for topic in lookout.topics}
    topics = {name: place for name, place in places.items() if place is not None}
    return Document(path=document.path, role=_role(document, lookout), topics=topics)


def is_card(document: ParsedDocument) -> bool:
    """Tell whether a document has the front matter of a card."""
    return bool(document.metadata and CARD_KEYS & document.metadata.keys())


def _role(document: ParsedDocument, lookout: Lookout) -> str:
    named = lookout.cards.search(document.path) or lookout.data_cards.search(document.path)
    if named or (is_readme(document.path) and is_card(document)):
        return "card"
    return "readme" if is_readme(document.path) else "other"


def _place(topic: Topic, document: ParsedDocument, headings: Sequence[Heading]) -> Location | None:
    for heading in headings:
        if topic.heading.search(heading.text):
            return Location(path=document.path, line=heading.line)
    for key in topic.keys & (document.metadata or {}).keys():
        if (document.metadata or {})[key]:
            return Location(path=document.path, line=document.lines.get(key))
    if topic.text:
        for block in document.blocks:
            if not block.code and topic.text.search(block.text[:_LONGEST_TEXT]):
                return Location(path=document.path, line=block.line)
    return None


def _filled_headings(document: ParsedDocument) -> Iterator[Heading]:
    """Yield each heading under which anything stands, its subsections included."""
    content = [block.line for block in document.blocks if not _is_empty(block.text)]
    content += [table.line for table in document.tables]
    content += [link.line for link in document.links if link.where == "image"]
    lines = sorted(content)
    for number, (heading, end) in enumerate(zip(document.headings, _ends(document.headings), strict=True)):
        if number == 0 and heading.level == 1:
            continue  # the title names the release, whatever words are in it
        below = bisect_right(lines, heading.line)
        if below < len(lines) and (end is None or lines[below] < end):
            yield heading


def _ends(headings: Sequence[Heading]) -> list[int | None]:
    """Give the line of the next heading that is not below each heading, in one pass from the last one."""
    ends: list[int | None] = []
    following: dict[int, tuple[int, int]] = {}  # a level: where its next heading is in the list, and its line
    for number, heading in reversed(list(enumerate(headings))):
        at_most = [place for level, place in following.items() if level <= heading.level]
        ends.append(min(at_most)[1] if at_most else None)
        following[heading.level] = (number, heading.line)
    return ends[::-1]


def _is_empty(text: str) -> bool:
    return len(text) <= _LONGEST_PLACEHOLDER and _EMPTY.match(text) is not None
