"""Facts -> Judgement: `suitable`, the license of each component is of a sort that was made for such a thing.

Options:
- `components` (required): component ids.
- `mof`: true where the list of the Model Openness Framework decides which license was made for what.

Met where no license is out of place. Unmet where one is: a Creative Commons or data license on source code,
a license for software alone on data, and the GPL or AGPL on weights; each is a finding with its reason.
Such a license holds all the same, so policies recommend this rather than require it.
Not applicable where no license is known to govern any of the components.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from openrelease.checks.check_type import ComponentId, Judgement, component_label, join_with_or, options_of
from openrelease.checks.license_wording import claim_evidence, format_claim, license_title
from openrelease.licenses import LicenseFacets, LicenseTable
from openrelease.model import Claim, Component, Facts, Finding, Outcome, Requirement
from openrelease.values import dataclass

_Rule: TypeAlias = Callable[[LicenseFacets], str]
"""Why a license is out of place, or an empty text."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """Whose licenses are looked at, and by which list."""

    components: tuple[ComponentId, ...]
    mof: bool = False


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
    """Was the license of each component made for such a thing? See the module's docstring."""
    options = options_of(requirement, Options)
    components = options.components
    governed = {each: facts.components[each].license for each in components}
    known = {each: stated for each, stated in governed.items() if stated and stated.how != "library"}
    if not known:
        names = join_with_or(map(component_label, components))
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=f"No license is stated for the {names}.")
    rules = _MOF_RULES if options.mof else _RULES
    findings = tuple(
        Finding(
            message=f"unsuitable license for the {component_label(each)}: {license_title(stated.expression, licenses)}",
            detail=f"{format_claim(stated)}: {reason}",
            location=stated.location,
            remedy=requirement.remedy,
        )
        for each, stated in known.items()
        for reason in _find_misfits(facts.catalog[each], stated, licenses, rules)
    )
    evidence = tuple(map(claim_evidence, known.values()))
    if not findings:
        message = "; ".join(f"{component_label(each)}: {format_claim(stated)}" for each, stated in known.items())
        return Judgement(outcome=Outcome.MET, message=f"Suitable licenses: {message}.", evidence=evidence)
    message = "; ".join(finding.detail for finding in findings[:3])
    return Judgement(
        outcome=Outcome.UNMET,
        message=f"Unsuitable license: {message}.",
        findings=findings,
        evidence=evidence,
    )


def _find_misfits(
    component: Component, stated: Claim, licenses: LicenseTable, rules: Mapping[str, _Rule]
) -> Iterator[str]:
    facets = licenses.explain(stated.expression) if stated.expression else None
    if facets is None:
        return
    rule = rules.get(component.part)
    reason = rule(facets) if rule else ""
    if reason:
        yield reason


def _judge_code_license(row: LicenseFacets) -> str:
    content = row.kind in {"data-permissive", "share-alike"} or row.id.startswith("CC-BY")
    if content and "code" not in row.suitable_for:
        return "it is a content or data license and does not cover source code or patents"
    return ""


def _judge_data_license(row: LicenseFacets) -> str:
    if "code" in row.suitable_for and not {"data", "docs"}.intersection(row.suitable_for):
        return "it is a software license and does not cover data or database rights"
    return ""


def _judge_weights_license(row: LicenseFacets) -> str:
    if row.kind in {"strong-copyleft", "network-copyleft"}:
        return "it requires source code, which is undefined for weights"
    return ""


def _require_listed(part: str, what: str) -> _Rule:
    """The rule of a list: a license is out of place where the list does not give it for such a part."""

    def rule(row: LicenseFacets) -> str:
        return "" if part in row.mof else f"the framework does not list it for {what}"

    return rule


_RULES: Mapping[str, _Rule] = {
    "code": _judge_code_license,
    "data": _judge_data_license,
    "weights": _judge_weights_license,
}
_MOF_RULES: Mapping[str, _Rule] = {
    "code": _require_listed("code", "source code"),
    "data": _require_listed("data", "data"),
    "weights": _require_listed("data", "data (weights count as data)"),
    "document": _require_listed("document", "documents"),
}
