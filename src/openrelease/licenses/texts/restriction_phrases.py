"""Text -> the phrases in it that restrict use, with their lines. For texts that are changed or on no list.

A phrase is read where its words stand close together in one sentence: "may not be used for commercial
purposes", and not "without restriction ... modify".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_NEAR = r"[^.;:]{0,60}?"
_NOT = r"\b(?:(?:may|shall|must|will|can|agree) not|cannot|prohibited from|prohibits?|forbid\w*|not be)\b"
_REFUSED = (
    r"\b(?:is|are)(?: strictly| expressly)? (?:not (?:permitted|allowed|granted|authorized)|prohibited|forbidden|"
    r"excluded)\b"
)
_REGION = r"\b(?:European (?:Union|Economic Area)|EU|United Kingdom|South Korea|China|Russia)\b"
_NON_COMMERCIAL = (
    r"(?<!\bcommercial and )(?<!\bcommercial or )\bnon-?\s?commercial\b(?! (?:and|or|as well as) commercial)"
)
_LIMITED = r"\b(?<!not )(?:only|solely|exclusively|strictly|limited|restricted)\b"
_STUDY = (
    r"\b(?:academic|scientific |scholarly |non-?\s?commercial |educational )?research\b|\bacademic\b|\bevaluation\b"
)
_COMMERCE = (
    r"\bcommercial(?:ly)?(?: or production)?(?: (?:use|uses|purposes?|gain|advantage|exploitation|activit\w+))?\b"
)
KINDS: Mapping[str, tuple[str, ...]] = {
    "non-commercial": (
        _NON_COMMERCIAL,
        rf"{_NOT}{_NEAR}\bfor (?:any )?{_COMMERCE}",
        rf"{_NOT} (?:be )?(?:used?|sold|exploited?) commercially\b",
        rf"\bcommercial (?:use|purposes?|exploitation)\b{_NEAR}{_REFUSED}",
        rf"{_LIMITED}{_NEAR}(?:{_STUDY})",
        rf"(?:{_STUDY})(?: purposes| use)?,? (?:only|exclusively|solely)\b",
    ),
    "field-of-use": (
        r"\buse(?:-based)? restrictions?\b",
        r"\b(?:shall|may|must|agree|will) not (?:to )?(?:use|permit)\b(?![^.;]{0,30} except in compliance)",
        r"\bnot be used (?:for|to|in|by)\b",
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
        rf"{_REGION}{_NEAR}\b(?:not|exclud\w+)\b",
        rf"\b(?:not|exclud\w+|except|other than|outside)\b{_NEAR}{_REGION}",
    ),
    "no-derivatives": (
        (
            rf"{_NOT} (?:[\w,]{{1,20}} ){{0,4}}?(?:modify|adapt|(?:create|make|prepare) derivative)\b"
            r"(?![^.;]{0,60}\b(?:except|unless|notices?|licen[cs]e)\b)"
        ),
        rf"\b(?:modifications?|derivatives?|derivative works|adaptations?)\b {_REFUSED}",
        r"\bno-?\s?derivatives?\b",
    ),
    "no-redistribution": (rf"{_NOT} (?:[\w,]{{1,20}} ){{0,5}}?(?:re)?(?:distribute|sublicense|transfer|sell)\b",),
}
"""Kind of restriction -> ways to say it in English."""

_GRANT = re.compile(
    r"\b(?:grants?|granted|permits?|permitted|permission|allowed|may|licen[cs]e[sd]?|use|used|using|rights?)\b",
    re.IGNORECASE,
)
_COMPILED = {kind: re.compile("|".join(f"(?:{way})" for way in ways), re.IGNORECASE) for kind, ways in KINDS.items()}
_SENTENCE = re.compile(r"(?:[^.;\n]|\.(?=\S)|\n(?![^\S\n]{0,80}\n)){1,600}")
_MOST_OF_A_KIND = 5


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A restriction of one of the `KINDS`, and the line (from 1) on which its sentence begins."""

    kind: str
    line: int


@lru_cache(maxsize=2)
def find_restrictions(text: str) -> tuple[Restriction, ...]:
    """Return the restrictions in a text, by line; at most five of a kind."""
    found = sorted({(line, kind) for line, sentence in _split_sentences(text) for kind in _match_kinds(sentence)})
    kinds = [kind for _, kind in found]
    return tuple(
        Restriction(kind=kind, line=line)
        for at, (line, kind) in enumerate(found)
        if kinds[:at].count(kind) < _MOST_OF_A_KIND
    )


@lru_cache(maxsize=2)
def find_limits(text: str) -> tuple[Restriction, ...]:
    """Return the sentences of a text that grant no more than non-commercial use or research."""
    limit = _COMPILED["non-commercial"]
    lines = [line for line, sentence in _split_sentences(text) if limit.search(sentence) and _GRANT.search(sentence)]
    return tuple(Restriction(kind="non-commercial", line=line) for line in lines[:_MOST_OF_A_KIND])


def _split_sentences(text: str) -> Iterator[tuple[int, str]]:
    line, last = 1, 0
    for match in _SENTENCE.finditer(text):
        begins = match.start() + len(match[0]) - len(match[0].lstrip())
        line, last = line + text.count("\n", last, begins), begins
        yield line, " ".join(match[0].split())


def _match_kinds(sentence: str) -> Iterator[str]:
    for kind, phrase in _COMPILED.items():
        if phrase.search(sentence):
            yield kind
