"""What was read -> every statement about licenses: of texts, documents, metadata and declarations."""

import re
from collections.abc import Iterable, Iterator, Sequence
from posixpath import dirname, join, normpath
from typing import TypeVar

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Affects, EntryKind, Kind, Location, Permissive, Problem, Reason, is_inside
from openrelease.scan.components.detect_components import ComponentInputs
from openrelease.scan.declarations.declared_evidence import DeclaredComponents, collect_declared_claims
from openrelease.scan.declarations.misread_passages import set_aside_misread
from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import (
    MOST_BYTES,
    RepositoryInputs,
    may_state_terms,
    read_entire_file,
    report_skipped_files,
)
from openrelease.scan.licensing.from_license_files import read_license_files
from openrelease.scan.licensing.from_metadata import read_front_matter_license, read_metadata_licenses
from openrelease.scan.licensing.from_reuse import read_reuse_annotations
from openrelease.scan.licensing.from_spdx_headers import read_notices, read_spdx_headers
from openrelease.scan.licensing.from_weight_metadata import read_weight_metadata
from openrelease.scan.licensing.read_documents import read_scoped_claims
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.untrusted import decode_text
from openrelease.values import dataclass, replace

T = TypeVar("T")

MOST_NOTES = 10
"""Changelogs and the like that are read for limits on the weights."""

_UNREAD_TERMS = frozenset({Affects.TERMS})
_DOCS = ("doc/", "docs/")
_TEXTS = (".txt", ".md")
_TERMS_OF_WEIGHTS = re.compile(
    r"\b(?:licen[cs]e|terms)\b[^\n]{0,40}\b(?:weights?|models?)\b|\b(?:weights?|models?) (?:licen[cs]e|terms)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class LicenseStatements:
    """All statements, those of license files apart, and what could not be read."""

    files: tuple[ScopedClaim, ...]
    statements: tuple[ScopedClaim, ...]
    problems: tuple[Problem, ...]


def collect_license_statements(
    inputs: ComponentInputs,
    reader: Reader,
    kind: Kind,
    claims: DeclaredComponents,
    weights: Sequence[WeightFileHeader],
) -> LicenseStatements:
    """Collect license claims from license files, settings, metadata and prose, in order of precedence."""
    gathered = inputs.gathered
    found, unread_files = split_problems(read_license_files(gathered, reader))
    claimed, unread_claims = split_problems(collect_declared_claims(claims, gathered, reader))
    annotated = read_reuse_annotations(gathered, reader, [each.place for each in inputs.released if each.found])
    keys, unread_keys = split_problems((*read_metadata_licenses(gathered, reader), *annotated))
    notes, unread_notes = split_problems(_read_term_notes(gathered, reader))
    files = (*found, *(each for each in claimed if each.claim.how == "file"))
    words = (
        *(each for each in claimed if each.claim.how != "file"),
        *_read_documents(gathered, reader, kind),
        *_read_linked_terms(gathered, reader),
        *notes,
        *keys,
        *read_spdx_headers(gathered, reader),
        *read_notices(gathered, reader),
        *read_weight_metadata(weights, reader),
    )
    if claims.misread:
        words, misread = split_problems(set_aside_misread(words, claims.misread, gathered))
    else:
        misread = ()
    problems = (*unread_files, *unread_keys, *unread_claims, *unread_notes, *misread)
    return LicenseStatements(files=files, statements=(*files, *words), problems=problems)


def split_problems(found: Iterable[T | Problem]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """Part what was found from what could not be read."""
    known = tuple(found)
    problems = tuple(each for each in known if isinstance(each, Problem))
    return tuple(each for each in known if not isinstance(each, Problem)), problems


def _read_documents(gathered: RepositoryInputs, reader: Reader, kind: Kind) -> Iterator[ScopedClaim]:
    """Yield the license claims of cards and of the READMEs near the root, each with its scope."""
    for document in gathered.documents:
        for_all = reader.catalog.speaks_for_all.search(gathered.at_home(document.path))
        within = _scope_of_model_folder(document.path, gathered.root) if for_all else document.path.rpartition("/")[0]
        for statement in _read_document(document, gathered.at_home(document.path), reader, kind):
            yield replace(statement, within=within)


def _scope_of_model_folder(path: str, root: str) -> str:
    """Return the scope of a document for the whole release; one in a model's folder is about that model."""
    return root if is_inside(path, root) else ""


def _read_document(document: ParsedDocument, path: str, reader: Reader, kind: Kind) -> Iterator[ScopedClaim]:
    yield from read_front_matter_license(document, reader, kind)
    if may_state_terms(path, reader.catalog):
        yield from read_scoped_claims(document, reader)
    elif reader.catalog.speaks_for_all.search(path) or path.startswith(_DOCS):
        yield from filter(_limits_weights, read_scoped_claims(document, reader))


def _read_linked_terms(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim]:
    """Yield the limits in files of the repository that a document links as the terms of its weights."""
    for document in gathered.documents:
        for link in document.links:
            path = normpath(join(dirname(document.path), link.url.partition("#")[0]))
            if path in gathered.paths and path.endswith(_TEXTS) and _TERMS_OF_WEIGHTS.search(link.label):
                read, _ = split_problems(_read_file(path, gathered, reader))  # reported where all documents are read
                yield from filter(_limits_weights, read)


def _read_term_notes(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim | Problem]:
    """Yield what changelogs and the like say against the license of the weights; their first entry is the newest.

    They may mean an earlier release, so that a limit leaves the license unknown.
    """
    files = (each.path for each in gathered.entries if each.kind is EntryKind.FILE)
    notes = [path for path in files if reader.catalog.term_notes.search(gathered.at_home(path))]
    for path in notes[:MOST_NOTES]:
        claims, problems = split_problems(_read_file(path, gathered, reader))
        yield from problems
        first = next((each for each in claims if _settles_weights(each)), None)
        if first and _limits_weights(first):
            said, reason = first.claim.expression or first.claim.detail, Reason.OTHER_TERMS
            doubt = replace(first.claim, permissive=Permissive.UNKNOWN, expression=None, reason=reason, detail=said)
            yield replace(first, claim=doubt)
    yield from report_skipped_files(notes[MOST_NOTES:], "notes of changes", MOST_NOTES, _UNREAD_TERMS)


def _read_file(path: str, gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim | Problem]:
    try:
        text = decode_text(read_entire_file(gathered.snapshot, path, MOST_BYTES))
    except (UnreadableError, UntrustedInputError) as error:
        yield Problem(location=Location(path=path), message=error.reason, affects=_UNREAD_TERMS)
        return
    yield from read_scoped_claims(parse_document(path, text), reader)


def _settles_weights(statement: ScopedClaim) -> bool:
    """Return whether a claim permits the use of the weights, at least in part, or limits it."""
    permits = statement.claim.permissive in {Permissive.YES, Permissive.MIXED}
    return _limits_weights(statement) or (statement.part == "weights" and permits)


def _limits_weights(statement: ScopedClaim) -> bool:
    """Return whether a claim of any other document limits the weights, or says that terms of theirs exist."""
    claim = statement.claim
    plain = claim.expression is not None or claim.reason is Reason.NON_COMMERCIAL
    advice = claim.location.path.endswith(".ipynb")  # a tutorial says what its readers should look at
    limits = (claim.permissive is Permissive.NO and plain) or (claim.reason is Reason.OTHER_TERMS and not advice)
    return statement.part == "weights" and limits
