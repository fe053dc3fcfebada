"""Facts -> Judgement: `review`, a question for human review, with the places to read.

Options:
- `components` (required): what the answer would be found in; any one of them is enough to go and read.
- `topics`: topic ids that a document in the repository may cover instead.
- `settled_by`: components of which one that is released leaves nothing to read.
- `kinds`, `allow`, `deny`, `approved_by`, `grants`, `unsettled`: the licenses for those, as for `licensed`.

Met only by a component of `settled_by` that is there under an accepted license, as for `released`: whether a text is
sufficient is left to a reader.
Unknown where something is there to be read; the message names it, and the remedy says what to look for.
Unmet where nothing of it is there, so that a reader would find nothing either.
"""

from collections.abc import Iterator

from openrelease.checks import present, released
from openrelease.checks.check_type import (
    ComponentId,
    Judgement,
    LicenseOptions,
    TopicId,
    component_label,
    join_with_or,
    options_of,
)
from openrelease.licenses import LicenseTable
from openrelease.model import Evidence, Facts, Finding, Outcome, Requirement, Status, format_location
from openrelease.values import dataclass, field_names, replace


@dataclass(frozen=True, kw_only=True)
class Options(LicenseOptions):
    """Where the answer may stand, and what makes the question superfluous."""

    components: tuple[ComponentId, ...]
    topics: tuple[TopicId, ...] = ()
    settled_by: tuple[ComponentId, ...] = ()


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
    """What is there for a person to read? See the module's docstring."""
    options = options_of(requirement, Options)
    if options.settled_by:
        settled = _judge_released(facts, requirement, options, licenses)
        if settled.outcome is Outcome.MET:
            return settled
    found = dict(_find_readable(facts, options))
    if found:
        listed = "; ".join(f"{name} ({format_location(evidence.location)})" for name, evidence in found.items())
        message = f"Needs human review: {listed}."
        findings = tuple(
            Finding(message=f"needs human review: {name}", location=evidence.location, remedy=requirement.remedy)
            for name, evidence in found.items()
        )
        return Judgement(outcome=Outcome.UNKNOWN, message=message, findings=findings, evidence=tuple(found.values()))
    asked = present.Options(components=options.components)
    nothing = present.check(facts, replace(requirement, options=asked), licenses)
    about = f" No document covers {join_with_or(map(component_label, options.topics))}." if options.topics else ""
    return Judgement(outcome=nothing.outcome, message=f"{nothing.message}{about}", findings=nothing.findings)


def _judge_released(facts: Facts, requirement: Requirement, options: Options, licenses: LicenseTable) -> Judgement:
    accepted = {name: getattr(options, name) for name in field_names(LicenseOptions)}
    asked = released.Options(components=options.settled_by, **accepted)
    return released.check(facts, replace(requirement, options=asked), licenses)


def _find_readable(facts: Facts, options: Options) -> Iterator[tuple[str, Evidence]]:
    """What is there, by its name, with the best evidence: components first, then topics."""
    for component in options.components:
        seen = facts.components[component]
        if seen.status is not Status.ABSENT and seen.evidence:
            yield component_label(component), seen.evidence[0]
    for topic in options.topics:
        places = (each.topics[topic] for each in facts.documents if topic in each.topics)
        if place := next(places, None):
            yield f"text on {component_label(topic)}", Evidence(location=place, how="topic", status=Status.IN_REPO)
