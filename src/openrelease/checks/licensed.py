"""Facts -> Judgement: `licensed`, components are under a license that the policy accepts.

Options:
- `components` (required): component ids; each one that is present must be under an accepted license.
- `kinds`: accepted kinds of license, as in licenses.yaml.
- `allow`, `deny`: license ids that are accepted or rejected regardless of their kind.
- `approved_by`: `osi`, `fsf` or `open-definition`: licenses that one of them has approved are accepted.
- `grants`: `modification`, `redistribution`, `commercial-use`, `worldwide`: licenses that grant all of these are
  accepted, whatever conditions they attach, such as a limit on users; each condition is reported.
- `unsettled`: kinds of license that the definition does not decide; they are unknown.

Met if the effective license of each component is known and accepted; the message names the license, where it
is stated, and whether it is inherited from the repository.
Unmet if it is known and not accepted, or if parts are under different licenses and not all are accepted.
Unknown if no license is stated, if the license or its kind is unknown, if the license text is modified, if
claims contradict each other, if the license drops terms of the base model, or if a README, card or license
file could not be read.
Not applicable if none of the components is present. Components that are `unclear` are only considered if no
other one is present.
"""

from collections.abc import Mapping

from openrelease.checks.check_type import (
    ComponentId,
    Judgement,
    LicenseOptions,
    component_label,
    join_with_or,
    judge_unknown,
    list_unread_components,
    list_unread_terms,
    options_of,
)
from openrelease.checks.license_flows import TracedUpstream, find_conflicts
from openrelease.checks.license_wording import (
    ADDED_RESTRICTIONS,
    choose_verb,
    claim_evidence,
    describe_restrictions,
    format_claim,
    license_title,
    select_rivals,
    suggest_contradiction_fix,
    suggest_correction,
    suggest_fix,
)
from openrelease.licenses import Acceptance, LicenseTable
from openrelease.model import (
    Claim,
    ComponentFacts,
    Evidence,
    Facts,
    Finding,
    Outcome,
    Permissive,
    Reason,
    Requirement,
    SetAside,
    Status,
)
from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Options(LicenseOptions):
    """Which components, and which licenses are accepted for them."""

    components: tuple[ComponentId, ...]


@dataclass(frozen=True, kw_only=True)
class _Ruling:
    """The verdict on one component: `statement` is a clause about its license."""

    outcome: Outcome
    statement: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
    """Is each component that is there under an accepted license? See the module's docstring."""
    options = options_of(requirement, Options)
    there = _find_present(facts, options)
    if not there:
        wanted = join_with_or(component_label(component) for component in options.components)
        if unread := list_unread_components(facts):
            return judge_unknown(f"no {wanted} found, but not every file could be read", unread)
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=f"No {wanted} found.")
    rulings = {
        component_label(name): _apply_conflicts(
            _rule_component(component_label(name), found, options, licenses), find_conflicts(facts, name, licenses)
        )
        for name, found in there.items()
    }
    judgement = _merge_rulings(rulings, requirement)
    if judgement.outcome is Outcome.MET and (unread := list_unread_terms(facts)):
        doubt = judge_unknown("other terms may apply, as not every document could be read", unread)
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
    """The worst of the rulings decides; findings without a fix of their own get the remedy of the requirement."""
    every = tuple(rulings.values())
    return Judgement(
        outcome=min((ruling.outcome for ruling in every), key=_WORST_FIRST.index),
        message=_merge_statements(rulings),
        findings=tuple(
            replace(finding, remedy=finding.remedy or requirement.remedy)
            for ruling in every
            for finding in ruling.findings
        ),
        evidence=tuple(dict.fromkeys(evidence for ruling in every for evidence in ruling.evidence)),
    )


def _merge_statements(rulings: Mapping[str, _Ruling]) -> str:
    """Each statement once, after the components that it is about."""
    grouped: dict[str, list[str]] = {}
    for name, ruling in rulings.items():
        grouped.setdefault(ruling.statement, []).append(name)
    named = ((", ".join(names), statement) for statement, names in grouped.items())
    return " ".join(f"{names[:1].upper()}{names[1:]}: {statement}." for names, statement in named)


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
    if accepted is None:
        return _rule_unknown(name, found.license)
    return _rule_met(found.license, licenses) if accepted else _rule_unmet(name, found.license, licenses)


def _apply_conflicts(ruling: _Ruling, dropped: tuple[TracedUpstream, ...]) -> _Ruling:
    """Downgrade to unknown where the license may drop terms of an upstream."""
    if ruling.outcome is not Outcome.MET or not dropped:
        return ruling
    return replace(
        ruling,
        outcome=Outcome.UNKNOWN,
        statement=f"{ruling.statement}, but {'; '.join(each.sentence for each in dropped[:3])}",
        findings=tuple(
            Finding(
                message=f"the license may drop terms of {each.lineage.upstream}",
                detail=each.sentence,
                location=each.lineage.location,
            )
            for each in dropped
        ),
    )


def _is_accepted(license_: Claim, wanted: Acceptance, licenses: LicenseTable) -> bool | None:
    """Return whether a claim is accepted, None where that is unknown.

    The facts may know more than the expression says (changed text, added restrictions). Then a license
    that would be accepted by its name is not, and one of unknown kind is refused if only permissive ones
    are accepted and it is known not to be.
    """
    if license_.reason is Reason.LINKED_ELSEWHERE and license_.permissive is Permissive.UNKNOWN:
        return None
    if license_.permissive is Permissive.NO and wanted.any_restriction:
        return True
    by_name = licenses.accepts(license_.expression, wanted)
    if by_name and license_.permissive is not licenses.permissive(license_.expression):
        return {Permissive.YES: True, Permissive.NO: False}.get(license_.permissive)
    if by_name and license_.permissive is Permissive.NO and license_.reason is not None:
        return _repeats_conditions(license_, licenses)
    if by_name is None and license_.permissive is Permissive.NO and wanted.permissive_only:
        return False
    return by_name


