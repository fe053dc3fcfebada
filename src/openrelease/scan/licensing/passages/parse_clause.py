"""A clause -> its license names, its nouns, what it is about and whose that is."""

import re
from collections.abc import Sequence

from openrelease.catalog.load_phrases import Phrases
from openrelease.model import Permissive
from openrelease.scan.licensing.passages.clause_context import ClauseContext, ParsedClause, merge_whole
from openrelease.scan.licensing.passages.clause_limits import find_limit
from openrelease.scan.licensing.passages.clause_owner import has_other_subject, is_of_others, names_stranger
from openrelease.scan.licensing.passages.clauses import Clause
from openrelease.scan.licensing.passages.license_mentions import LicenseName, find_license_names
from openrelease.scan.licensing.passages.subjects import Subject, find_subjects

TRAINED = re.compile(r"\b(?:train(?:ed|ing)?|data from|sourced|collected|evaluat\w+)\b", re.IGNORECASE)
_SHORT_TITLED = 80  # characters: a short line in a section about licenses is a name, and needs no sentence
_SHORT_PLAIN = 220  # characters: a longer clause names a license beside an artifact by chance
_COVERS = re.compile(
    r"\W{0,4}(?:licen[cs]e\W{1,3})?(?:only )?(?:for|provides|applies|covers|governs|grants|allows)\b", re.IGNORECASE
)
_LISTED = re.compile(r"\s{0,2}\(((?:both|for|all|the|code|model|weights)\b[^)]{0,80})\)", re.IGNORECASE)
_LABEL = re.compile(r"\W*[^:\uff1a]{0,40}[:\uff1a]\W*$")
_EXACT = re.compile(r"\d|licen[cs]e|rail", re.IGNORECASE)
_MODEL_IN_NAME = re.compile(r"\bmodels?\b|模型|weights", re.IGNORECASE)


def parse_clause(clause: Clause, context: ClauseContext) -> ParsedClause:
    """Find the mentions of a clause, and keep its subjects for the next one of the passage."""
    phrases, around = context.phrases, context.around
    text = phrases.pattern("unlimited").sub(" ", clause.text)
    names = find_license_names(text, context.table, bare=around.titled and len(text) < _SHORT_TITLED)
    if around.how == "heading":  # "Tiny Code License" is a title, and names no license of that name
        names = tuple(each for each in names if each.expression or each.permissive is not Permissive.UNKNOWN)
    subjects = _drop_within_names(find_subjects(text, phrases), names)
    covered = _find_covered(text[names[0].end :]) if names else ""
    names_other = not covered and names_stranger(text[: names[0].start] if names else text, context)
    own = not (names_other or is_of_others(clause, text, context) or has_other_subject(text, names, subjects, context))
    limit, limit_start = find_limit(text, names, phrases)
    carried = bool(context.carried) and not names_other
    named = () if around.only else _find_named_parts(names, subjects, covered, phrases)
    return ParsedClause(
        text=text,
        sentence=clause.sentence,
        names=names,
        subjects=subjects,
        parts=around.parts if around.only else _choose_parts(named, context, names_other=names_other),
        own=own,
        carried=carried,
        names_terms=_names_terms(text, names, subjects, phrases),
        limit=limit,
        limit_start=limit_start,
        allows=phrases.has("grant", clause.text) or phrases.has("grant.permissive", text),
        around=around,
    )


def _drop_within_names(subjects: Sequence[Subject], names: Sequence[LicenseName]) -> tuple[Subject, ...]:
    """Leave out nouns that are words of a license: "Acme Model License"."""
    return tuple(each for each in subjects if not any(name.start <= each.start < name.end for name in names))


def _find_named_parts(
    names: Sequence[LicenseName], subjects: Sequence[Subject], covered: str, phrases: Phrases
) -> tuple[str, ...]:
    """Give the parts that nouns before the license name, or those that it is said to cover."""
    if not names:
        return merge_whole([each.part for each in subjects])
    parts = [each.part for each in subjects if each.start < names[-1].start]
    if not any(each.start < names[0].start for each in subjects):
        parts = [each.part for each in find_subjects(covered, phrases)]
    if not parts and _MODEL_IN_NAME.search(names[0].text):
        parts = ["weights"]
    return merge_whole(parts)


def _choose_parts(named: tuple[str, ...], context: ClauseContext, *, names_other: bool) -> tuple[str, ...]:
    """Give what a clause is about: what it names, else what the clause before did, else the section."""
    if not named and context.carried and not names_other:
        return tuple(context.carried)
    if named and not names_other:
        context.carried[:] = named
    return named or context.around.parts


def _find_covered(tail: str) -> str:
    """Give the words behind a license that say what it covers: "(both code and weights)"."""
    listed = _LISTED.match(tail)
    if listed:
        return listed[1]
    return tail if _COVERS.match(tail) else ""


def _names_terms(text: str, names: Sequence[LicenseName], subjects: Sequence[Subject], phrases: Phrases) -> bool:
    """Return whether a clause says that a license applies to something."""
    if phrases.has("license_word", text) or phrases.has("names_license", text):
        return True
    if not (names and subjects):
        return False
    if _LABEL.match(text[: names[0].start]):
        return True
    exact = any(_EXACT.search(each.text) for each in names)
    return exact and len(text) < _SHORT_PLAIN and not TRAINED.search(text)
