"""Facts -> Judgement: `consistent`, the statements about a component's license agree.

Options:
- `components` (required): component ids; the statements about each are compared with each other.

Met where all claims about the component (license file, front matter, text, manifest, …) name one license.
License files side by side do not contradict each other: each covers a part of its own. Nor do claims in
folders of which neither contains the other: they are about different models. A place that names several
licenses agrees with a claim that names one of them.
Unmet where two statements name different ones; each other license is a finding that gives both places.
Unknown where a claim names no known license, and where the license differs between parts of the component,
because it is unknown which claim is about which part; but the front matter of a card is about all weights, so
that the metadata of a weight file may contradict it.
Not applicable where no license is stated.
"""

import re
from collections.abc import Iterator, Sequence

from openrelease.checks.check_type import (
    ComponentId,
    Judgement,
    component_label,
    join_with_or,
    judge_unknown,
    options_of,
)
from openrelease.checks.license_wording import claim_evidence, format_claim, select_compared
from openrelease.licenses import LicenseTable
from openrelease.model import (
    Claim,
    ComponentFacts,
    Facts,
    Finding,
    Location,
    Outcome,
    Permissive,
    Requirement,
    format_location,
)
from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Options:
    """Whose statements are compared."""

    components: tuple[ComponentId, ...]


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Do the license statements about each component agree? See the module's docstring."""
    components = options_of(requirement, Options).components
    apart = _list_licenses_of_others(facts, components)
    compared = {each: _leave_out_files(facts.components[each], apart) for each in components}
    stated = {component_label(each): found for each, found in compared.items() if select_compared(found)}
    names = join_with_or(map(component_label, components))
    if not stated:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=f"No license is stated for the {names}.")
    statements = tuple(statement for found in stated.values() for statement in select_compared(found))
    if findings := tuple(
        finding for name, found in stated.items() for finding in _find_contradictions(name, found, requirement)
    ):
        return Judgement(
            outcome=Outcome.UNMET,
            message=f"Contradicting licenses: {'; '.join(finding.detail for finding in findings[:3])}.",
            findings=findings,
            evidence=tuple(map(claim_evidence, statements)),
        )
    if doubts := tuple(doubt for found in stated.values() for doubt in _list_doubts(found)):
        return judge_unknown(f"the licenses stated for the {names} cannot be compared", doubts)
    return Judgement(
        outcome=Outcome.MET, message=_format_agreement(statements), evidence=tuple(map(claim_evidence, statements))
    )


def _list_licenses_of_others(facts: Facts, components: Sequence[str]) -> frozenset[str]:
    """Return the licenses that words state for other components alone: "the code is under Apache-2.0"."""
    others = (found.license for id_, found in facts.components.items() if id_ not in components)
    stated = (each.expression for each in others if each and each.how == "prose" and each.expression)
    return frozenset(name for expression in stated for name in _OPERATOR.split(expression))


def _leave_out_files(found: ComponentFacts, apart: frozenset[str]) -> ComponentFacts:
    """Return a component without the license files that words say are for another one."""
    kept = tuple(each for each in found.claims if each.how != "file" or each.expression not in apart)
    return found if found.license is None or found.license.how == "file" else replace(found, claims=kept)


def _find_contradictions(name: str, found: ComponentFacts, requirement: Requirement) -> tuple[Finding, ...]:
    """A finding for each other license that is named, at the first place that contradicts another."""
    statements = [each for each in select_compared(found) if each.expression is not None]
    if _is_mixed(found):
        statements = [each for each in statements if each.how in _COVERS_ALL_WEIGHTS]
    firsts = {other.expression: (other, first) for other, first in reversed(list(_pair_contradicting(statements)))}
    return tuple(
        Finding(
            message=f"contradicts the license stated for the {name} at {format_location(first.location)}",
            detail=f"{format_claim(other)} contradicts {format_claim(first)} for the {name}",
            location=other.location,
            remedy=requirement.remedy,
        )
        for other, first in reversed(firsts.values())
    )


def _pair_contradicting(statements: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield each claim with the first earlier one that names another license and may be about the same model.

    One place may name several licenses, and agrees with whoever names one of them. Only the first claim of those that
    name the same in one folder is compared: hostile tables have many thousands.
    """
    names: dict[Location, set[str | None]] = {}
    for each in statements:
        names.setdefault(each.location, set()).add(each.expression)
    earlier: dict[tuple[frozenset[str | None], str], Claim] = {}
    for each in statements:
        key = frozenset(names[each.location]), _folder_of(each)
        if first := next((claim for other, claim in earlier.items() if _contradict(key, other)), None):
            yield each, first
        earlier.setdefault(key, each)


def _contradict(one: tuple[frozenset[str | None], str], other: tuple[frozenset[str | None], str]) -> bool:
    """Do two places name different licenses, and is one of their folders the other, or within it?"""
    (names, folder), (others, elsewhere) = one, other
    return names.isdisjoint(others) and (folder.startswith(elsewhere) or elsewhere.startswith(folder))


def _folder_of(stated: Claim) -> str:
    folder, slash, _ = stated.location.path.rpartition("/")
    return folder + slash


_OPERATOR = re.compile(r" (?:AND|OR) ")
_COVERS_ALL_WEIGHTS = frozenset({"front_matter", "metadata"})
"""Claims about all weights or about a weight file, and so not about another part."""


def _list_doubts(found: ComponentFacts) -> tuple[str, ...]:
    if _is_mixed(found):
        return ("the license differs between parts",)
    return tuple(dict.fromkeys(format_claim(each) for each in select_compared(found) if each.expression is None))


def _is_mixed(found: ComponentFacts) -> bool:
    return found.license is not None and found.license.permissive is Permissive.MIXED


def _format_agreement(statements: tuple[Claim, ...]) -> str:
    if len(statements) == 1:
        return f"One statement: {format_claim(statements[0])}."
    agree = "agree" if len({each.expression for each in statements}) == 1 else "do not contradict each other"
    return f"{len(statements)} statements {agree}: {'; '.join(map(format_claim, statements[:5]))}."
