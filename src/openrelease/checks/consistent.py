"""Facts -> Judgement: `consistent`, the statements about a component's license agree.

Options:
- `components` (required): component ids; the statements about each are compared with each other.

Met where all direct statements (license file, front matter, prose, manifest, …) name the same license.
Unmet where two name different ones; each contradiction is a finding that gives both places.
Unknown where a statement cannot be named, and where the license differs between parts of the component,
because it cannot be told which statement speaks of which part.
Not applicable where nothing speaks of the license.
"""

from __future__ import annotations

from dataclasses import dataclass

from openrelease.checks.base import ComponentId, Judgement, cannot_tell, either, options_of, title
from openrelease.checks.statements import direct, place, told
from openrelease.licenses import LicenseTable
from openrelease.model import ComponentFacts, Facts, Finding, License, Outcome, Permissive, Requirement


@dataclass(frozen=True, kw_only=True)
class Options:
    """Whose statements are compared."""

    components: tuple[ComponentId, ...]


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Do the license statements about each component agree? See the module's docstring."""
    components = options_of(requirement, Options).components
    spoken = {title(each): facts.components[each] for each in components if direct(facts.components[each])}
    names = either(map(title, components))
    if not spoken:
        return Judgement(
            outcome=Outcome.NOT_APPLICABLE, message=f"Nothing speaks of the license of the {names}."
        )
    statements = tuple(statement for found in spoken.values() for statement in direct(found))
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
    first, *others = _named(found) or (None,)
    if first is None or _mixed(found):
        return ()
    return tuple(
        Finding(
            message=f"{told(other)} contradicts {told(first)} for the {name}",
            location=other.location,
            remedy=requirement.remedy,
        )
        for other in others
        if other.expression != first.expression
    )


def _doubts(found: ComponentFacts) -> tuple[str, ...]:
    if _mixed(found):
        return ("the license differs between parts",)
    return tuple(told(each) for each in direct(found) if each.expression is None)


def _named(found: ComponentFacts) -> tuple[License, ...]:
    """Statements with a name, the governing one first."""
    named = [each for each in direct(found) if each.expression is not None]
    return tuple(sorted(named, key=lambda each: each != found.license))


def _mixed(found: ComponentFacts) -> bool:
    return found.license is not None and found.license.permissive is Permissive.MIXED


def _agree(statements: tuple[License, ...]) -> str:
    if len(statements) == 1:
        return f"One statement, and nothing against it: {told(statements[0])}."
    return f"{len(statements)} statements agree: {'; '.join(map(told, statements[:5]))}."
