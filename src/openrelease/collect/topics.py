"""Documents -> what they really speak of: an empty heading, or a placeholder under it, does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openrelease.collect.gather import is_readme
from openrelease.collect.rules import Lookout, Topic
from openrelease.collect.text import Heading, ParsedDocument
from openrelease.model import Document, Location

# keys that the Hub reads from the front matter of a card; a README that has one is a card
CARD_KEYS = frozenset(
    {"license", "license_name", "base_model", "library_name", "pipeline_tag", "model-index", "datasets"}
    | {"tags", "language", "metrics", "task_categories", "pretty_name", "size_categories", "dataset_info"}
)
_EMPTY = re.compile(
    r"^\W*(\[?more information (needed|forthcoming)\]?|todo|tbd|tba|n/?a|none|coming soon"
    r"|to be (added|announced|done)|\[optional\]|<[^>]*>|…|\.\.\.)?\W*$",
    re.IGNORECASE,
)


def describe(document: ParsedDocument, lookout: Lookout) -> Document:
    """Give the role of a document and the place of each topic that it speaks of."""
    places = {topic.id: _place(topic, document) for topic in lookout.topics}
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


def _place(topic: Topic, document: ParsedDocument) -> Location | None:
    for heading, filled in _headings(document):
        if filled and topic.heading.search(heading.text):
            return Location(path=document.path, line=heading.line)
    for key in topic.keys & (document.metadata or {}).keys():
        if (document.metadata or {})[key]:
            return Location(path=document.path, line=document.lines.get(key))
    if topic.text:
        for block in document.blocks:
            if not block.code and topic.text.search(block.text):
                return Location(path=document.path, line=block.line)
    return None


def _headings(document: ParsedDocument) -> Iterator[tuple[Heading, bool]]:
    """Yield each heading with whether anything stands under it, its subsections included."""
    content = [block.line for block in document.blocks if not _EMPTY.match(block.text)]
    content += [table.line for table in document.tables]
    content += [link.line for link in document.links if link.where == "image"]
    for number, heading in enumerate(document.headings):
        if number == 0 and heading.level == 1:
            continue  # the title names the release, whatever words are in it
        below = (other for other in document.headings[number + 1 :] if other.level <= heading.level)
        end = next((other.line for other in below), None)
        filled = any(heading.line < line and (end is None or line < end) for line in content)
        yield heading, filled
