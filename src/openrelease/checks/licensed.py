"""Facts -> Judgement: `licensed`, components are under a license that the policy accepts.

Options:
- `components` (required): component ids; each of them that is there must be under an accepted license.
- `kinds`: accepted kinds of license, as in licenses.yaml.
- `allow`, `deny`: license ids accepted or refused whatever their kind.
- `approved_by`: any of osi, fsf and open-definition: what one of them has approved is accepted.
- `unsettled`: kinds of license of which the definition does not say; one of them is told as unknown.

Met where the license that governs each component is known and accepted; the message says which license,
where it stands and how it came to govern (for want of a nearer one it is inherited from the repository).
Unmet where it is known and not accepted, and where it differs between the parts released here and not
every license of them is accepted.
Unknown where no license is known to govern it, where the license cannot be named or its kind is not
known, where its text was changed, where another statement about the same component contradicts it, where
it drops the terms of the base model that the release names, and where a README, a card or a license file
that may do so could not be read.
Not applicable where none of the components is there. A component of which there is only a hint is judged
only where none of the others is there for certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from openrelease.checks.check_type import (
    ComponentId,
    Judgement,
    LicenseOptions,
    component_label,
    join_with_or,
    judge_unknown,
    list_unread_terms,
    options_of,
)
from openrelease.checks.license_flows import TracedUpstream, find_conflicts
from openrelease.checks.license_wording import claim_evidence, format_claim, select_rivals
from openrelease.licenses import Acceptance, LicenseTable
from openrelease.model import (
    Claim,
    ComponentFacts,
    Evidence,
    Facts,
    Finding,
    Outcome,
    Permissive,
    Requirement,
    Status,
)


@dataclass(frozen=True, kw_only=True)
class Options(LicenseOptions):
    """Which components, and which licenses are accepted for them."""

    components: tuple[ComponentId, ...]


@dataclass(frozen=True, kw_only=True)
class _Ruling:
    """What is said of one component."""

    outcome: Outcome
    message: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
    """Is each component that is there under an accepted license? See the module's docstring."""
    options = options_of(requirement, Options)
    there = _find_present(facts, options)
    if not there:
        wanted = join_with_or(component_label(component) for component in options.components)
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=f"There is no {wanted} to license.")
    rulings = {
        component_label(name): _apply_conflicts(
            _rule_component(component_label(name), found, options, licenses), find_conflicts(facts, name, licenses)
        )
        for name, found in there.items()
    }
    judgement = _merge_rulings(rulings, requirement)
    if judgement.outcome is Outcome.MET and (unread := list_unread_terms(facts)):
        doubt = judge_unknown(f"{judgement.message} But not everything that may say otherwise was read", unread)
        return replace(doubt, evidence=judgement.evidence)
    return judgement


def _find_present(facts: Facts, options: Options) -> dict[str, ComponentFacts]:
    """The components that were seen; those of which there is only a hint count where nothing else was."""
    seen: dict[str, ComponentFacts] = {each: facts.components[each] for each in options.components}
    for wanted in ({Status.IN_REPO, Status.LINKED}, {Status.UNCLEAR}):
        if there := {name: found for name, found in seen.items() if found.status in wanted}:
            return there
    return {}


def _merge_rulings(rulings: Mapping[str, _Ruling], requirement: Requirement) -> Judgement:
    """The worst of the rulings decides; findings of ours get the remedy of the requirement."""
    every = tuple(rulings.values())
    return Judgement(
        outcome=min((ruling.outcome for ruling in every), key=_WORST_FIRST.index),
        message=_merge_messages(rulings),
        findings=tuple(
            Finding(message=finding.message, location=finding.location, remedy=requirement.remedy)
            for ruling in every
            for finding in ruling.findings
        ),
        evidence=tuple(dict.fromkeys(evidence for ruling in every for evidence in ruling.evidence)),
    )


def _merge_messages(rulings: Mapping[str, _Ruling]) -> str:
    """Each sentence once, with all the components that it is true of."""
    split = [(name, ruling.message.partition(name)) for name, ruling in rulings.items()]
    sentences = dict.fromkeys((before, after) for _, (before, _, after) in split)
    return " ".join(
        before + " and the ".join(name for name, parts in split if parts == (before, name, after)) + after
        for before, after in sentences
    )


_WORST_FIRST = (Outcome.UNMET, Outcome.UNKNOWN, Outcome.MET)


