"""Text -> the phrases in it that restrict use, with their lines. For texts that are changed or on no list.

A phrase is read where its words stand close together in one sentence: "may not be used for commercial
purposes", and not "without restriction ... modify".
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from openrelease.values import dataclass, field

_NEAR = r"[^.;:]{0,60}?"
_NOT = r"\b(?:(?:may|shall|must|will|can|agree) not|cannot|prohibited from|prohibits?|forbid\w*|not be)\b"
_REFUSED = (
    r"\b(?:is|are)(?: strictly| expressly)? (?:not (?:permitted|allowed|granted|authorized)|prohibited|forbidden|"
    r"excluded)\b"
)
_REGION = r"\b(?:European (?:Union|Economic Area)|EU|United Kingdom|South Korea|China|Russia)\b"
_NON_COMMERCIAL = r"\bnon-?\s?commercial(?:ly)?\b"
_LIMITED = r"\b(?<!not )(?:only|solely|exclusively|strictly|limited|restricted)\b"
_STUDY = r"\b(?:for|to) (?:[\w,-]{1,20} ){0,5}?(?:research|academic|evaluation|educational)\b(?! institut)"
_NOT_THE_TEXT = r"(?<!agreement, which you )(?<!license, which you )"  # may itself not be changed
_PRAISE = r" (?:endorse|promote|identify|imply|any advertis|advertis|publicity|the publicity)"
_WITH_CONDITIONS = r"[^.;]{0,160}\b(?:technological|terms|conditions|except|unless|without)\b"
_NAMES = r"[^.;]{0,60}\b(?:names?|trademarks?|logos?|marks?)\b"
_COMMERCE = (
    r"\bcommercial(?:ly)?(?: or production)?(?: (?:use|uses|purposes?|gain|advantage|exploitation|activit\w+))?\b"
)
KINDS: Mapping[str, tuple[str, ...]] = {
    "non-commercial": (
        _NON_COMMERCIAL,
        rf"{_NOT}{_NEAR}\bfor (?:any )?{_COMMERCE}",
        rf"{_NOT} (?:be )?(?:used?|sold|exploited?) commercially\b",
        rf"\bcommercial (?:use|purposes?|exploitation)\b{_NEAR}{_REFUSED}",
        rf"{_LIMITED}{_NEAR}{_STUDY}",
        rf"{_STUDY}(?: [\w-]{{1,20}}){{0,3}}?,? (?:only|exclusively|solely)\b",
    ),
    "field-of-use": (
        r"\buse(?:-based)? restrictions?\b",
        rf"\b(?:shall|may|must|agree|will) not (?:to )?(?:use|permit)\b(?!{_NAMES}|[^.;]{{0,30}} except in compliance)",
        rf"(?<!-)\bnot be used (?:for|to|in|by)\b(?!{_PRAISE})",
        rf"{_NOT}{_NEAR}\b(?:military|weapons?|surveillance)\b",
    ),
    "user-cap": (
        r"\bmonthly active users\b",
        rf"\b(?:more|greater|fewer|less) than\b{_NEAR}\bactive users\b",
    ),
    "revenue-cap": (
        rf"\brevenues?\b{_NEAR}\b(?:exceed\w*|more than|greater than|less than|over|below)\b",
        rf"\b(?:exceed\w*|more than|greater than|less than|over|below)\b{_NEAR}\brevenues?\b",
    ),
    "no-training": (rf"{_NOT}{_NEAR}\b(?:train|training|improve|develop)\b{_NEAR}\bmodels?\b",),
    "acceptable-use-policy": (r"\b(?:acceptable use|prohibited use|usage|use) polic(?:y|ies)\b",),
    "revocable": (
        r"(?<!non-)\brevocable\b",
        rf"\bmay (?:terminate|revoke|suspend)\b{_NEAR}\b(?:any time|any reason|discretion|convenience)\b",
        r"\breserves? the right to (?:terminate|revoke|restrict)\b",
    ),
    "regional-exclusion": (
        rf"{_REGION}{_NEAR}\b(?:not|exclud\w+)\b(?! be used to (?:endorse|promote)\b)",
        rf"\b(?:not|exclud\w+|except|other than|outside)\b{_NEAR}{_REGION}",
    ),
    "no-derivatives": (
        (
            rf"{_NOT_THE_TEXT}{_NOT} (?:[\w,]{{1,20}} ){{0,4}}?(?:modify|adapt|(?:create|make|prepare) derivative)\b"
            r"(?![^.;]{0,60}\b(?:except|unless|notices?|licen[cs]e|derogatory)\b)"
        ),
        rf"\b(?:modifications?|derivatives?|derivative works|adaptations?)\b {_REFUSED}",
        r"\bno-?\s?derivatives?\b",
    ),
    "no-redistribution": (
        rf"{_NOT} (?:[\w,]{{1,20}} ){{0,5}}?(?:re)?(?:distribute|transfer|sell)\b(?!{_WITH_CONDITIONS})",
    ),
}
"""Kind of restriction -> ways to say it in English."""

_GRANT = re.compile(
    r"\b(?:grants?|granted|permits?|permitted|permission|allowed|may|licen[cs]e[sd]?|use|used|using|rights?)\b",
    re.IGNORECASE,
)
_OR = r"(?: \w{1,12})?(?:,|/| and| or| and/or| as well as| nor)(?: for)?(?: \w{1,12})? ?"
_BOTH = re.compile(rf"\bcommercial(?:ly)?{_OR}non-?\s?commercial|{_NON_COMMERCIAL}{_OR}commercial", re.IGNORECASE)
"""Sentences that name both kinds of use and limit neither."""
_PARTS_OF_LICENSES = re.compile(r"\blicen[cs]e (?:elements|attributes)\b", re.IGNORECASE)
"""Sentences that list what the licenses of a family may ask for."""
_HARMLESS = {
    "non-commercial": re.compile(f"{_BOTH.pattern}|{_PARTS_OF_LICENSES.pattern}", re.IGNORECASE),
    "no-derivatives": _PARTS_OF_LICENSES,
}
_LIMITS = ("non-commercial", "user-cap", "revenue-cap")
_COMPILED = {kind: re.compile("|".join(f"(?:{way})" for way in ways), re.IGNORECASE) for kind, ways in KINDS.items()}
_SENTENCE = re.compile(r"(?:[^.;\n]|\.(?=\S)|\n(?![^\S\n]{0,80}\n)){1,600}")
_MOST_OF_A_KIND = 5
_CONTEXT = 60
"""Characters of a sentence that are quoted before and behind a phrase."""


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A restriction of one of the `KINDS`, the line (from 1) on which its sentence begins, and its words."""

    kind: str
    line: int
    clause: str = field(default="", compare=False)


