"""Documents -> Lineage: the models whose outputs a release says it was trained on.

Cards have no standard key for a teacher: `distilled_from`, `teacher_model` and `teacher` are in use, and
`base_model_relation` may say so of the base model. Most releases say it in a sentence.
"""

import re
from collections.abc import Iterator, Sequence

from openrelease.licenses import Family
from openrelease.model import Lineage, Location
from openrelease.scan.inputs.parsed_document import Block, ParsedDocument
from openrelease.scan.licensing.statement import Reader

KEYS = ("distilled_from", "teacher_model", "teacher")
"""Keys of the front matter that name a teacher."""

_HUB_ID = re.compile(r"(?<![\w/.-])(?:(?:huggingface\.co|hf\.co)/)?([A-Za-z][\w.-]+/[A-Za-z][\w.-]*\d[\w.-]*)")
_WE = re.compile(r"\bwe\b", re.IGNORECASE)
_LONGEST = 2000  # characters; a longer paragraph is no statement about one thing


NamedUpstream = tuple[Lineage, Family | None]


def find_teachers(documents: Sequence[ParsedDocument], reader: Reader) -> Iterator[NamedUpstream]:
    """What sentences say, each with the family that the name belongs to, if it is a well-known one.

    A sentence that does not say whose model was trained so is a hint.
    """
    for document in documents:
        yield from _find_in_document(document, reader)


def split_upstream_clauses(document: ParsedDocument, reader: Reader) -> Iterator[tuple[Block, str]]:
    """The clauses of a document, with their blocks, that may say what the release was made from."""
    for block in document.blocks:
        foreign = reader.catalog.foreign_sections.search(" / ".join(block.section))
        if not block.code and not foreign and len(block.text) <= _LONGEST:
            yield from ((block, clause) for clause in re.split(r"(?<=[.;!?])\s", block.text))


def _find_in_document(document: ParsedDocument, reader: Reader) -> Iterator[NamedUpstream]:
    words = reader.catalog.lineage_phrases
    for block, clause in split_upstream_clauses(document, reader):
        if not words.distilled.search(clause) or words.undone.search(clause) or words.past.search(clause):
            continue
        if reader.release.names_stranger(clause.partition("distill")[0]):
            continue
        ours = document.is_card or words.ours.search(clause) or _WE.search(clause)
        place = Location(path=document.path, line=block.line)
        for name, family in find_named_models(clause, block, document, reader):
            found = Lineage(relation="distilled", upstream=name, license=None, location=place, hint=not ours)
            yield found, family


def find_named_models(
    clause: str, block: Block, document: ParsedDocument, reader: Reader
) -> Iterator[tuple[str, Family | None]]:
    """Yield Hub ids in the clause, targets of links with its words, and names of families in its prose."""
    families = reader.table.origins
    urls = [link.url for link in document.links if link.line == block.line and link.label in clause]
    ids = dict.fromkeys(found for text in (clause, *urls) for found in _HUB_ID.findall(text))
    yield from ((name, families.model(name)) for name in ids)
    if not ids:
        yield from families.spoken(clause)
