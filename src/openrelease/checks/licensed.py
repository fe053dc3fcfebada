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
    cannot_tell,
    either,
    options_of,
    title,
    unread_terms,
)
from openrelease.checks.license_flows import Traced, conflicts
from openrelease.checks.license_wording import place, rivals, told
from openrelease.licenses import Acceptance, LicenseTable
from openrelease.model import (
    ComponentFacts,
    Evidence,
    Facts,
    Finding,
    License,
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
    there = _there(facts, options)
    if not there:
        wanted = either(title(component) for component in options.components)
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=f"There is no {wanted} to license.")
    rulings = {
        title(name): _with_terms(
            _rule(title(name), found, options, licenses), conflicts(facts, name, licenses)
        )
        for name, found in there.items()
    }
    judgement = _together(rulings, requirement)
    if judgement.outcome is Outcome.MET and (unread := unread_terms(facts)):
        doubt = cannot_tell(f"{judgement.message} But not everything that may say otherwise was read", unread)
        return replace(doubt, evidence=judgement.evidence)
    return judgement


def _there(facts: Facts, options: Options) -> dict[str, ComponentFacts]:
    """The components that were seen; those of which there is only a hint count where nothing else was."""
    seen: dict[str, ComponentFacts] = {each: facts.components[each] for each in options.components}
    for wanted in ({Status.IN_REPO, Status.LINKED}, {Status.UNCLEAR}):
        if there := {name: found for name, found in seen.items() if found.status in wanted}:
            return there
    return {}


def _together(rulings: Mapping[str, _Ruling], requirement: Requirement) -> Judgement:
    """The worst of the rulings decides; findings of ours get the remedy of the requirement."""
    every = tuple(rulings.values())
    return Judgement(
        outcome=min((ruling.outcome for ruling in every), key=_WORST_FIRST.index),
        message=_message(rulings),
        findings=tuple(
            Finding(message=finding.message, location=finding.location, remedy=requirement.remedy)
            for ruling in every
            for finding in ruling.findings
        ),
        evidence=tuple(dict.fromkeys(evidence for ruling in every for evidence in ruling.evidence)),
    )


def _message(rulings: Mapping[str, _Ruling]) -> str:
    """Each sentence once, with all the components that it is true of."""
    split = [(name, ruling.message.partition(name)) for name, ruling in rulings.items()]
    sentences = dict.fromkeys((before, after) for _, (before, _, after) in split)
    return " ".join(
        before + " and the ".join(name for name, parts in split if parts == (before, name, after)) + after
        for before, after in sentences
    )


_WORST_FIRST = (Outcome.UNMET, Outcome.UNKNOWN, Outcome.MET)


def _rule(name: str, found: ComponentFacts, options: Options, licenses: LicenseTable) -> _Ruling:
    if found.license is None:
        return _no_statement(name)
    if found.license.permissive is Permissive.MIXED:
        return _mixed(name, found, options.acceptance, licenses)
    wanted = options.acceptance
    accepted = _accepted(found.license, wanted, licenses)
    against = tuple(rival for rival in rivals(found) if _accepted(rival, wanted, licenses) is False)
    if accepted and against:
        return _contradicted(name, found.license, against)
    return _RULINGS[accepted](name, found.license)


def _with_terms(ruling: _Ruling, dropped: tuple[Traced, ...]) -> _Ruling:
    """Nobody can give out under a permissive license what came with terms that it drops."""
    if ruling.outcome is not Outcome.MET or not dropped:
        return ruling
    return replace(
        ruling,
        outcome=Outcome.UNKNOWN,
        message=f"{ruling.message} But {'; '.join(each.sentence for each in dropped[:3])}.",
        findings=tuple(Finding(message=each.sentence, location=each.lineage.location) for each in dropped),
    )


def _accepted(license_: License, wanted: Acceptance, licenses: LicenseTable) -> bool | None:
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


def _no_statement(name: str) -> _Ruling:
    """What is not stated has no place: the thing itself is not where a license is written."""
    return _Ruling(
        outcome=Outcome.UNKNOWN,
        message=f"No license is known to govern the {name}.",
        findings=(Finding(message=f"no license is stated for the {name}"),),
    )


def _mixed(name: str, found: ComponentFacts, wanted: Acceptance, licenses: LicenseTable) -> _Ruling:
    """The parts are under several licenses: all of them have to be accepted, and known to be all of them."""
    parts = found.statements or tuple(filter(None, (found.license,)))
    accepted = {part: _accepted(part, wanted, licenses) for part in parts}
    every = any(part.permissive is Permissive.NO for part in parts)
    fine = every and all(accepted.values())
    return _Ruling(
        outcome=Outcome.MET if fine else Outcome.UNMET,
        message=f"The license of the {name} differs between its parts: {'; '.join(map(told, parts[:5]))}.",
        findings=()
        if fine
        else tuple(
            Finding(message=f"for a part of the {name}: {told(part)}", location=part.location)
            for part, good in accepted.items()
            if not good
        ),
        evidence=found.evidence,
    )


def _contradicted(name: str, license_: License, against: tuple[License, ...]) -> _Ruling:
    both = "; ".join(map(told, (license_, *against[:3])))
    return _Ruling(
        outcome=Outcome.UNKNOWN,
        message=f"Statements about the license of the {name} contradict each other: {both}.",
        findings=tuple(
            Finding(
                message=f"{told(rival)} contradicts {told(license_)} for the {name}",
                location=rival.location,
            )
            for rival in against
        ),
        evidence=(place(license_), *map(place, against)),
    )


def _met(name: str, license_: License) -> _Ruling:
    return _Ruling(outcome=Outcome.MET, message=f"The {name}: {told(license_)}.", evidence=(place(license_),))


def _unmet(name: str, license_: License) -> _Ruling:
    return _refused(
        Outcome.UNMET, f"The {name}: {told(license_)}, which this policy does not accept", license_
    )


def _unknown(name: str, license_: License) -> _Ruling:
    return _refused(
        Outcome.UNKNOWN, f"The {name}: {told(license_)}; cannot tell whether that is accepted", license_
    )


_RULINGS = {True: _met, False: _unmet, None: _unknown}


def _refused(outcome: Outcome, sentence: str, license_: License) -> _Ruling:
    return _Ruling(
        outcome=outcome,
        message=f"{sentence}.",
        findings=(Finding(message=sentence, location=license_.location),),
        evidence=(place(license_),),
    )
