"""Facts x Policy -> the outcome of each component on its own, where a policy requires that it is released."""

from collections.abc import Iterator, Mapping

from openrelease.checks import released
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Outcome, Policy
from openrelease.values import replace


def evaluate_components(facts: Facts, policy: Policy, licenses: LicenseTable) -> Mapping[str, Outcome]:
    """Return the outcome of each component of a `released` requirement, evaluated for that component alone."""
    return dict(_iterate_outcomes(facts, policy, licenses))


def _iterate_outcomes(facts: Facts, policy: Policy, licenses: LicenseTable) -> Iterator[tuple[str, Outcome]]:
    for requirement in policy.requirements:
        if isinstance(options := requirement.options, released.Options):
            for component in options.components:
                alone = replace(requirement, options=replace(options, components=(component,)))
                yield component, released.check(facts, alone, licenses).outcome