@lru_cache(maxsize=2)
def find_restrictions(text: str) -> tuple[Restriction, ...]:
    """Return the restrictions in a text, by line; at most five of a kind."""
    found = {(each.line, each.kind): each for each in _find_all(text)}
    counts: Counter[str] = Counter()
    kept = []
    for _, each in sorted(found.items()):
        counts[each.kind] += 1
        if counts[each.kind] <= _MOST_OF_A_KIND:
            kept.append(each)
    return tuple(kept)


def find_limits(text: str) -> tuple[Restriction, ...]:
    """Return the restrictions by which a grant covers non-commercial use, research or small users alone."""
    return tuple(each for each in find_restrictions(text) if each.kind in _LIMITS and _GRANT.search(each.clause))


def _find_all(text: str) -> Iterator[Restriction]:
    for line, sentence in _split_sentences(text):
        for kind, phrase in _COMPILED.items():
            found = phrase.search(sentence)
            if found and not (kind in _HARMLESS and _HARMLESS[kind].search(sentence)):
                yield Restriction(kind=kind, line=line, clause=_quote(sentence, found.start(), found.end()))


def _split_sentences(text: str) -> Iterator[tuple[int, str]]:
    line, last = 1, 0
    for match in _SENTENCE.finditer(text):
        begins = match.start() + len(match[0]) - len(match[0].lstrip())
        line, last = line + text.count("\n", last, begins), begins
        yield line, " ".join(match[0].split())


def _quote(sentence: str, start: int, end: int) -> str:
    """Return the words of a sentence around a phrase."""
    begin = max(0, sentence.rfind(" ", 0, max(0, start - _CONTEXT)) + 1)
    stop = sentence.find(" ", end + _CONTEXT)
    return f"{'... ' if begin else ''}{sentence[begin:stop] + ' ...' if stop >= 0 else sentence[begin:]}"
