"""Documents -> Lineage: the base models that sentences name, for releases whose cards have no key for them.

"We fine-tune Llama 2", "Tiny is a merge of ...": only what a sentence says of the release itself counts, and
only of models that are well known, because nothing can be said of the terms of others.
"""

import re
from collections.abc import Iterator, Sequence

from openrelease.licenses import Family
from openrelease.model import Lineage, Location
from openrelease.scan.inputs.parsed_document import Block, ParsedDocument
from openrelease.scan.licensing.passages.release_names import letters_of
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.lineage.distillation import NamedUpstream, find_named_models, split_upstream_clauses

_REACH = 120  # characters between the verb and the end of the name


def find_base_models_in_prose(
    documents: Sequence[ParsedDocument], owner: str, reader: Reader
) -> Iterator[NamedUpstream]:
    """What sentences say the release was made from, each with its family; its owner may license anew."""
    for document in documents:
        for block, clause in split_upstream_clauses(document, reader):
            for found, family in _find_in_clause(clause, block, document, reader):
                named = found.upstream if "/" in found.upstream else family.name
                if not named.casefold().startswith(f"{owner.casefold()}/"):
                    yield found, family


def _find_in_clause(
    clause: str, block: Block, document: ParsedDocument, reader: Reader
) -> Iterator[tuple[Lineage, Family]]:
    words = reader.catalog.lineage_phrases
    verb = words.based.search(clause)
    if verb is None or words.unbased.search(clause) or words.past.search(clause):
        return
    if not _is_own_subject(clause[: verb.start()], document, reader):
        return
    place = Location(path=document.path, line=block.line)
    for name, family in find_named_models(clause[verb.end() :][:_REACH], block, document, reader):
        if family is not None and not letters_of([name]) <= reader.release.letters:
            yield Lineage(relation="base_model", upstream=name, license=None, location=place), family


def _is_own_subject(subject: str, document: ParsedDocument, reader: Reader) -> bool:
    """Return whether the subject is the release: by its name, by "we" or "our", or because no other is named."""
    bare = re.fullmatch(r"\W*((it|which|this|is|was|are|were|an?|the|model) ?){0,40}\W*", subject, re.IGNORECASE)
    ours = re.search(r"\b(we|our|ours|this|these)\b", subject, re.IGNORECASE)
    return bool(bare and document.is_card) or bool(ours or letters_of([subject]) & reader.release.letters)
