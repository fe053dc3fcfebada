"""What was read -> every statement about licenses: of texts, documents, metadata and declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from openrelease.model import Kind, Problem, inside
from openrelease.scan.declarations.declared_evidence import Claims, declared_statements
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import Gathered, is_readme
from openrelease.scan.licensing.from_license_files import from_files
from openrelease.scan.licensing.from_metadata import from_front_matter, from_metadata
from openrelease.scan.licensing.from_prose import from_prose
from openrelease.scan.licensing.from_spdx_headers import from_headers, from_reuse
from openrelease.scan.licensing.from_tables import from_badges, from_tables
from openrelease.scan.licensing.from_weight_metadata import from_weights
from openrelease.scan.licensing.statement import Reader, Statement
from openrelease.scan.weight_files.headers import ReadFile

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """All statements, those of license files apart, and what could not be read."""

    files: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


def all_spoken(
    gathered: Gathered, reader: Reader, kind: Kind, claims: Claims, weights: Sequence[ReadFile]
) -> Spoken:
    """Hear all that speaks of licenses: the texts first, then what is declared, then words."""
    found, unread_files = parted(from_files(gathered, reader))
    claimed, unread_claims = parted(declared_statements(claims, gathered, reader))
    keys, unread_keys = parted((*from_metadata(gathered, reader), *from_reuse(gathered, reader)))
    files = (*found, *(each for each in claimed if each.license.how == "file"))
    words = (
        *(each for each in claimed if each.license.how != "file"),
        *_said(gathered, reader, kind),
        *keys,
        *from_headers(gathered, reader),
        *from_weights(weights, reader),
    )
    problems = (*unread_files, *unread_keys, *unread_claims)
    return Spoken(files=files, statements=(*files, *words), problems=problems)


def parted(found: Iterable[T | Problem]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """Part what was found from what could not be read."""
    known = tuple(found)
    problems = tuple(each for each in known if isinstance(each, Problem))
    return tuple(each for each in known if not isinstance(each, Problem)), problems


def _said(gathered: Gathered, reader: Reader, kind: Kind) -> Iterator[Statement]:
    """Read what cards and the READMEs near the root say of licenses, and how far each of them speaks."""
    for document in gathered.documents:
        for_all = reader.lookout.speaks_for_all.search(gathered.at_home(document.path))
        within = _whole(document.path, gathered.root) if for_all else document.path.rpartition("/")[0]
        for statement in _said_in(document, gathered.at_home(document.path), reader, kind):
            yield replace(statement, within=within)


def _whole(path: str, root: str) -> str:
    """What a document that speaks for all speaks for: one of a model's folder speaks for that model."""
    return root if inside(path, root) else ""


def _said_in(document: ParsedDocument, path: str, reader: Reader, kind: Kind) -> Iterator[Statement]:
    card = reader.lookout.cards.search(document.path) or reader.lookout.data_cards.search(document.path)
    yield from from_front_matter(document, reader, kind)
    about = reader.lookout.license_documents.search(path) or reader.lookout.use_policies.search(path)
    if card or about or (is_readme(path) and path.count("/") <= 1):
        yield from from_prose(document, reader)
        yield from from_tables(document, reader)
        yield from from_badges(document, reader)
