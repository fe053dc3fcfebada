"""Text -> the phrases in it that restrict use, with their lines. For texts that no list knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_NOT = r"\b(?:not|no|never|without|prohibit\w*|forbid\w*)\b"
_PURPOSE = r"\b(?:research|academic|educational|evaluation|personal|testing|non-?production)\b"
_REGION = r"\b(?:European (?:Union|Economic Area)|EU|United Kingdom|South Korea|China|Russia)\b"
_NON_COMMERCIAL = (
    r"(?<!\bcommercial and )(?<!\bcommercial or )\bnon[- ]?commercial(?! (?:and|or|as well as) commercial)"
)
KINDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "non-commercial": (
        (_NON_COMMERCIAL,),
        (_NOT, r"\bcommercial (?:use|purpose)"),
        (_PURPOSE, r"\b(?:only|solely|exclusively)\b"),
    ),
    "field-of-use": (
        (r"\buse(?:-based)? restrictions?\b",),
        (r"\b(?:shall|may|must|agree|will) not (?:to )?(?:use|permit)\b",),
        (r"\bnot be used (?:for|to|in|by)\b",),
        (_NOT, r"\b(?:military|weapons?|surveillance)\b"),
    ),
    "user-cap": (
        (r"\bmonthly active users\b",),
        (r"\b(?:more|greater|fewer|less) than\b", r"\bactive users\b"),
    ),
    "revenue-cap": ((r"\brevenues?\b", r"\b(?:exceed\w*|more than|greater than|less than|over)\b"),),
    "no-training": ((_NOT, r"\b(?:train|training|improve|develop)\b", r"\bmodels?\b"),),
    "acceptable-use-policy": ((r"\b(?:acceptable use|prohibited use|usage|use) polic(?:y|ies)\b",),),
    "revocable": (
        (r"(?<!non-)\brevocable\b",),
        (r"\bmay (?:terminate|revoke|suspend)\b", r"\b(?:any time|any reason|discretion|convenience)\b"),
        (r"\breserves? the right to (?:terminate|revoke|restrict)\b",),
    ),
    "regional-exclusion": ((_REGION, r"\b(?:not|exclud\w+|except|other than|outside)\b"),),
    "no-derivatives": ((_NOT, r"\b(?:modify|derivatives?|derivative works|adapt)\b"),),
    "no-redistribution": ((r"\b(?:shall|may|must|will) not\b", r"\b(?:re)?(?:distribute|sublicense|transfer|sell)\b"),),
}
"""Kind of restriction -> ways to say it in English, each of them phrases that stand in one sentence."""

_COMPILED = {
    kind: tuple(tuple(re.compile(phrase, re.IGNORECASE) for phrase in way) for way in ways)
    for kind, ways in KINDS.items()
}
_SENTENCE = re.compile(r"(?:[^.;\n]|\.(?=\S)|\n(?![^\S\n]{0,80}\n)){1,600}")
_MOST_OF_A_KIND = 5


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A restriction of one of the `KINDS`, and the line (from 1) on which its sentence begins."""

    kind: str
    line: int


@lru_cache(maxsize=2)
def find_restrictions(text: str) -> tuple[Restriction, ...]:
    """The restrictions that the text speaks of, by line; at most five of a kind."""
    found = sorted({(line, kind) for line, sentence in _split_sentences(text) for kind in _match_kinds(sentence)})
    kinds = [kind for _, kind in found]
    return tuple(
        Restriction(kind=kind, line=line)
        for at, (line, kind) in enumerate(found)
        if kinds[:at].count(kind) < _MOST_OF_A_KIND
    )


def _split_sentences(text: str) -> Iterator[tuple[int, str]]:
    line, last = 1, 0
    for match in _SENTENCE.finditer(text):
        begins = match.start() + len(match[0]) - len(match[0].lstrip())
        line, last = line + text.count("\n", last, begins), begins
        yield line, " ".join(match[0].split())


def _match_kinds(sentence: str) -> Iterator[str]:
    for kind, ways in _COMPILED.items():
        if any(all(phrase.search(sentence) for phrase in way) for way in ways):
            yield kind
