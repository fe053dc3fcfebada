"""A license file that holds no text, but names the licenses in a sentence or a list -> its claim."""

from collections.abc import Sequence

from openrelease.catalog.load_phrases import load_phrasebook
from openrelease.model import Claim, Location, Permissive
from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.parsed_document import Block
from openrelease.scan.licensing.passages.passage_claim import GRANTS, WHOLE, PassageClaim
from openrelease.scan.licensing.read_documents import read_document_claims
from openrelease.scan.licensing.statement import Reader

_LONGEST = 2_000  # characters; what is longer is no note, but a text
_SHORT = 40  # characters of a remainder such as "at your option"
_CHOICE = ("either", "dual", " or ", "option")


def read_license_note(text: str, path: str, reader: Reader) -> Claim | None:
    """Return the claim of a short file such as "Licensed under either of Apache-2.0 or MIT at your option".

    None where any of its passages is not understood, or where one is about a part of the release alone.
    """
    if len(text) > _LONGEST:
        return None
    document = parse_document(f"{path}.md", text)
    said = tuple(read_document_claims(document, reader.table, reader.release))
    if not all(_is_understood(block, said) for block in document.blocks):
        return None
    plain = all(each.own and each.effect == GRANTS and each.expression for each in said)
    if not said or not plain or {each.permissive for each in said} != {Permissive.YES}:
        return None
    if not {each.about for each in said} <= {WHOLE, "code"}:
        return None
    names = dict.fromkeys(each.expression for each in said if each.expression)
    joined = " OR " if any(word in text.casefold() for word in _CHOICE) else " AND "
    return reader.make_claim(joined.join(names), "file", Location(path=path, line=said[0].location.line))


def _is_understood(block: Block, said: Sequence[PassageClaim]) -> bool:
    """Return whether a block makes a claim, is harmless, or is too short for terms of its own."""
    claims = any(each.location.line == block.line for each in said)
    return claims or len(block.text) <= _SHORT or load_phrasebook().for_text(block.text).has("harmless", block.text)
