"""License claim -> the remedy for this very case: which sentence to write, which statement to correct."""

from collections.abc import Mapping

from openrelease.checks.license_wording import ADDED_RESTRICTIONS
from openrelease.model import Claim, EffectiveLicense, Reason, format_location

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
