"""License headers of source files -> license claims about the code.

https://spdx.github.io/spdx-spec/v3.0.1/annexes/using-SPDX-short-identifiers-in-source-files/
"""

from collections.abc import Iterable, Iterator

from openrelease.model import Location, Permissive, Reason
from openrelease.scan.inputs.parsed_document import Block, ParsedDocument
from openrelease.scan.inputs.read_inputs import RepositoryInputs, sort_key_by_depth
from openrelease.scan.licensing.read_documents import read_scoped_claims
from openrelease.scan.licensing.statement import Reader, ScopedClaim, unnamed
from openrelease.values import replace

MOST_EXPRESSIONS = 500
"""Different SPDX headers that are read."""

MOST_NOTICES = 200
"""Different comments at the beginning of source files that are read for limits on the code."""

_MOST = 20  # different expressions that are claims, those that are not permissive first
_OF_CODE = frozenset({"", "code", "document"})  # "this file" is a document elsewhere


def read_spdx_headers(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim]:
    """Yield a claim for each expression, at the first file that has it, with the number of others."""
    found = _find_places((path, each) for path in _sort_paths(gathered) for each in gathered.programs[path].headers)
    claims = [_make_claim(text, places, reader) for text, places in list(found.items())[:MOST_EXPRESSIONS]]
    claims.sort(key=lambda each: each.claim.permissive is Permissive.YES)
    yield from claims[:_MOST]
    yield from _report_unread(found, MOST_EXPRESSIONS, "license headers")


def read_notices(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim]:
    """Yield the limits that comments at the beginning of source files state, at the first file that has each."""
    found = _find_places((path, each) for path in _sort_paths(gathered) for each in gathered.programs[path].notices)
    for text, places in list(found.items())[:MOST_NOTICES]:
        block = Block(text=text, line=places[0].line or 1)
        for each in read_scoped_claims(ParsedDocument(path=places[0].path, blocks=(block,)), reader):
            if each.claim.permissive is Permissive.NO and each.part in _OF_CODE:
                yield replace(each, part="code")
    yield from _report_unread(found, MOST_NOTICES, "comments on licenses")


def _make_claim(text: str, places: list[Location], reader: Reader) -> ScopedClaim:
    claim = reader.parse_claim(text, "header", places[0])
    more = f"and {len(places) - 1} more" if len(places) > 1 else ""
    return ScopedClaim(part="code", claim=replace(claim, detail="; ".join(filter(None, (claim.detail, more)))))


def _sort_paths(gathered: RepositoryInputs) -> list[str]:
    return sorted(gathered.programs, key=sort_key_by_depth)


def _find_places(rows: Iterable[tuple[str, tuple[str, int]]]) -> dict[str, list[Location]]:
    """Return the places of each text."""
    found: dict[str, list[Location]] = {}
    for path, (text, line) in rows:
        found.setdefault(text, []).append(Location(path=path, line=line))
    return found


def _report_unread(found: dict[str, list[Location]], most: int, what: str) -> Iterator[ScopedClaim]:
    """Yield the doubt about texts beyond a limit, at the first of them."""
    for places in list(found.values())[most : most + 1]:
        count = f"{len(found)} different {what}, of which the first {most} are read"
        yield ScopedClaim(part="code", claim=unnamed("header", places[0], Reason.TOO_MANY_NAMES, count))
