"""Facts -> Judgement: `released`, a component is there, under a license that the policy accepts.

Options:
- `components` (required): component ids; any one of them is enough.
- `may_be_in`: components that may hold it, such as a report that may hold evaluation results.
- `kinds`, `allow`, `deny`, `approved_by`, `grants`, `unsettled`: the licenses that are accepted, as for `licensed`.

Runs `present` and `licensed` for one component at a time, and takes the best outcome.
Met where one of them is there and under an accepted license; one that is only linked is reported as linked.
Unmet where none is there, and where the license of what is there is not accepted.
Unknown where its presence or its license is unknown, and where nothing was seen but
something that may hold it.
"""

from collections.abc import Callable

from openrelease.checks import licensed, present
from openrelease.checks.check_type import (
    ComponentId,
    Judgement,
    LicenseOptions,
    component_label,
    find_strongest,
    options_of,
)
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Outcome, Requirement, Status, format_location
from openrelease.values import dataclass, field_names, replace


@dataclass(frozen=True, kw_only=True)
class Options(LicenseOptions):
    """Which components, what may hold them, and which licenses are accepted."""

    components: tuple[ComponentId, ...]
    may_be_in: tuple[ComponentId, ...] = ()


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
    """Is one of the components there, under an accepted license? See the module's docstring."""
    options = options_of(requirement, Options)
    judge = _make_judge(facts, requirement, licenses, options)
    there = [each for each in options.components if facts.components[each].status is not Status.ABSENT]
    if there:
        return min(map(judge, there), key=lambda found: _BEST_FIRST.index(found.outcome))
    nothing = present.check(facts, _ask_for(requirement, options.components), licenses)
    return _judge_other_documents(facts, options, nothing) if nothing.outcome is Outcome.UNMET else nothing


_BEST_FIRST = (Outcome.MET, Outcome.UNKNOWN, Outcome.UNMET)


def _make_judge(
    facts: Facts, requirement: Requirement, licenses: LicenseTable, options: Options
) -> Callable[[ComponentId], Judgement]:
    accepted = {name: getattr(options, name) for name in field_names(LicenseOptions)}

    def judged(component: ComponentId) -> Judgement:
        terms = licensed.Options(components=(component,), **accepted)
        seen = present.check(facts, _ask_for(requirement, (component,)), licenses)
        stated = licensed.check(facts, replace(requirement, options=terms), licenses)
        return _merge_judgements(seen, stated)

    return judged


def _ask_for(requirement: Requirement, components: tuple[ComponentId, ...]) -> Requirement:
    return replace(requirement, options=present.Options(components=components))


def _merge_judgements(seen: Judgement, stated: Judgement) -> Judgement:
    """Return the worse of the two outcomes with both messages."""
    return Judgement(
        outcome=max(seen.outcome, stated.outcome, key=_BEST_FIRST.index),
        message=f"{seen.message} {stated.message}",
        findings=(*seen.findings, *stated.findings),
        evidence=tuple(dict.fromkeys((*seen.evidence, *stated.evidence))),
    )


def _judge_other_documents(facts: Facts, options: Options, nothing: Judgement) -> Judgement:
    """Nothing was seen of it: another document that is there may hold it, in words that no rule knows."""
    if not options.may_be_in:
        return nothing
    holder, found = find_strongest(facts, options.may_be_in)
    if found.status is Status.ABSENT:
        return nothing
    where = f" at {format_location(found.evidence[0].location)}" if found.evidence else ""
    return replace(
        nothing,
        outcome=Outcome.UNKNOWN,
        message=f"{nothing.message} It may be in the {component_label(holder)}{where}, which needs human review.",
    )
