"""A clause or a row of a table -> does it speak of a model that is not the one released here?

A release is known by the words of its name and of the titles of its README. A sentence about a model of
another name says what that one is under: it makes nothing permissive here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from openrelease.catalog.catalog_entries import Catalog

_LETTERS = re.compile(r"[a-z]+")
_LEAST = 3  # letters: a shorter word is shared by chance
_OURS = re.compile(r"\b(?:our|ours|this|these)\b", re.IGNORECASE)
# "The Tiny LM model", "Tiny-7B weights": a name has a capital inside of the clause, or a digit
_NAME = r"(?P<name>(?!(?:The|All|Both|Unlike|Like)\b)[A-Z][\w.+-]*(?:[ -][A-Z0-9][\w.+-]*){0,3})"
_BEFORE = re.compile(
    rf"{_NAME}(?:['\u2019]s)?(?: [a-z-]+){{0,2}} (?:[Mm]odels?|[Ww]eights?|[Cc]heckpoints?)\b"
    r"(?! (?:Community |Research )?(?:Licen[cs]e|Agreement|Terms))"
)
_SUBJECT = re.compile(
    rf"^\W*(?:(?:The|Unlike|Like) )?{_NAME},? "
    r"(?:is|are|was|were|has|comes?|uses?|(?:is |are )?(?:released|licensed|available))\b"
)
_NO_NAMES = re.compile(
    r"the|all|both|its?|they|pre-?trained|fine-?tuned|released|final|new|other|every|each|any|some|"
    r"apache|creative|commons|mit|bsd|gpl|licen[cs]e[ds]?|github|hugging|face|hub|pytorch|tensorflow|checkpoints?|"
    r"code|software|everything|access|use|usage|please|note|note that|distributed|available|published",
    re.IGNORECASE,
)


def own_words(names: Iterable[str]) -> frozenset[str]:
    """All words of the names of a release: letters only, small."""
    return frozenset(word for name in names for word in _LETTERS.findall(name.casefold()))


def names_another(clause: str, own: frozenset[str], lookout: Catalog) -> bool:
    """Does a clause speak of a model by a name that shares no word with those of the release?"""
    if not own or _OURS.search(clause):
        return False
    names = [_particular(name, lookout) for name in _names(clause)]
    return any(names) and not any(own & name for name in names)


def others_rows(labels: Iterable[str], own: frozenset[str], lookout: Catalog) -> frozenset[str]:
    """The labels of rows that name something else, in a table that has a row for the release itself."""
    named = {label: _particular(label, lookout) for label in labels}
    ours = {label for label in named if own_words([label]) & own or _OURS.search(label)}
    return frozenset(label for label, words in named.items() if ours and words and label not in ours)


def _particular(name: str, lookout: Catalog) -> frozenset[str]:
    """The words that make a name particular: neither short nor generic."""
    return frozenset(
        word
        for word in own_words([name])
        if len(word) >= _LEAST and word not in lookout.generic_words and not _NO_NAMES.fullmatch(word)
    )


def _names(clause: str) -> Iterable[str]:
    """Names before "model" or a verb; the first word of a clause is one only if it looks like one."""
    for pattern in (_BEFORE, _SUBJECT):
        for found in pattern.finditer(clause):
            name = found["name"]
            first = clause[: found.start("name")].strip(" \t*_`\"'([") == ""
            if not first or re.search(r"\d|[a-z][A-Z]|[A-Z]{2}|-", name):
                yield name
