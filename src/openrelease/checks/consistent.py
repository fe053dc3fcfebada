"""Facts -> Judgement: `consistent`, the statements about a component's license agree.

Options:
- `components` (required): component ids; the statements about each are compared with each other.

Met where what is said of the component (license file, front matter, text, manifest, …) names one license.
License files that lie side by side do not contradict each other: each is for a part of its own.
Unmet where two statements name different ones; each other license is a finding that gives both places.
Unknown where a statement cannot be named, and where the license differs between parts of the component,
because it cannot be told which statement speaks of which part.
Not applicable where nothing speaks of the license.
"""

from __future__ import annotations

from dataclasses import dataclass

from openrelease.checks.base import ComponentId, Judgement, cannot_tell, either, options_of, title
from openrelease.checks.statements import compared, place, told
from openrelease.licenses import LicenseTable
from openrelease.model import ComponentFacts, Facts, Finding, License, Outcome, Permissive, Requirement


@dataclass(frozen=True, kw_only=True)
class Options:
    """Whose statements are compared."""

    components: tuple[ComponentId, ...]


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Do the license statements about each component agree? See the module's docstring."""
    components = options_of(requirement, Options).components
    spoken = {title(each): facts.components[each] for each in components if compared(facts.components[each])}
    names = either(map(title, components))
    if not spoken:
        return Judgement(
            outcome=Outcome.NOT_APPLICABLE, message=f"Nothing speaks of the license of the {names}."
        )
    statements = tuple(statement for found in spoken.values() for statement in compared(found))
    if findings := tuple(
        finding for name, found in spoken.items() for finding in _contradictions(name, found, requirement)
    ):
        return Judgement(
            outcome=Outcome.UNMET,
            message=f"Statements about the license of the {names} contradict each other: "
            + "; ".join(finding.message for finding in findings[:3])
            + ".",
            findings=findings,
            evidence=tuple(map(place, statements)),
        )
    if doubts := tuple(doubt for found in spoken.values() for doubt in _doubts(found)):
        return cannot_tell(f"Whether the statements about the {names} agree cannot be told", doubts)
    return Judgement(outcome=Outcome.MET, message=_agree(statements), evidence=tuple(map(place, statements)))


def _contradictions(name: str, found: ComponentFacts, requirement: Requirement) -> tuple[Finding, ...]:
    """A finding for each other license that is named, at the first place that names it."""
    statements = [each for each in compared(found) if each.expression is not None]
    if not statements or _mixed(found):
        return ()
    first = statements[0]
    others = {other.expression: other for other in reversed(statements)}
    return tuple(
        Finding(
            message=f"{told(other)} contradicts {told(first)} for the {name}",
            location=other.location,
            remedy=requirement.remedy,
        )
        for other in reversed(others.values())
        if other.expression != first.expression
    )


def _doubts(found: ComponentFacts) -> tuple[str, ...]:
    if _mixed(found):
        return ("the license differs between parts",)
    return tuple(told(each) for each in compared(found) if each.expression is None)


def _mixed(found: ComponentFacts) -> bool:
    return found.license is not None and found.license.permissive is Permissive.MIXED


def _agree(statements: tuple[License, ...]) -> str:
    if len(statements) == 1:
        return f"One statement, and nothing against it: {told(statements[0])}."
    return f"{len(statements)} statements agree: {'; '.join(map(told, statements[:5]))}."
