"""Facts -> Judgement: `present`, a component is in the repository or linked from it.

Options:
- `components` (required): component ids; any one of them is enough.
- `in_repo`: true if only files of the repository count, neither links nor mentions.

Met if the component is in the repository (a Git LFS pointer counts), or if the repository links one specific
place that has it. The latter is reported as "linked, not verified", unless --with-hub
saw it there.
Unknown if the evidence is not conclusive (a part, a mention in prose, a collection page, contradicting
statements, a license file without a license), or if a file that may name it could not be read.
Unmet if nothing was found; with `in_repo` also if there are only links, or mentions of a license.
"""

from openrelease.checks.check_type import (
    DECLARED_WORDS,
    ComponentId,
    Judgement,
    component_label,
    find_strongest,
    join_with_or,
    judge_unknown,
    list_blind_spots,
    options_of,
)
from openrelease.checks.license_wording import format_reason
from openrelease.licenses import LicenseTable
from openrelease.model import (
    Claim,
    Component,
    ComponentFacts,
    Evidence,
    Facts,
    Finding,
    Hint,
    Outcome,
    Requirement,
    Status,
    format_location,
)
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which components are looked for; any one of them is enough."""

    components: tuple[ComponentId, ...]
    in_repo: bool = False


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Check whether one of the components is present. See the module's docstring."""
    options = options_of(requirement, Options)
    component, found = find_strongest(facts, options.components)
    if found.status in _PRESENT_TEXT and not (options.in_repo and found.status is Status.LINKED):
        return Judgement(
            outcome=Outcome.MET,
            message=_format_present(_capitalize_first(component_label(component)), found),
            evidence=found.evidence,
        )
    wanted = join_with_or(component_label(each) for each in options.components)
    unread = list_blind_spots(facts, found)
    if options.in_repo and found.status is not Status.ABSENT and not unread and _is_only_elsewhere(found):
        return _judge_absent(wanted, f"{_format_hint(found)}, but it is not in the repository", requirement, found)
    if found.status is not Status.ABSENT:
        return _judge_unclear(facts.catalog[component], found, unread, requirement)
    if unread:
        return judge_unknown(f"no {wanted} found, but not every file could be read", unread)
    return _judge_absent(wanted, "not in the repository, and not linked from it", requirement, found)


_PRESENT_TEXT = {Status.IN_REPO: "{} in the repository.", Status.LINKED: "{} linked, not verified."}


def _format_present(name: str, found: ComponentFacts) -> str:
    """It is there; of what is only declared, by whom."""
    best = found.evidence[0] if found.evidence else None
    if best is not None and best.verified and found.status is Status.LINKED:
        return f"{name} linked, and seen there ({best.verified})."
    by = DECLARED_WORDS.get(best.how) if best else None
    return f"{name}: {by}." if by else _PRESENT_TEXT[found.status].format(name)


def _judge_absent(wanted: str, seen: str, requirement: Requirement, found: ComponentFacts) -> Judgement:
    place = found.evidence[0].location if found.evidence else None
    finding = Finding(message=f"no {wanted} found", detail=seen, location=place, remedy=requirement.remedy)
    return Judgement(
        outcome=Outcome.UNMET,
        message=f"No {wanted} found: {seen}.",
        findings=(finding,),
        evidence=found.evidence,
    )


def _judge_unclear(
    component: Component, found: ComponentFacts, reasons: tuple[str, ...], requirement: Requirement
) -> Judgement:
    name = component_label(component.id)
    hint = component.hints.get(found.evidence[0].how) if found.evidence else None
    detail = "; ".join((_format_rule_hint(found.evidence[0], hint) if hint else _format_hint(found), *reasons[:3]))
    return Judgement(
        outcome=Outcome.UNKNOWN,
        message=f"Possible {name}, not conclusive: {detail}.",
        findings=tuple(
            Finding(
                message=f"possible {name}, not conclusive",
                detail=detail,
                location=each.location,
                remedy=hint.remedy if hint else requirement.remedy,
            )
            for each in found.evidence[:1]
        ),
        evidence=found.evidence,
    )


def _format_rule_hint(evidence: Evidence, hint: Hint) -> str:
    """Return the place of inconclusive evidence, the file or page that it names, and why it is not conclusive."""
    named = f" ({evidence.url})" if evidence.url else ""
    return f"{format_location(evidence.location)}{named}: {hint.why}"


def _is_only_elsewhere(found: ComponentFacts) -> bool:
    """Is all that was seen a link, or words that name a license, and no file that may be the thing itself?"""
    claims = {(each.location, each.rule): each for each in reversed(found.claims)}
    stated = (claims.get((each.location, each.how)) for each in found.evidence if each.status is not Status.LINKED)
    return all(each is not None and each.how != "file" for each in stated)


def _find_claim(found: ComponentFacts, evidence: Evidence) -> Claim | None:
    """The statement that an evidence of a license was made from."""
    here = (each for each in found.claims if each.location == evidence.location)
    return next((each for each in here if evidence.how == each.rule), None)


def _format_hint(found: ComponentFacts) -> str:
    """Return the best evidence in words: the license that it names and why that is not conclusive, or its place."""
    if not found.evidence:
        return "mentioned, but not identified"
    best = found.evidence[0]
    place = format_location(best.location)
    if best.status is Status.LINKED:
        return f"{place} links to it"
    stated = _find_claim(found, best)
    if stated is None:
        return f"{place} mentions it, but names no file or address that has it"
    name = stated.expression or "no known license"
    why = format_reason(stated)
    return f"{place} names {name}{f' ({why})' if why else ''}"


def _capitalize_first(text: str) -> str:
    return text[:1].upper() + text[1:]
