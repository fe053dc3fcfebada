"""Prose -> the licenses that it names: only names that the license table knows, as whole words."""

from __future__ import annotations

import re

from openrelease.licenses import LicenseTable

_WORD = re.compile(r"\w[\w.+-]*|\"")
_LONGEST = 9  # words: "Creative Commons Attribution Non Commercial Share Alike 4.0 International License"
_LICENSE = re.compile(r"licen[cs]e[ds]?$|agreement$", re.IGNORECASE)
_VERSIONED = re.compile(r"\d")
# licenses named like the software that they come from: its version is none of a license
_SOFTWARE = re.compile(
    r"(x|w|python|php|unicode|hdf|latex|imlib|mpich|ruby|zend|perl|sgp|gl)[ -]?\d[\w.]*", re.IGNORECASE
)


def find_license_ids(text: str, table: LicenseTable, *, only_names: bool = False) -> tuple[str, ...]:
    """Give the ids of the licenses that a sentence names, in order, each once.

    A name needs the word "license" in it or a version number: "MIT" alone may be a university. Where the
    text is known to be nothing but names (a badge, a table cell), `only_names` lifts that.
    """
    words = [word.rstrip(".-") for word in _WORD.findall(text)]
    found: list[str] = []
    start = 0
    while start < len(words):
        length, known = _longest(words, start, table, only_names=only_names)
        if known and known not in found:
            found.append(known)
        start += length
    return tuple(found)


def _longest(words: list[str], start: int, table: LicenseTable, *, only_names: bool) -> tuple[int, str | None]:
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        window = words[start : start + length]
        if _LICENSE.fullmatch(window[0]) and length == 1:
            break
        if only_names or _may_name(window):
            known = _resolved(window, table)
            if known:
                return length, known
    return 1, None


def _resolved(window: list[str], table: LicenseTable) -> str | None:
    """Resolve words as written, or joined; "Attribution-… 4.0" is by Creative Commons."""
    name = " ".join(window)
    known = table.resolve(name) or table.resolve("-".join(window))
    if known or not name.casefold().startswith("attribution"):
        return known
    return table.resolve(f"Creative Commons {name}")


def _may_name(window: list[str]) -> bool:
    if any(map(_LICENSE.search, window)):
        return True
    return any(map(_VERSIONED.search, window)) and not _SOFTWARE.fullmatch(" ".join(window))
