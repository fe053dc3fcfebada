"""A clause with words of a limit -> claims that restrict, where the limit is on something that is released."""

import re
from collections.abc import Iterator, Sequence

from openrelease.catalog.load_phrases import Phrases
from openrelease.model import Permissive
from openrelease.scan.licensing.passages.clause_context import OTHERS_PARTS, ClauseContext, ParsedClause, merge_whole
from openrelease.scan.licensing.passages.license_mentions import LicenseName
from openrelease.scan.licensing.passages.passage_claim import RESTRICTS, WHOLE, PassageClaim
from openrelease.values import replace

_MODAL = re.compile(
    r"\b(?:may|can|must|shall|should|licen[cs]\w*|permit\w*|allowed|use of|used|usage|terms|released|available|"
    r"provided|distributed|free|access)\b",
    re.IGNORECASE,
)
_USE_WORDS = re.compile(r"\b(?:commercial\w*|research|use|used|usage|licen\w+|products?)\b", re.IGNORECASE)
_BARE_LIMIT = re.compile(
    r"^\W*(?:(?:this|it|is|are|for|only|free|strictly|any|all|please|contact) ){0,5}"
    r"(?:non-?commercial|commercial|research|academic|us for|compan|use only)"
    r"|^\W*(?:released|provided|available|distributed|shared|published)\b[^.;]{0,60}\bnon-?commercial",
    re.IGNORECASE,
)
_PLAIN_LIMITS = frozenset({"non-commercial", "research-only", "permission", "user-cap"})
"""Limits that people write as a line of their own, without a subject."""
_ADVICE = frozenset({"field-of-use", "permission"})
"""Limits that sections on good use give as advice."""


def find_limit(text: str, names: Sequence[LicenseName], phrases: Phrases) -> tuple[str, int]:
    """Give the reason of the first restriction that a clause words, and where; the words of names are none."""
    for name in names:
        text = f"{text[: name.start]}{'_' * (name.end - name.start)}{text[name.end :]}"
    for kind in phrases.kinds("limit"):
        if found := phrases.search(kind, text):
            return kind.partition(".")[2], found.start()
    return "", 0


def restricts(clause: ParsedClause, context: ClauseContext) -> bool:
    """Return whether words of a limit restrict something, and do not only describe it."""
    phrases, text, around = context.phrases, clause.text, clause.around
    if not clause.limit or phrases.has("harmless", text):
        return False
    if not clause.subjects and phrases.has("example_words", text):
        return False
    if not (around.titled or around.legal or clause.subjects or clause.carried):
        return _is_plain_limit(clause, context)
    if around.advice and not around.titled and clause.limit in _ADVICE:
        return False
    if clause.parts == ("code",) and not around.titled and not _MODAL.search(text):
        return False
    return clause.limit != "reserved" or bool(clause.subjects or clause.carried)


def read_limit(clause: ParsedClause) -> Iterator[PassageClaim]:
    """Yield the restriction of each part that it is on."""
    limited = [each for each in clause.names if each.permissive is Permissive.NO]
    for part in _find_limited_parts(clause):
        claim = clause.claim(part, RESTRICTS, Permissive.NO, clause.limit)
        if limited:
            claim = replace(claim, expression=limited[0].expression, name=limited[0].text)
        yield claim


def _is_plain_limit(clause: ParsedClause, context: ClauseContext) -> bool:
    """Return whether a clause that names nothing limits the whole: "For commercial use, please contact us"."""
    text, around = clause.text, clause.around
    bare = _BARE_LIMIT.search(text) or context.phrases.has("bare_limit", text)
    if bare and clause.limit in _PLAIN_LIMITS:
        return not (around.foreign or around.advice)
    if context.phrases.has("license_word", text) or clause.parts == (WHOLE,):
        return False
    return bool(clause.names) or _USE_WORDS.search(text) is not None


def _find_limited_parts(clause: ParsedClause) -> tuple[str, ...]:
    """Give what a limit is on; one that names nothing is on all, as the clause before may not be meant."""
    parts = clause.parts
    if not clause.subjects and parts == ("code",) and not clause.around.only:
        return (WHOLE,)
    if clause.names:
        last = clause.names[-1].end
        between = [each.part for each in clause.subjects if last <= each.start < clause.limit_start]
        return merge_whole(between) or parts
    nearest = _find_nearest_part(clause)
    return (nearest,) if nearest in OTHERS_PARTS else parts


def _find_nearest_part(clause: ParsedClause) -> str:
    """Give the last noun before the words of the limit, else the first one."""
    before = [each.part for each in clause.subjects if each.start < clause.limit_start]
    return before[-1] if before else clause.first_part
