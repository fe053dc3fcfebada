"""Sentences that name an upstream -> the license that they say it is under.

"Tiny is fine-tuned from Big-7B (Apache-2.0)", "based on Big-7B, which is released under the MIT license": only what
stands right behind the name, and what cannot be said of the release itself, counts.
"""

import re
from collections.abc import Iterator, Sequence

from openrelease.model import Location, Permissive
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.licensing.passages.license_mentions import LicenseName, find_license_names
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.lineage.distillation import split_upstream_clauses

_REACH = 120  # characters behind the name of a model
_WORDS = r"(?:licen[cs]ed|released|distributed|published|available|provided)"
_UNDER = r"(?:under |as |with )?(?:(?:the|an?|its|their) )?(?:terms of (?:the )?)?"
_OF_IT = re.compile(
    rf"[`*_]{{0,3}}(?: model| weights)?(?: ?\((?:{_WORDS} )?{_UNDER}|,? \(?(?:which|that) (?:is|are|was|were|comes?) "
    rf"(?:itself |originally )?(?:{_WORDS} )?{_UNDER}|,? \(?whose licen[cs]e is {_UNDER})",
    re.IGNORECASE,
)
"""What leads from the name of a model to a license that can only be its own."""
_OF_EITHER = re.compile(rf"[`*_]{{0,3}},? {_WORDS} {_UNDER}", re.IGNORECASE)
"""The same for a license that may be that of the release too."""
_LABEL = "license: "


def find_stated_license(
    upstream: str, documents: Sequence[ParsedDocument], reader: Reader
) -> tuple[LicenseName, Location] | None:
    """Return the license that a sentence states for an upstream, and where; None where none does."""
    return next(_find_all(upstream, documents, reader), None)


def _find_all(
    upstream: str, documents: Sequence[ParsedDocument], reader: Reader
) -> Iterator[tuple[LicenseName, Location]]:
    names = dict.fromkeys((upstream.casefold(), upstream.rpartition("/")[2].casefold()))
    for document in documents:
        for block, clause in split_upstream_clauses(document, reader):
            for name in names:
                at = clause.casefold().find(name)
                found = _read_behind(clause[at + len(name) :][:_REACH], reader) if at >= 0 else None
                if found is not None:
                    yield found, Location(path=document.path, line=block.line)


def _read_behind(text: str, reader: Reader) -> LicenseName | None:
    """Return the license right behind a name; a permissive one only where it is surely that of the named model."""
    sure = _OF_IT.match(text)
    lead = sure or _OF_EITHER.match(text)
    if lead is None:
        return None
    found = next(iter(find_license_names(_LABEL + text[lead.end() :], reader.table)), None)
    if found is None or found.expression is None or found.start > len(_LABEL):
        return None
    return found if sure or found.permissive is Permissive.NO else None
