"""Document -> all of its claims: those of its passages, its tables and its badges."""

from collections.abc import Iterator

from openrelease.catalog.load_phrases import Phrases, load_phrasebook
from openrelease.licenses import LicenseTable
from openrelease.model import Claim, Permissive, Reason
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.licensing.passages.fold_text import fold_text
from openrelease.scan.licensing.passages.passage_claim import DIFFERS, GRANTS, PERMITS, POINTS, WHOLE, PassageClaim
from openrelease.scan.licensing.passages.read_badges import read_badges
from openrelease.scan.licensing.passages.read_passages import PassageReader, read_passages
from openrelease.scan.licensing.passages.read_tables import read_tables
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.scan.licensing.passages.unread_terms import NOT_UNDERSTOOD
from openrelease.scan.licensing.statement import Reader, ScopedClaim, unnamed

_PARTS = {"weights": "weights", "code": "code", "data": "data", "document": "document", WHOLE: ""}
_LIMITS = {
    "non-commercial": Reason.NON_COMMERCIAL,
    "research-only": Reason.NON_COMMERCIAL,
    "personal-use-only": Reason.NON_COMMERCIAL,
    "permission": Reason.PERMISSION_REQUIRED,
}
_POINTERS = {"excluded": Reason.NOT_COVERED, NOT_UNDERSTOOD: Reason.NOT_UNDERSTOOD}
_OTHERS_TERMS = frozenset({"weights", "data"})
"""The parts whose terms others may set, so that a pointer to terms elsewhere leaves them open."""


def read_document_claims(
    document: ParsedDocument, table: LicenseTable, release: ReleaseNames
) -> Iterator[PassageClaim]:
    """Yield the license claims of a document, about the release and about others' work."""
    yield from _read(PassageReader(document=document, phrases=_detect_phrases(document), table=table, release=release))


def read_scoped_claims(document: ParsedDocument, reader: Reader) -> Iterator[ScopedClaim]:
    """Yield the claims of a document about the release itself, and the terms of what it was made from."""
    passages = PassageReader(
        document=document,
        phrases=_detect_phrases(document),
        table=reader.table,
        release=reader.release,
        row_applies=reader.row_applies,
    )
    claims = tuple(_read(passages))
    granted = {(each.location.line, each.about) for each in claims if each.own and each.effect == GRANTS}
    for said in claims:
        if said.effect == POINTS and (said.location.line, said.about) in granted:
            continue  # a named license silences the pointer beside it
        family = reader.table.origins.restricted.search(said.name) if _is_notice_of_others(said, document) else None
        if family:  # the sentence that the terms of a family ask for, in the notices of what is made from it
            claim = unnamed(said.how, said.location, Reason.FAMILY_TERMS, family[0])
            yield ScopedClaim(part="weights", claim=claim)
        elif said.made_from and said.permissive is Permissive.NO:
            yield ScopedClaim(part="weights", claim=_make_claim(said))
        elif said.own and said.about in _PARTS and not _is_idle(said, passages):
            yield ScopedClaim(part=_PARTS[said.about], claim=_make_claim(said), model=said.scope)


def _read(reader: PassageReader) -> Iterator[PassageClaim]:
    yield from read_passages(reader)
    yield from read_tables(reader)
    yield from read_badges(reader)


def _is_notice_of_others(said: PassageClaim, document: ParsedDocument) -> bool:
    """Return whether a claim about others' work is in the notices at the root, and names terms of theirs."""
    notice = document.path.casefold().partition(".")[0] == "notice"
    return notice and not said.own and said.permissive is not Permissive.YES


def _is_idle(said: PassageClaim, reader: PassageReader) -> bool:
    """Return whether a claim leaves the license texts of the release as they are."""
    if said.effect == PERMITS:
        return said.reason != "commercial-use"
    if said.effect == DIFFERS:
        return said.reason == "parts-differ"
    if said.effect == POINTS:
        return said.about not in _OTHERS_TERMS or _leads_to_own_text(said, reader)
    return False


def _leads_to_own_text(said: PassageClaim, reader: PassageReader) -> bool:
    """Return whether the only place that a pointer names is a file of the repository itself."""
    links = [
        link
        for link in reader.document.links
        if link.line == said.location.line and fold_text(link.label) in said.words
    ]
    home = f"/{reader.release.repository.casefold()}/"
    own = all("://" not in link.url or home in link.url.casefold() for link in links)
    return own and (bool(links) or said.reason == "license-file")


def _make_claim(said: PassageClaim) -> Claim:
    return Claim(
        expression=said.expression,
        permissive=said.permissive,
        how="prose" if said.how == "heading" else said.how,
        location=said.location,
        reason=_find_reason(said),
        detail="" if said.expression else said.name or said.words,
    )


def _find_reason(said: PassageClaim) -> Reason | None:
    if said.effect == GRANTS:
        return None if said.expression else Reason.UNKNOWN_NAME
    if said.effect == POINTS:
        return _POINTERS.get(said.reason, Reason.OTHER_TERMS)
    if said.effect == PERMITS:
        return Reason.COMMERCIAL_USE_GRANTED
    if said.effect == DIFFERS:
        return Reason.MIXED_PARTS
    return _LIMITS.get(said.reason, Reason.USE_RESTRICTED)


def _detect_phrases(document: ParsedDocument) -> Phrases:
    texts = [heading.text for heading in document.headings]
    texts += [block.text for block in document.blocks if not block.code]
    texts += [cell for table in document.tables for row in (table.header, *table.rows) for cell in row]
    return load_phrasebook().for_text(" ".join(texts))
