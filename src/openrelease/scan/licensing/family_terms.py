"""Weights whose license is only inherited or assumed -> the model family whose terms reach them.

The license of a repository covers what its maker made. Weights that were made from models of a family under other terms
(Llama, Gemma, ...) keep those terms, unless the repository states a license of the weights.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from openrelease.catalog.patterns import Pattern
from openrelease.model import Claim, EffectiveLicense, Evidence, Lineage, Location, Permissive, Reason
from openrelease.scan.components.detect_components import ComponentInputs
from openrelease.scan.components.link_targets import Target
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import is_readme
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.licensing.weight_pages import find_weight_pages
from openrelease.values import replace

_RELATIONS = frozenset({"base_model"})
_ADAPTER = re.compile(r"\b(?:q?lora|adapters?|deltas?|peft)\b", re.IGNORECASE)
_OWNER = re.compile(r"(?<![\w.-])[\w.-]{1,96}/(?=\w)")
_PART = re.compile(r"\W{0,3}(?:[\w-]{1,30} ){0,2}(?:tokeni[sz]ers?|encoders?|embeddings?)\b", re.IGNORECASE)
"""What follows the name of a family where a part of a model is used, and not the model."""
_ENCODER = r"(?:text|prompt|language|caption)[ -]?(?:encod|embed)(?:er|ing)s?"
_USED_AS_ENCODER = re.compile(
    rf"(?:[ -]?\d{{1,3}}b)?\W{{0,3}}(?:models? )?as (?:an? |the |its |our )?(?:frozen )?{_ENCODER}", re.IGNORECASE
)
_IS_ENCODER = re.compile(rf"\b{_ENCODER}\W{{0,3}}(?:is |are |uses? )?(?:the |an? )?\W{{0,3}}$", re.IGNORECASE)
_ENCODER_COLUMN = re.compile(rf"\W{{0,3}}{_ENCODER}\W{{0,3}}", re.IGNORECASE)
"""Words by which a model of a family encodes the text of a prompt, so that the release was not made of it."""
_REACH = 60  # characters around the name of a family that say what it is to the release
_LONGEST = 2000  # characters; a longer paragraph is no statement about one thing
_MOST_ROWS = 100
_VERSION = re.compile(r"\d")
_DASHES_AS_SPACES = str.maketrans("-_/", "   ")
_SEPARATORS = re.compile(r"[_/]+")


def apply_family_terms(
    license_: EffectiveLicense,
    evidence: Sequence[Evidence],
    lineage: Sequence[Lineage],
    inputs: ComponentInputs,
    reader: Reader,
) -> EffectiveLicense:
    """Return the license of the weights, unknown where the terms of a family reach them, mixed where those of some.

    A license that is stated for the weights is doubted for the terms of a base model alone.
    """
    if license_.permissive is not Permissive.YES:
        return license_
    if made := next(_read_lineage(lineage, inputs, reader), None):
        return _doubt(license_, made, Permissive.UNKNOWN)
    if license_.how not in {"inherited", "assumed"}:  # it is stated for the weights
        return license_
    said = (*_read_sentences(inputs, reader), *_read_titles(inputs, reader))
    named = (*_read_names(evidence, inputs, reader), *said)
    if not named:
        return license_
    some = _is_of_some_models(named, find_weight_pages(evidence, inputs))
    return _doubt(license_, named[0], Permissive.MIXED if some else Permissive.UNKNOWN)


def _is_of_some_models(named: Sequence[Claim], pages: Sequence[Target]) -> bool:
    """Return whether a maker of pages that a family is named for has pages of other models, too."""
    lines = {(each.location.path, each.location.line) for each in named}
    of_family = {(page.owner, page.name) for page in pages if (page.path, page.link.line) in lines}
    owners = {owner for owner, _ in of_family}
    return any(page.owner in owners and (page.owner, page.name) not in of_family for page in pages)


def _doubt(license_: EffectiveLicense, family: Claim, permissive: Permissive) -> EffectiveLicense:
    doubt = replace(license_, permissive=permissive, reason=Reason.FAMILY_TERMS, detail=family.detail)
    return replace(doubt, against=(family,))


def _read_lineage(lineage: Sequence[Lineage], inputs: ComponentInputs, reader: Reader) -> Iterator[Claim]:
    """Yield a claim for each base model that is under terms that are not permissive, or is likely to be.

    What a document far from the root says is about a model of its own.
    """
    documents = {document.path for document in inputs.gathered.documents}
    near, home = reader.catalog.near, inputs.gathered.at_home
    for each in lineage:
        license_, path = each.license or each.probable, each.location.path
        reaches = path not in documents or near.search(home(path)) is not None
        if not reaches or each.relation not in _RELATIONS:
            continue
        if license_ is None and (named := reader.table.origins.restricted.search(_plain(each.upstream))):
            yield _make_claim(named[0].strip(), each.location, None)
        elif reader.table.permissive(license_) is Permissive.NO:
            yield _make_claim(each.upstream, each.location, license_)


def _read_names(evidence: Sequence[Evidence], inputs: ComponentInputs, reader: Reader) -> Iterator[Claim]:
    """Yield a claim for each page of weights that is named after a family, or beside whose link one is named."""
    family, unbased = reader.table.origins.restricted, reader.catalog.lineage_phrases.unbased
    documents = {document.path: document for document in inputs.gathered.documents}
    pages = find_weight_pages(evidence, inputs)
    owners = {page.owner for page in pages if page.owner}
    every = dict.fromkeys(
        (*pages, *(each for each in inputs.targets if each.owner in owners and each.path in documents))
    )
    for page in every:
        place = Location(path=page.path, line=page.link.line)
        named = None if _is_coined(page, inputs, reader) else family.search(_plain(page.name))
        named = named or _search_beside(page, documents, family, unbased)
        if named and not _is_maker(page, family, reader):
            yield _make_claim(named[0].strip(), place, None)


def _read_sentences(inputs: ComponentInputs, reader: Reader) -> Iterator[Claim]:
    """Yield a claim for each sentence and row near the root that says that the release is made of a family."""
    family, words = reader.table.origins.restricted, reader.catalog.lineage_phrases
    for place, text in _list_sentences(inputs, reader):
        plain = _OWNER.sub("", text)
        for named in family.finditer(plain):
            before, behind = plain[: named.start()][-_REACH:], plain[named.end() :][:_REACH]
            made = words.made_of.search(before) or (words.is_a.search(before) and words.changed.search(behind))
            if made and not (words.unbased.search(before) or _PART.match(behind) or _is_encoder(plain, named)):
                yield _make_claim(named[0].strip(), place, None)


def _read_titles(inputs: ComponentInputs, reader: Reader) -> Iterator[Claim]:
    """Yield a claim for each README at the root whose title is a version of a family: "Llama-3-Tiny-8B"."""
    family = reader.table.origins.restricted
    for document in inputs.gathered.documents:
        path, title = inputs.gathered.at_home(document.path), next(iter(document.headings), None)
        if title is None or "/" in path or not is_readme(path):
            continue
        named = family.search(_plain(title.text))
        if named and _VERSION.search(named[0]):
            yield _make_claim(named[0].strip(), Location(path=document.path, line=title.line), None)


def _list_sentences(inputs: ComponentInputs, reader: Reader) -> Iterator[tuple[Location, str]]:
    """Yield what may say what the release is made of, with its place."""
    near, home, foreign = inputs.catalog.near, inputs.gathered.at_home, reader.catalog.foreign_sections
    for document in inputs.gathered.documents:
        if near.search(home(document.path)) is None:
            continue
        for block in document.blocks:
            if not block.code and len(block.text) <= _LONGEST and not foreign.search(" / ".join(block.section)):
                yield Location(path=document.path, line=block.line), block.text
        for table in document.tables:
            for at, row in enumerate(table.rows[:_MOST_ROWS]):
                yield Location(path=document.path, line=table.line + at + 2), " | ".join(row[:2])


def _is_coined(page: Target, inputs: ComponentInputs, reader: Reader) -> bool:
    """Return whether a page has the release's own name, whose last word is a family that no document names elsewhere.

    "Lag-Llama" may be trained from scratch; "Lag-Llama, based on LLaMA-7B" is of the family.
    """
    family, name = reader.table.origins.restricted, reader.release.name
    named = family.search(_plain(name))
    if named is None or not name[: named.start()].strip("-_") or _VERSION.search(name[named.start() :]):
        return False
    own = re.compile(r"[\W_]?".join(re.escape(each) for each in name if each.isalnum()), re.IGNORECASE)
    texts = (block.text for document in inputs.gathered.documents for block in document.blocks)
    return own.fullmatch(page.name) is not None and not any(
        family.search(_spaced(own.sub(" ", each))) for each in texts
    )


def _is_maker(page: Target, family: re.Pattern[str], reader: Reader) -> bool:
    """Return whether the owner of a page made the family, and what is on the page is no known model of it."""
    owner, models = page.owner.casefold(), reader.table.origins
    known = models.model(f"{page.owner}/{page.name}")
    made = (row for row in models.models if row.name.startswith(f"{owner}/"))
    return known is None and any(family.search(_spaced(row.name)) for row in made)


def _search_beside(
    page: Target, documents: Mapping[str, ParsedDocument], family: re.Pattern[str], unbased: Pattern
) -> re.Match[str] | None:
    """Find the name of a family in the sentence or the row around a link."""
    rows = tuple(_rows_of(documents.get(page.path), page.link.line))
    document = documents.get(page.path)
    of_adapter = document and _ADAPTER.search(_spaced(page.name))
    said = (block.text for block in document.blocks) if document and of_adapter else ()
    texts = (_spaced(each) for each in (*(rows or (page.link.context,)), *said) if not unbased.search(each))
    return next((named for text in texts for named in family.finditer(text) if not _is_encoder(text, named)), None)


def _is_encoder(text: str, named: re.Match[str]) -> bool:
    """Return whether a text names a family for the encoder of its prompts: "Tiny, with Gemma-2B as text encoder"."""
    before, behind = text[: named.start()][-_REACH:], text[named.end() :][:_REACH]
    return _USED_AS_ENCODER.match(behind) is not None or _IS_ENCODER.search(before) is not None


def _rows_of(document: ParsedDocument | None, line: int) -> Iterator[str]:
    for table in document.tables if document else ():
        at = line - table.line - 2
        if 0 <= at < len(table.rows):
            cells = zip_longest(table.header, table.rows[at], fillvalue="")
            yield " | ".join(cell for title, cell in cells if not _ENCODER_COLUMN.fullmatch(title))


def _plain(name: str) -> str:
    return name.translate(_DASHES_AS_SPACES)


def _spaced(text: str) -> str:
    return _SEPARATORS.sub(" ", text)


def _make_claim(name: str, place: Location, expression: str | None) -> Claim:
    return Claim(
        expression=expression,
        permissive=Permissive.NO if expression else Permissive.UNKNOWN,
        how="prose",
        location=place,
        reason=Reason.FAMILY_TERMS,
        detail=name,
    )
