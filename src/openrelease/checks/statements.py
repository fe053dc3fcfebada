"""License statement -> words: what the verbs about licenses share."""

from __future__ import annotations

from openrelease.model import ComponentFacts, Evidence, License, Location, Status

_HOW = {
    "file": "license file",
    "front_matter": "front matter",
    "metadata": "package metadata",
    "header": "file header",
    "prose": "text",
    "table": "table",
    "badge": "badge",
    "declared": "release manifest",
    "inherited": "inherited from the repository's license, for want of a nearer one",
    "library": "license of the library",
}

_SPEAKS_FOR_OTHERS = frozenset({"inherited", "library", "badge"})
"""Statements that yield to a nearer one, or are about something else: no contradiction comes of them."""


def told(license_: License) -> str:
    """One statement in words: which license, where, and how it came to govern; with its note."""
    name = license_.expression or "a license that cannot be named"
    note = f", {license_.note}" if license_.note else ""
    return f"{name} ({spot(license_.location)}, {_HOW.get(license_.how, license_.how)}{note})"


def spot(location: Location) -> str:
    """A place as path:line, or the path alone."""
    return location.path if location.line is None else f"{location.path}:{location.line}"


def place(license_: License) -> Evidence:
    """A statement as evidence."""
    return Evidence(location=license_.location, how=license_.how, status=Status.IN_REPO)


def rivals(found: ComponentFacts) -> tuple[License, ...]:
    """The direct statements about a component other than the one that governs it.

    None where the license is inherited: then nothing speaks of the component itself, and what speaks of the
    repository as a whole was weighed when the license was chosen.
    """
    if found.license is not None and found.license.how == "inherited":
        return ()
    return tuple(each for each in direct(found) if each != found.license)


def direct(found: ComponentFacts) -> tuple[License, ...]:
    """The statements that speak of the component itself."""
    return tuple(each for each in found.statements if each.how not in _SPEAKS_FOR_OTHERS)
