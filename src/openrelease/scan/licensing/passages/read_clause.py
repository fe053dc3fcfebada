"""A clause -> claims: a restriction, a license, or terms that are left open; the first that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openrelease.scan.licensing.passages.clause_context import ClauseContext, ParsedClause
from openrelease.scan.licensing.passages.clause_grants import read_grant
from openrelease.scan.licensing.passages.clause_limits import read_limit, restricts
from openrelease.scan.licensing.passages.clause_pointers import read_exclusion, read_mixture, read_open_terms
from openrelease.scan.licensing.passages.clauses import Clause
from openrelease.scan.licensing.passages.parse_clause import parse_clause
from openrelease.scan.licensing.passages.passage_claim import PassageClaim
from openrelease.values import replace

_OTHER_MODELS = re.compile(r"\bother (?:open[- ]?sourced?|third[- ]party|pre-?trained) models?\b", re.IGNORECASE)
_COMPARES = re.compile(r"\W{0,4}(?:unlike|in contrast to|compared (?:to|with))\b", re.IGNORECASE)
_HEAD = 80  # characters of a clause that say whose models it is about
_AT_START = 20  # characters: a noun that begins later is not what the clause is about


def read_clause(clause: Clause, context: ClauseContext) -> Iterator[PassageClaim]:
    """Yield what a clause claims; one about your own work, or about the past, claims nothing."""
    if _COMPARES.match(clause.text) and len(clause.text) < len(clause.sentence):
        return
    if context.phrases.has("yours", clause.text) or context.phrases.has("past", clause.text):
        return
    parsed = parse_clause(clause, context)
    if found := read_mixture(parsed) or read_exclusion(parsed, context):
        yield from found
    elif restricts(parsed, context):
        yield from read_limit(parsed)
    elif parsed.names and (parsed.names_terms or context.around.titled):
        yield from read_grant(parsed, context)
    elif not context.around.notice:
        yield from _read_rest(parsed, context)


def _read_rest(parsed: ParsedClause, context: ClauseContext) -> Iterator[PassageClaim]:
    """Return the clause as an own one where it is about the weights, whoever set their terms."""
    first = next(iter(parsed.subjects), None)
    begins = first is not None and first.part == "weights" and first.start < _AT_START
    begins = begins and not _OTHER_MODELS.search(parsed.text[:_HEAD])
    if parsed.own or (begins and not context.around.foreign):
        yield from read_open_terms(replace(parsed, own=True), context)
