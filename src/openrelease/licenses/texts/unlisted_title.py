"""A text that no list knows -> a LicenseRef of its own, from its title."""

import re

from openrelease.licenses.expressions.normalize_name import normalize_name
from openrelease.licenses.terms.license_table import LicenseTable

_TITLE = re.compile(r"\b(?:licen[sc]e|licen[sc]ing|terms|agreement|copying)\b", re.IGNORECASE)
_LEGAL = re.compile(
    r"\b(?:licen[sc]e[sd]?|permission|permitted|grant(?:s|ed)?|agreement|warrant(?:y|ies)|liab(?:le|ility)|copyright)\b",
    re.IGNORECASE,
)
_MODELS = re.compile(
    r"\b(?:(?:language|ai|foundation|the) models?|machine learning|model weights|checkpoints?|training data|"
    r"data ?sets?|artificial intelligence|neural)\b",
    re.IGNORECASE,
)
_GENERIC_WORDS = """
the this our a an and of for to software model models code data license licenses licensing licence licences terms
agreement copying copyright information info note notes notice notices details file files text texts use conditions
faq overview summary
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
"""Words of titles that name no license of their own, such as "License Information"."""
_TITLE_LINES = 12
_LONGEST_TITLE = 90
_LONGEST_ID = 60
_LEGAL_WORDS = 3


def reads_like_a_license(text: str) -> bool:
    """Return whether it has several words of licenses, such as permission and warranty."""
    return len({found.lower()[:6] for found in _LEGAL.findall(text)}) >= _LEGAL_WORDS


def mentions_models(text: str) -> bool:
    """Return whether it names models or data sets; only then is an unlisted license given an id."""
    return _MODELS.search(text) is not None


def derive_license_ref(text: str, table: LicenseTable) -> str | None:
    """`LicenseRef-` and the words of the title, None where no line among the first looks like one.

    A text that calls itself by the name of a known license, and is not that license, gets no name.
    """
    lines = [line.strip(" \t#*=-_/;:.") for line in text.splitlines()[:_TITLE_LINES]]
    title = next((line for line in lines if len(line) <= _LONGEST_TITLE and _TITLE.search(line)), None)
    if title is None or _GENERIC.issuperset(re.findall(r"[^\W_]+", title.lower())) or _is_taken(title, table):
        return None
    words = re.sub(r"[^A-Za-z0-9.]+", "-", title).strip("-.")[:_LONGEST_ID].strip("-.")
    return f"LicenseRef-{words}" if words else None


def _is_taken(title: str, table: LicenseTable) -> bool:
    """Is it, or does it begin with, the name of a known license or family?"""
    words = normalize_name(title).split()
    beginnings = (" ".join(words[:length]) for length in range(1, len(words) + 1))
    return any(name in table.names or name in table.families for name in beginnings)
