"""A clause -> what it is about: the artifact nouns in it, as the heads of their groups."""

import re

from openrelease.catalog.load_phrases import Phrases
from openrelease.values import dataclass

PARTS = ("weights", "code", "data", "document", "outputs", "thing", "whole")
_COMPOUND = re.compile(r"[\s'\u2019-]{0,2}(?:的|の|源)?")
_BEHIND = re.compile(
    r"[^.;,]{0,60}\b(?:of|for|in|from|on|with|within|to|that|which|by|using|de|du|von|der|des|del|di|da)\b"
    r"(?: \w+){0,4}[\s'-]{0,3}"
)
_VERB = re.compile(r"\b(?:is|are|was|were|under|may|can|must|has|have)\b|[/&(和及与與、]", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and|or|und|et|y|e)\b(?:\W{1,3}[\w-]+){0,4}\W{0,3}$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A noun group, with its place and the part of a release that it means."""

    start: int
    end: int
    part: str


def find_subjects(text: str, phrases: Phrases) -> tuple[Subject, ...]:
    """Give the heads: the last noun of a compound ("model code" is code), none behind a preposition."""
    heads: list[Subject] = []
    for found in _find_nouns(text, phrases):
        last = heads[-1] if heads else None
        if last is None:
            heads.append(found)
            continue
        between = text[last.end : found.start]
        if found.start < last.end:
            if found.end - found.start > last.end - last.start:
                heads[-1] = found
        elif _COMPOUND.fullmatch(between):
            part = "code" if {last.part, found.part} == {"code", "whole"} else found.part
            heads[-1] = Subject(start=last.start, end=found.end, part=part)
        elif not _depends_on(last, between):
            heads.append(found)
    return tuple(heads)


def _find_nouns(text: str, phrases: Phrases) -> list[Subject]:
    blocked = [match.span() for match in phrases.pattern("not_subject").finditer(text)]
    nouns = [
        Subject(start=match.start(), end=match.end(), part=part)
        for part in PARTS
        for match in phrases.pattern(f"subject.{part}").finditer(text)
        if not any(start <= match.start() < end for start, end in blocked)
    ]
    return sorted(nouns, key=lambda noun: (noun.start, noun.end))


def _depends_on(head: Subject, between: str) -> bool:
    """Return whether a noun only says more of the one before: "the weights of our model"."""
    joined = _VERB.search(between) is not None or _JOINED.search(between) is not None
    return head.part != "outputs" and not joined and _BEHIND.fullmatch(between) is not None
