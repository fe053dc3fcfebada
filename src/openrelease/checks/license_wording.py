"""License claim -> words: the texts and remedies that the check types about licenses share."""

import re
from collections.abc import Mapping

from openrelease.licenses import LicenseTable
from openrelease.model import (
    Claim,
    ComponentFacts,
    EffectiveLicense,
    Evidence,
    Reason,
    SetAside,
    Status,
    format_location,
)

_HOW_WORDS = {
    "file": "license file",
    "front_matter": "front matter",
    "metadata": "package metadata",
    "header": "file header",
    "prose": "text",
    "table": "table",
    "badge": "badge",
    "declared": "declared",
    "inherited": "inherited from the repository license",
    "assumed": "assumed from the repository license",
    "library": "license of the library",
}

ADDED_RESTRICTIONS = frozenset({Reason.NON_COMMERCIAL, Reason.PERMISSION_REQUIRED, Reason.USE_RESTRICTED})
"""What a claim adds to the license that it names."""

_STATEMENTS: Mapping[Reason | None, str] = {
    Reason.NON_COMMERCIAL: "allows research or non-commercial use only",
    Reason.PERMISSION_REQUIRED: "requires permission for commercial use",
    Reason.USE_RESTRICTED: "restricts who may use it or for what, beyond the license",
    Reason.COMMERCIAL_USE_GRANTED: "allows commercial use of this model only",
    Reason.NOT_COVERED: "excludes it from the license named there",
    Reason.OTHER_TERMS: "refers to other terms without naming them",
    Reason.NOT_UNDERSTOOD: "may set terms, in words that are not understood",
}
"""What a claim states that names no license."""

_REMARKS: Mapping[Reason, str] = {
    Reason.UNREADABLE: "{}",
    Reason.EMPTY_FILE: "the file is empty",
    Reason.UNFILLED_TEMPLATE: "its copyright line is not filled in",
    Reason.MODIFIED_TEXT: "{}",
    Reason.UNKNOWN_TEXT: "{}",
    Reason.TEXT_ELSEWHERE: "{}",
    Reason.UNKNOWN_NAME: "not a known license name",
    Reason.TOO_MANY_NAMES: "names {}",
    Reason.CONTRADICTED: "contradicted by another statement",
    Reason.MIXED_PARTS: "differs between parts: {}",
    Reason.MIXED_MODELS: "differs between models: {}",
    Reason.NARROWER_SCOPE: "covers {} and what is linked there, not the whole component",
    Reason.LINKED_ELSEWHERE: "does not state that it covers linked files",
    Reason.FAMILY_TERMS: "models of the family {} have terms of their own",
}
"""What leaves a claim unsettled; `{}` stands for its detail, which follows where there is none."""

_NOT_COMPARED = frozenset({"inherited", "assumed", "library", "badge"})
"""Claims that yield to a nearer one or are about something else, so that they contradict nothing."""


def format_claim(claim: Claim) -> str:
    """Return a claim in words: which license, where, how it came to govern, and what leaves it unsettled."""
    if claim.expression is None and claim.reason in _STATEMENTS:
        return f"{format_location(claim.location)} ({_format_how(claim)}) {_STATEMENTS[claim.reason]}"
    return name_claim(claim, format_reason(claim))


def name_claim(claim: Claim, remark: str = "") -> str:
    """Return the license of a claim, where it is stated and how, and a remark."""
    name = claim.expression or "an unidentified license"
    place = ", ".join(filter(None, (format_location(claim.location), _format_how(claim), remark)))
    return f"{name} ({place})"


def license_title(expression: str | None, licenses: LicenseTable) -> str:
    """Return the usual name of a license, followed by the id where that is a LicenseRef."""
    facets = licenses.explain(expression) if expression and expression.startswith("LicenseRef-") else None
    if facets is None or facets.name == facets.id:
        return expression or "unidentified license"
    return f"{facets.name} ({expression})"


def describe_restrictions(claim: Claim, licenses: LicenseTable) -> str:
    """Return what the license asks beyond notices and credit; empty where nothing is known of it."""
    facets = licenses.explain(claim.expression) if claim.expression else None
    return ", ".join(facets.restrictions) if facets else ""


_WRONG = "Correct the statement that is wrong: {}."
_FIXES: Mapping[Reason | None, str] = {
    Reason.UNREADABLE: "Make {place} readable: commit it as UTF-8 text below the size limit.",
    Reason.EMPTY_FILE: "Add the license text to {place}.",
    Reason.UNFILLED_TEMPLATE: "Fill in the copyright line of {place}.",
    Reason.MODIFIED_TEXT: "Restore the original license text, or state the additional terms in a file of their own.",
    Reason.UNKNOWN_TEXT: "Use the unmodified text of a known license, or name the license in the model card.",
    Reason.TEXT_ELSEWHERE: "Add the license text to the repository.",
    Reason.UNKNOWN_NAME: "Use an SPDX id, such as Apache-2.0, or the id of the license on the Hugging Face Hub.",
    Reason.TOO_MANY_NAMES: "Name one license, or join several with AND or OR as an SPDX expression.",
    Reason.NOT_COVERED: 'Name the license of {what}, for example "{covered}"',
    Reason.OTHER_TERMS: 'Name the terms of {what}, for example "{covered}"',
    Reason.NOT_UNDERSTOOD: 'State the terms of {what} in plain words, for example "{covered}"',
    Reason.CONTRADICTED: _WRONG.format("{place} or {rival}"),
    Reason.NARROWER_SCOPE: "State which license covers the rest, in the README or the model card.",
    Reason.LINKED_ELSEWHERE: 'State it in the README, for example "The linked weights are licensed under {license}."',
    Reason.FAMILY_TERMS: "State the license of the weights in the README, with the terms of {detail}, or, if they were "
    'not made from it: "The weights were trained from scratch and are licensed under {license}."',
    Reason.MIXED_PARTS: "Use one license for all parts, or state each of them in the model card.",
    Reason.MIXED_MODELS: 'List the models under "releases" in .openrelease.yml to check each under its own license.',
}
_MISREAD = 'If {place} is about something else, list it under "misread" in .openrelease.yml.'
_LIMIT = "Remove the limit at {place} if it is not meant."
_CHOICE = 'If users may choose one of the licenses, write "{choice}".'
_WORDED = frozenset({"prose", "table", "badge"})


