"""Spelled name -> normal form, so that "Apache License, Version 2.0" and "Apache 2.0" meet."""

import re
import unicodedata

_FILLERS = frozenset(
    {"the", "license", "licence", "licensed", "version", "agreement", "v", "ver", "international", "unported"}
)
_WORD = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|\++|[?!]")
_SAME = {
    "creative commons": "cc",
    "non commercial": "nc",
    "noncommercial": "nc",
    "share alike": "sa",
    "sharealike": "sa",
    "no derivatives": "nd",
    "noderivatives": "nd",
    "attribution": "by",
}
_SPELLED = re.compile("|".join(rf"\b{words.replace(' ', '[ _-]')}\b" for words in _SAME))
_GLUED = re.compile(r"(?<=[a-z])v(?=\d)")


def normalize_name(name: str) -> str:
    """Lower case words without fillers, punctuation, repeated words and final ".0" of versions.

    Two names with the same normal form are taken for the same license, so it keeps every word that may
    tell two licenses apart ("modified", "research", "non-commercial").
    """
    text = _GLUED.sub(" ", unicodedata.normalize("NFKC", name).casefold())
    text = _SPELLED.sub(lambda found: f" {_SAME[re.sub('[_-]', ' ', found[0])]} ", text)
    words = (_strip_zero_versions(word) for word in _WORD.findall(text))
    return " ".join(dict.fromkeys(word for word in words if word not in _FILLERS))


def _strip_zero_versions(word: str) -> str:
    return re.sub(r"(?<!\.0)(?:\.0)+$", "", word) if word[0].isdigit() else word