def _rule_component(name: str, found: ComponentFacts, options: Options, licenses: LicenseTable) -> _Ruling:
    if found.license is None:
        return _rule_unlicensed(name)
    if found.license.permissive is Permissive.MIXED:
        return _rule_mixed(name, found, options.acceptance, licenses)
    wanted = options.acceptance
    accepted = _is_accepted(found.license, wanted, licenses)
    against = tuple(rival for rival in select_rivals(found) if _is_accepted(rival, wanted, licenses) is False)
    if accepted and against:
        return _rule_contradicted(name, found.license, against)
    return _RULING_BY_ACCEPTED[accepted](name, found.license)


def _apply_conflicts(ruling: _Ruling, dropped: tuple[TracedUpstream, ...]) -> _Ruling:
    """Nobody can give out under a permissive license what came with terms that it drops."""
    if ruling.outcome is not Outcome.MET or not dropped:
        return ruling
    return replace(
        ruling,
        outcome=Outcome.UNKNOWN,
        message=f"{ruling.message} But {'; '.join(each.sentence for each in dropped[:3])}.",
        findings=tuple(Finding(message=each.sentence, location=each.lineage.location) for each in dropped),
    )


def _is_accepted(license_: Claim, wanted: Acceptance, licenses: LicenseTable) -> bool | None:
    """Is this statement accepted? None: cannot tell.

    The facts may know more than the expression says (changed text, added restrictions). Then a license
    that would be accepted by its name is not, and one of unknown kind is refused if only permissive ones
    are accepted and it is known not to be.
    """
    by_name = licenses.accepts(license_.expression, wanted)
    if by_name and license_.permissive is not licenses.permissive(license_.expression):
        return {Permissive.YES: True, Permissive.NO: False}.get(license_.permissive)
    if by_name is None and license_.permissive is Permissive.NO and wanted.permissive_only:
        return False
    return by_name


def _rule_unlicensed(name: str) -> _Ruling:
    """What is not stated has no place: the thing itself is not where a license is written."""
    return _Ruling(
        outcome=Outcome.UNKNOWN,
        message=f"No license is known to govern the {name}.",
        findings=(Finding(message=f"no license is stated for the {name}"),),
    )


def _rule_mixed(name: str, found: ComponentFacts, wanted: Acceptance, licenses: LicenseTable) -> _Ruling:
    """The parts are under several licenses: all of them have to be accepted, and known to be all of them."""
    parts = found.claims or tuple(filter(None, (found.license,)))
    accepted = {part: _is_accepted(part, wanted, licenses) for part in parts}
    every = any(part.permissive is Permissive.NO for part in parts)
    fine = every and all(accepted.values())
    return _Ruling(
        outcome=Outcome.MET if fine else Outcome.UNMET,
        message=f"The license of the {name} differs between its parts: {'; '.join(map(format_claim, parts[:5]))}.",
        findings=()
        if fine
        else tuple(
            Finding(message=f"for a part of the {name}: {format_claim(part)}", location=part.location)
            for part, good in accepted.items()
            if not good
        ),
        evidence=found.evidence,
    )


def _rule_contradicted(name: str, license_: Claim, against: tuple[Claim, ...]) -> _Ruling:
    both = "; ".join(map(format_claim, (license_, *against[:3])))
    return _Ruling(
        outcome=Outcome.UNKNOWN,
        message=f"Statements about the license of the {name} contradict each other: {both}.",
        findings=tuple(
            Finding(
                message=f"{format_claim(rival)} contradicts {format_claim(license_)} for the {name}",
                location=rival.location,
            )
            for rival in against
        ),
        evidence=(claim_evidence(license_), *map(claim_evidence, against)),
    )


def _rule_met(name: str, license_: Claim) -> _Ruling:
    return _Ruling(
        outcome=Outcome.MET, message=f"The {name}: {format_claim(license_)}.", evidence=(claim_evidence(license_),)
    )


def _rule_unmet(name: str, license_: Claim) -> _Ruling:
    return _make_refusal(
        Outcome.UNMET, f"The {name}: {format_claim(license_)}, which this policy does not accept", license_
    )


def _rule_unknown(name: str, license_: Claim) -> _Ruling:
    return _make_refusal(
        Outcome.UNKNOWN, f"The {name}: {format_claim(license_)}; cannot tell whether that is accepted", license_
    )


_RULING_BY_ACCEPTED = {True: _rule_met, False: _rule_unmet, None: _rule_unknown}


def _make_refusal(outcome: Outcome, sentence: str, license_: Claim) -> _Ruling:
    return _Ruling(
        outcome=outcome,
        message=f"{sentence}.",
        findings=(Finding(message=sentence, location=license_.location),),
        evidence=(claim_evidence(license_),),
    )
