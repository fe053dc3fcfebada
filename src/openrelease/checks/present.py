"""Facts -> Judgement: `present`, a component is in the repository or linked from it.

Options:
- `components` (required): component ids; any one of them is enough.

Met where the artifact itself is in the tree (a Git LFS pointer counts), and where the repository names
one specific place that has it. The latter is told as "linked, not verified": nothing was fetched.
Unknown where there is only a hint (a part, a claim in prose, a collection page, statements that
contradict each other), and where something that may name it could not be read.
Unmet where nothing was found.
"""

from __future__ import annotations

from dataclasses import dataclass

from openrelease.checks.base import (
    ComponentId,
    Judgement,
    blind_spots,
    cannot_tell,
    either,
    options_of,
    strongest,
    title,
)
from openrelease.licenses import LicenseTable
from openrelease.model import ComponentFacts, Facts, Finding, Outcome, Requirement, Status


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which components are looked for; any one of them is enough."""

    components: tuple[ComponentId, ...]


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Is one of the components there? See the module's docstring."""
    options = options_of(requirement, Options)
    component, found = strongest(facts, options.components)
    if found.status in _SEEN:
        return Judgement(
            outcome=Outcome.MET,
            message=_SEEN[found.status].format(_sentence(title(component))),
            evidence=found.evidence,
        )
    wanted = either(title(each) for each in options.components)
    if found.status is Status.UNCLEAR:
        return _unclear(title(component), found, blind_spots(facts, found), requirement)
    if unread := blind_spots(facts, found):
        return cannot_tell(f"No {wanted} was seen, but not everything could be read", unread)
    return Judgement(
        outcome=Outcome.UNMET,
        message=f"Looked for {wanted}: nothing in the repository, and no link to it.",
        findings=(Finding(message=f"{_sentence(wanted)} not found", remedy=requirement.remedy),),
    )


_SEEN = {Status.IN_REPO: "{} in the repository.", Status.LINKED: "{} linked, not verified."}


def _unclear(
    name: str, found: ComponentFacts, reasons: tuple[str, ...], requirement: Requirement
) -> Judgement:
    because = f" ({'; '.join(reasons[:3])})" if reasons else ""
    return Judgement(
        outcome=Outcome.UNKNOWN,
        message=f"Looked for {name}: there is a hint, but nothing that settles it{because}.",
        findings=tuple(
            Finding(message=f"only a hint of {name}", location=each.location, remedy=requirement.remedy)
            for each in found.evidence[:1]
        ),
        evidence=found.evidence,
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
