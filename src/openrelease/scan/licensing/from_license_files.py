"""License files -> statements: each is found by its name, read whole, and identified by its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from posixpath import dirname, join, normpath
from unicodedata import normalize

from openrelease.catalog.catalog_entries import Catalog, LicenseFileRule
from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.licenses import Identification
from openrelease.model import NOTHING, Affects, Claim, Entry, EntryKind, Location, Permissive, Problem, Reason
from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file, report_skipped_files
from openrelease.scan.licensing.read_documents import read_scoped_claims
from openrelease.scan.licensing.read_license_notes import read_license_note
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.untrusted import decode_text
from openrelease.values import replace

MOST_LICENSE_FILES = 60


def read_license_files(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim | Problem]:
    """Read the license files, those that govern weights first, and say which could not be read."""

    def order(pair: tuple[str, LicenseFileRule]) -> tuple[object, ...]:
        path, rule = pair
        folder = path.rpartition("/")[0]
        return not (rule.part == "weights" or folder in beside_weights), path.count("/"), path

    beside_weights = {"", *(path.rpartition("/")[0] for path in gathered.weight_paths)}
    named = {entry for rule in reader.catalog.license_files for entry in gathered.grouped.find(rule.path)}
    named.update(each for each in gathered.entries if not each.path.isascii())  # with marks that hide the name
    ruled = ((entry, _find_file_rule(entry, reader.catalog)) for entry in named)
    files = sorted(((entry.path, rule) for entry, rule in ruled if rule), key=order)
    for path, rule in files[:MOST_LICENSE_FILES]:
        for found in read_license(path, rule.part, gathered, reader):
            within = _resolve_scope_folder(path, rule, reader.catalog)
            yield replace(found, within=within) if isinstance(found, ScopedClaim) else found
    yield from _read_links({path for path, _ in files}, gathered, reader)
    skipped = files[MOST_LICENSE_FILES:]
    affects = NOTHING.union(*(_find_affected(path, rule.part, gathered, reader) for path, rule in skipped))
    paths = [path for path, _ in skipped]
    yield from report_skipped_files(paths, "license files", MOST_LICENSE_FILES, affects)


def is_license_file(entry: Entry, catalog: Catalog) -> bool:
    """Return whether the name of a file is that of a license text, in any folder that is of the release."""
    return _find_file_rule(entry, catalog) is not None


def _find_file_rule(entry: Entry, catalog: Catalog) -> LicenseFileRule | None:
    return _find_rule_of_name(entry, catalog) if entry.kind is EntryKind.FILE else None


def _read_links(read: set[str], gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim | Problem]:
    """Read the files of the repository that links name as license files; what lies elsewhere leaves terms unknown.

    No link is followed: its target is a path of the tree, or it is none.
    """
    links = [each for each in gathered.entries if each.kind is not EntryKind.FILE and _may_be_license(each)]
    named = ((each, _find_rule_of_name(each, reader.catalog)) for each in links)
    files = {each.path for each in gathered.entries if each.kind is EntryKind.FILE} if links else set()
    for entry, rule in islice(((each, rule) for each, rule in named if rule), MOST_LICENSE_FILES):
        target = normpath(join(dirname(entry.path), entry.target)) if entry.target else ""
        if target in files - read:
            yield from read_license(target, rule.part, gathered, reader)
        elif target not in gathered.paths:
            affects = _find_affected(entry.path, rule.part, gathered, reader)
            message = f"is a {entry.kind.value}, whose terms are not in this repository"
            yield Problem(location=Location(path=entry.path), message=message, affects=affects)


def _may_be_license(entry: Entry) -> bool:
    """Return whether an entry that is no file may stand for a license text: a link, or a submodule named like one."""
    return entry.kind is EntryKind.SYMLINK or entry.path.rpartition("/")[2].isupper()


def _find_rule_of_name(entry: Entry, catalog: Catalog) -> LicenseFileRule | None:
    names = (entry.path,) if entry.path.isascii() else (entry.path, _MARKS.sub("", normalize("NFKD", entry.path)))
    rule = next((rule for rule in catalog.license_files if any(map(rule.path.search, names))), None)
    if rule is None or catalog.aside.search(entry.path) or catalog.not_license_files.search(entry.path):
        return None
    return rule


def read_license(
    path: str, part: str, gathered: RepositoryInputs, reader: Reader, component: str = ""
) -> Iterator[ScopedClaim | Problem]:
    """Read one license file; `part` and `component` are what it is said to govern, as in `Statement`."""
    folder = path.rpartition("/")[0]
    try:
        text = decode_text(read_entire_file(gathered.snapshot, path, MOST_BYTES))
        known = reader.identify(text)
    except (UnreadableError, UntrustedInputError) as error:
        affects = _find_affected(path, part, gathered, reader)
        yield Problem(location=Location(path=path), message=error.reason, affects=affects)
        stated = reader.make_claim(None, "file", Location(path=path), Reason.UNREADABLE, error.reason)
        yield ScopedClaim(part=part, claim=stated, folder=folder, component=component)
    else:
        stated, holds = _build_license(known, path, reader), _is_license_text(known, text)
        if known.kind == "unknown" and (named := read_license_note(text, path, reader)):
            stated, holds = named, True
        part = part or ("weights" if _is_named_model_license(known, path, reader) else "")
        yield ScopedClaim(part=part, claim=stated, folder=folder, text=holds, component=component)
        if known.kind != "license":
            said = [each for each in read_scoped_claims(parse_document(path, text), reader) if each.part == "weights"]
            if {each.claim.permissive for each in said} == {Permissive.NO}:
                yield from said


def _is_named_model_license(known: Identification, path: str, reader: Reader) -> bool:
    """Return whether a file such as LICENSE_GEMMA holds terms that are written for models."""
    rows = [row for match in known.matches if (row := reader.table.facets(match.id))]
    made_for_models = bool(rows) and all(row.kind == "use-restricted" and not row.listed for row in rows)
    return made_for_models and _NAMED_AFTER.fullmatch(path.rpartition("/")[2]) is not None


def _find_affected(path: str, part: str, gathered: RepositoryInputs, reader: Reader) -> frozenset[Affects]:
    """Return what is unknown where a license file cannot be read: terms, unless a folder of code holds it."""
    governs = part or "/" not in gathered.at_home(path) or reader.catalog.weight_folders.search(path.rpartition("/")[0])
    return frozenset({Affects.TERMS}) if governs else NOTHING


def _resolve_scope_folder(path: str, rule: LicenseFileRule, catalog: Catalog) -> str:
    """Return the folder whose models a text is about, "" for all; a folder of licenses has no models."""
    folder = path.rpartition("/")[0]
    return _FOLDERS.sub("", folder) if rule.part or catalog.weight_folders.search(folder) else ""


def _build_license(known: Identification, path: str, reader: Reader) -> Claim:
    """Return the claim of a license file; a changed text never passes for the original."""
    line = min((match.start_line for match in known.matches), default=1)
    expression = None if known.modified else known.expression
    detail = "; ".join(filter(None, (known.note, _describe_restrictions(known))))
    place = Location(path=path, line=line)
    stated = reader.make_claim(expression, "file", place, _find_reason(known), detail)
    if known.limits:
        return replace(stated, permissive=Permissive.MIXED if _holds_permissive(known, reader) else Permissive.NO)
    kinds = [each.kind for each in known.restrictions]
    uses = known.modified and kinds.count("field-of-use") >= _SEVERAL
    limited = uses or _CAPS.intersection(kinds) or (not known.matches and len(set(kinds)) >= _SEVERAL)
    return replace(stated, permissive=Permissive.NO) if limited else stated


def _holds_permissive(known: Identification, reader: Reader) -> bool:
    """Return whether a file with restricting texts holds a permissive one, too, for another part."""
    values = {reader.table.permissive(match.id) for match in known.matches}
    return {Permissive.YES, Permissive.NO} <= values


def _is_license_text(known: Identification, text: str) -> bool:
    """Return whether a file holds a license text, or a notice that says more than the name of a license."""
    return known.kind == "license" or (known.kind == "notice" and len(text.strip()) >= _SHORTEST_NOTICE)


def _find_reason(known: Identification) -> Reason | None:
    """Return why a text is not the plain license that its words come from, None where it is."""
    if known.modified:
        return Reason.MODIFIED_TEXT
    return _REASONS.get(known.kind, Reason.UNKNOWN_TEXT if known.note else None)


def _describe_restrictions(known: Identification) -> str:
    """Return the kinds of restriction in a text that is changed or on no list, the first of each with its line.

    A clause that limits the grant is quoted.
    """
    first = {each.kind: each for each in reversed(known.limits or known.restrictions)}
    quoted = {each: f', "{each.clause}"' for each in known.limits}
    found = sorted(first.values(), key=lambda each: each.line)
    shown = (f"{each.kind} (line {each.line}{quoted.get(each, '')})" for each in found)
    return f"restricts: {', '.join(shown)}" if first else ""


_MARKS = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NAMED_AFTER = re.compile(r"licen[cs]e[-_][a-z]\w{2,30}(?:\.\w{2,4})?", re.IGNORECASE)
_CAPS = frozenset({"user-cap", "revenue-cap"})
"""Restrictions that name a number of users or a sum, so that words beside a text do not hold them by chance."""
_SEVERAL = 2  # kinds of restriction, or clauses on use in a changed text, by which it is not permissive
_FOLDERS = re.compile(r"(?:^|/)[^/]*licen[cs]es?$", re.IGNORECASE)
_SHORTEST_NOTICE = 60  # characters; a shorter one is nothing but the name of a license
_REASONS = {
    "empty": Reason.EMPTY_FILE,
    "template": Reason.UNFILLED_TEMPLATE,
    "url": Reason.TEXT_ELSEWHERE,
}
"""By the kind of an identified text."""
