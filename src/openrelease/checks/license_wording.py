"""License statement -> words: what the verbs about licenses share."""

from __future__ import annotations

from openrelease.model import Claim, ComponentFacts, Evidence, Status, format_location

_HOW_WORDS = {
    "file": "license file",
    "front_matter": "front matter",
    "metadata": "package metadata",
    "header": "file header",
    "prose": "text",
    "table": "table",
    "badge": "badge",
    "declared": "declared",
    "inherited": "inherited from the repository's license, for want of a nearer one",
    "library": "license of the library",
}

_OF_WORDS = ("says ", "restricts ")
"""How the notes begin that tell what words say where they name no license."""

_NOT_COMPARED = frozenset({"inherited", "library", "badge"})
"""Statements that yield to a nearer one, or are about something else: no contradiction comes of them."""


def format_claim(license_: Claim) -> str:
    """One statement in words: which license, where, and how it came to govern; with its note."""
    where, how = format_location(license_.location), _HOW_WORDS.get(license_.how, license_.how)
    if license_.expression is None and license_.note.startswith(_OF_WORDS):
        return f"{where} ({how}) {license_.note}"
    name = license_.expression or "a license that cannot be named"
    note = f", {license_.note}" if license_.note else ""
    return f"{name} ({where}, {how}{note})"


def claim_evidence(license_: Claim) -> Evidence:
    """A statement as evidence."""
    return Evidence(location=license_.location, how=license_.how, status=Status.IN_REPO)


def select_compared(found: ComponentFacts) -> tuple[Claim, ...]:
    """The statements that have to agree, the governing one first.

    Texts that lie side by side are each for a part of their own (code, weights, a vendored library): they do
    not contradict each other. Words do, and so does a text at the root that words speak over.
    """
    if found.license is None:
        return tuple(each for each in found.statements if each.how not in _NOT_COMPARED)
    governing = found.license
    others = (each for each in found.statements if _must_agree(each, governing))
    return (governing, *others)


def select_rivals(found: ComponentFacts) -> tuple[Claim, ...]:
    """The statements that may contradict the one that governs, so that it does not hold for certain.

    None where the license is inherited: then nothing speaks of the component itself, and what speaks of the
    repository as a whole was weighed when the license was chosen.
    """
    if found.license is None or found.license.how == "inherited":
        return ()
    return select_compared(found)[1:]


def _must_agree(other: Claim, governing: Claim) -> bool:
    same = (other.location, other.expression) == (governing.location, governing.expression)
    if same or other.how in _NOT_COMPARED:
        return False
    return other.how != "file" or (governing.how in _FROM_WORDS and "/" not in other.location.path)


_FROM_WORDS = frozenset({"front_matter", "metadata", "header", "prose", "table", "declared"})