def suggest_fix(claim: Claim, name: str) -> str:
    """Return how to settle a claim that leaves the license of a component unknown."""
    rival = claim.against[0] if isinstance(claim, EffectiveLicense) and claim.against else None
    text = _FIXES.get(claim.reason, "")
    filled = text.format(
        place=format_location(claim.location),
        rival=format_location(rival.location) if rival else "the other one",
        license=claim.expression or "Apache-2.0",
        detail=claim.detail,
        what=f"the {name}",
        covered=f"The {name} {choose_verb(name)} licensed under {claim.expression or 'Apache-2.0'}.",
    )
    return " ".join(filter(None, (filled, _suggest_setting_aside(rival or claim))))


def suggest_contradiction_fix(rival: Claim, license_: Claim) -> str:
    """Return which of two statements to correct."""
    places = (format_location(each.location) for each in (rival, license_))
    return " ".join(filter(None, (_WRONG.format(" or ".join(places)), _suggest_setting_aside(rival))))


def suggest_correction(claim: Claim) -> str:
    """Return what to correct where a claim may not mean what it says; empty where only another license would help."""
    if claim.expression and " AND " in claim.expression:
        return _CHOICE.format(choice=claim.expression.replace(" AND ", " OR "))
    aside = _suggest_setting_aside(claim) if claim.reason in ADDED_RESTRICTIONS else ""
    return f"{_LIMIT.format(place=format_location(claim.location))} {aside}" if aside else ""


def choose_verb(name: str) -> str:
    """Return the form of "to be" for the name of a component."""
    return "are" if name.endswith("s") else "is"


def _suggest_setting_aside(claim: Claim) -> str:
    """Return that a passage may be misread; nothing else can be set aside."""
    worded = claim.how in _WORDED and claim.reason not in {None, Reason.FAMILY_TERMS}
    return _MISREAD.format(place=format_location(claim.location)) if worded else ""


def format_reason(claim: Claim) -> str:
    """Return why the expression of a claim does not settle what is allowed; empty where it does."""
    if claim.how == "library":
        return f"source is in {claim.detail}, not in this repository"
    if claim.reason is None:
        return claim.detail
    if isinstance(claim, EffectiveLicense) and claim.against:
        return f"contradicted by {_format_opponent(claim.against[0])}"
    text = _STATEMENTS.get(claim.reason) or _REMARKS[claim.reason]
    return text.format(claim.detail) if "{}" in text else "; ".join(filter(None, (text, claim.detail)))


def _format_opponent(claim: Claim) -> str:
    terms = claim.expression or format_reason(claim) or "an unidentified license"
    return f"{format_location(claim.location)}: {terms}"


def _format_how(claim: Claim) -> str:
    return _HOW_WORDS.get(claim.how, claim.how)


def claim_evidence(license_: Claim) -> Evidence:
    """Return a claim as evidence."""
    return Evidence(location=license_.location, how=license_.how, status=Status.IN_REPO)


def select_compared(found: ComponentFacts) -> tuple[Claim, ...]:
    """Return the claims that have to agree, the governing one first.

    License files side by side each cover a part of their own (code, weights, a vendored library) and do not
    contradict each other. Claims in words do, and so does a license file at the root that they override.
    """
    if found.license is None:
        return tuple(each for each in found.claims if each.how not in _NOT_COMPARED and not _is_misread(each))
    governing = found.license
    others = (each for each in found.claims if _must_agree(each, governing))
    return (governing, *others)


def select_rivals(found: ComponentFacts) -> tuple[Claim, ...]:
    """Return the claims that may contradict the governing one.

    There are none where the license is inherited: then no claim is about the component itself, and claims about
    the whole repository were considered when the license was resolved.
    """
    if found.license is None or found.license.how in {"inherited", "assumed"}:
        return ()
    return select_compared(found)[1:]


def _must_agree(other: Claim, governing: Claim) -> bool:
    same = (other.location, other.expression) == (governing.location, governing.expression)
    if same or other.how in _NOT_COMPARED or _is_misread(other):
        return False
    at_root = "/" not in other.location.path and not _NAMED_AFTER.match(other.location.path)
    return other.how != "file" or (governing.how in _FROM_WORDS and at_root)


def _is_misread(claim: Claim) -> bool:
    return claim.set_aside is SetAside.MISREAD


_NAMED_AFTER = re.compile(r"licen[cs]e[-_](?!model|weight)[a-z]", re.IGNORECASE)
"""A license file that is for one thing by its name, such as LICENSE_cctorch, or one of several to choose from."""
_FROM_WORDS = frozenset({"front_matter", "metadata", "header", "prose", "table", "declared"})