def _repeats_conditions(license_: Claim, licenses: LicenseTable) -> bool | None:
    """Return whether a claim only repeats conditions of the accepted license that it names, None where unknown."""
    facets = licenses.explain(license_.expression or "")
    if license_.reason not in ADDED_RESTRICTIONS or facets is None:
        return None
    limits_use = facets.use_restrictions_flow_down or facets.kind == "use-restricted"
    own = {Reason.USE_RESTRICTED: limits_use, Reason.PERMISSION_REQUIRED: facets.limit is not None}
    return own.get(license_.reason, False)


def _rule_unlicensed(name: str) -> _Ruling:
    """A missing statement has no location: the component itself is not where a license is stated."""
    return _Ruling(
        outcome=Outcome.UNKNOWN,
        statement="no license is stated",
        findings=(
            Finding(
                message=f"no license is stated for the {name}",
                detail="not covered by any license file, front matter, package metadata, file header or text",
                remedy="Add a LICENSE file at the root, or name the license in the README, "
                f'for example "The {name} {choose_verb(name)} licensed under Apache-2.0."',
            ),
        ),
    )


def _rule_mixed(name: str, found: ComponentFacts, wanted: Acceptance, licenses: LicenseTable) -> _Ruling:
    """The parts are under several licenses: all of them have to be known and accepted."""
    parts = _list_parts(found)
    accepted = {part: _is_accepted(part, wanted, licenses) for part in parts}
    every = any(part.permissive is Permissive.NO for part in parts)
    fine = every and all(accepted.values())
    refused = [part for part, good in accepted.items() if not good] or list(parts[:1])
    return _Ruling(
        outcome=Outcome.MET if fine else Outcome.UNMET,
        statement=f"mixed licenses, {'; '.join(map(format_claim, parts[:5]))}",
        findings=() if fine else tuple(_make_mixed_finding(name, part, licenses) for part in refused),
        evidence=found.evidence,
    )


def _list_parts(found: ComponentFacts) -> tuple[Claim, ...]:
    """Return the claims that differ; where some models are of a family, that is said by the license alone."""
    governing = tuple(filter(None, (found.license,)))
    if found.license and found.license.reason is Reason.FAMILY_TERMS:
        return governing
    return tuple(each for each in found.claims if each.set_aside is not SetAside.MISREAD) or governing


def _make_mixed_finding(name: str, part: Claim, licenses: LicenseTable) -> Finding:
    return Finding(
        message=f"mixed licenses for the {name}: {license_title(part.expression, licenses)}",
        detail=_explain_refusal(part, licenses),
        location=part.location,
        remedy='Use one license that the policy accepts, or list the models under "releases" in .openrelease.yml '
        "to check each under its own license.",
    )


def _explain_refusal(license_: Claim, licenses: LicenseTable) -> str:
    """Return where the license is stated, and which of its clauses restrict use."""
    return "; ".join(filter(None, (format_claim(license_), describe_restrictions(license_, licenses))))


def _rule_contradicted(name: str, license_: Claim, against: tuple[Claim, ...]) -> _Ruling:
    return _Ruling(
        outcome=Outcome.UNKNOWN,
        statement=f"contradicting licenses, {'; '.join(map(format_claim, (license_, *against[:3])))}",
        findings=tuple(
            Finding(
                message=f"contradicts the other license stated for the {name}",
                detail=f"{format_claim(rival)}, but {format_claim(license_)}",
                location=rival.location,
                remedy=suggest_contradiction_fix(rival, license_),
            )
            for rival in against
        ),
        evidence=(claim_evidence(license_), *map(claim_evidence, against)),
    )


def _rule_met(license_: Claim, licenses: LicenseTable) -> _Ruling:
    conditions = "" if license_.permissive is Permissive.YES else describe_restrictions(license_, licenses)
    return _Ruling(
        outcome=Outcome.MET,
        statement=f"{format_claim(license_)}{f', on conditions: {conditions}' if conditions else ''}",
        evidence=(claim_evidence(license_),),
    )


def _rule_unmet(name: str, license_: Claim, licenses: LicenseTable) -> _Ruling:
    title = license_title(license_.expression, licenses)
    finding = Finding(
        message=f"license of the {name} is not accepted: {title}",
        detail=_explain_refusal(license_, licenses),
        location=license_.location,
        remedy=suggest_correction(license_),
    )
    return _Ruling(
        outcome=Outcome.UNMET,
        statement=f"{format_claim(license_)}, which this policy does not accept",
        findings=(finding,),
        evidence=(claim_evidence(license_),),
    )


def _rule_unknown(name: str, license_: Claim) -> _Ruling:
    finding = Finding(
        message=f"license of the {name} is unknown",
        detail=format_claim(license_),
        location=license_.location,
        remedy=suggest_fix(license_, name),
    )
    return _Ruling(
        outcome=Outcome.UNKNOWN,
        statement=f"{format_claim(license_)}, which does not determine whether it is accepted",
        findings=(finding,),
        evidence=(claim_evidence(license_),),
    )
