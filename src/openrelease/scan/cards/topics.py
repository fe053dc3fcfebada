"""Documents -> roles and covered topics; an empty section, or one with a placeholder, does not count."""

from collections.abc import Sequence

from openrelease.catalog.catalog_entries import Catalog, Topic
from openrelease.model import CardSection, Document, Location
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import is_readme
from openrelease.scan.inputs.sections import list_sections

# keys that only cards of models have; other pages of documentation have `tags` and the like, too
_MODEL_KEYS = frozenset({"base_model", "library_name", "pipeline_tag", "model-index"})
_CARD_PAIR = frozenset({"license", "language"})
_LONGEST_TEXT = 20_000  # characters of a paragraph that patterns are searched in
_LONGEST_LABEL, _LONGEST_URL = 200, 400  # characters of a link


def describe_document(document: ParsedDocument, catalog: Catalog) -> Document:
    """Return the role of a document and the location of each topic that it covers."""
    # the title is skipped: its words are part of the name of the release
    titled = bool(document.headings) and document.headings[0].level == 1
    filled = tuple(each for each in list_sections(document)[titled:] if each.filled)
    places = {topic.id: _find_topic(topic, document, filled) for topic in catalog.topics}
    topics = {name: place for name, place in places.items() if place is not None}
    return Document(path=document.path, role=_detect_role(document, catalog), topics=topics)


def _detect_role(document: ParsedDocument, catalog: Catalog) -> str:
    if "template" in document.path.casefold():
        return "other"
    named = catalog.cards.search(document.path) or catalog.data_cards.search(document.path)
    if named or ("readme" in document.path.casefold() and document.is_card and _is_card_of_release(document)):
        return "card"
    return "readme" if is_readme(document.path) else "other"


def _is_card_of_release(document: ParsedDocument) -> bool:
    keys = (document.metadata or {}).keys()
    return "/" not in document.path or bool(_MODEL_KEYS & keys) or keys >= _CARD_PAIR


def _find_topic(topic: Topic, document: ParsedDocument, filled: Sequence[CardSection]) -> Location | None:
    for section in filled:
        if topic.heading.search(section.title):
            return section.location
    for key, value in (document.metadata or {}).items():
        if key in topic.keys and value:
            return Location(path=document.path, line=document.lines.get(key))
    for block in document.blocks:
        pattern = topic.code if block.code else topic.text
        if pattern and pattern.search(block.text[:_LONGEST_TEXT]):
            return Location(path=document.path, line=block.line)
    for link in document.links:
        if topic.link and topic.link.search(f"{link.label[:_LONGEST_LABEL]} {link.url[:_LONGEST_URL]}"):
            return Location(path=document.path, line=link.line)
    return None
