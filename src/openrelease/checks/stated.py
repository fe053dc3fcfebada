"""Facts -> Judgement: `stated`, the license of each component is stated, and not only assumed.

Options:
- `components` (required): component ids.

Met where a file, a text or metadata states the license of each component, or where the component is in the
repository, whose license covers it.
Unmet where the license of the repository is only assumed for a component that lies elsewhere.
Not applicable where none of the components is there, or none has a license.
"""

from openrelease.checks.check_type import ComponentId, Judgement, component_label, join_with_or, options_of
from openrelease.checks.license_wording import claim_evidence, format_claim
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Finding, Outcome, Requirement
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """Whose license has to be stated."""

    components: tuple[ComponentId, ...]


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Is the license of each component stated? See the module's docstring."""
    components = options_of(requirement, Options).components
    licensed = {component_label(each): found for each in components if (found := facts.components[each].license)}
    if not licensed:
        names = join_with_or(map(component_label, components))
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=f"No license is known for the {names}.")
    findings = tuple(
        Finding(
            message=f"license of the {name} is assumed, not stated",
            detail=f"{format_claim(license_)}; no statement covers the {name}",
            location=license_.location,
            remedy=f'Add to the README: "The {name} are licensed under {license_.expression or "..."}."',
        )
        for name, license_ in licensed.items()
        if license_.how == "assumed"
    )
    return Judgement(
        outcome=Outcome.UNMET if findings else Outcome.MET,
        message=" ".join(f"{format_claim(each)}." for each in licensed.values()),
        findings=findings,
        evidence=tuple(map(claim_evidence, licensed.values())),
    )
