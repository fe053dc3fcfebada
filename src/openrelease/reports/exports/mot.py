"""Facts -> a record of the Model Openness Tool (https://github.com/lfai/model_openness_tool), as YAML.

A record only contains what is certain: components that are unclear are left out, and a component whose license is
unknown is written as unlicensed. A record never claims more than the report.
"""

from collections.abc import Iterator, Mapping

from openrelease.licenses import LicenseTable
from openrelease.model import Claim, ComponentFacts, Facts, Outcome, RecordComponent, RecordForm, Status
from openrelease.reports.exports.yaml_text import Plain, yaml_text

_TEXT = "file"  # how a license is known by its text
_THERE = frozenset({Status.IN_REPO, Status.LINKED})


def render(facts: Facts, outcomes: Mapping[str, Outcome], form: RecordForm, licenses: LicenseTable) -> str:
    """A record of a release; `outcomes` are those of each component alone (`evaluate.per_component`)."""
    owner, _, name = (facts.subject.name or "").rpartition("/")
    framework = {"name": form.framework, "version": form.version, "date": form.date}
    release: dict[str, Plain] = {
        "name": name or "unnamed",
        "version": facts.subject.revision or "",
        "license": {"distribution": _distribution_license(facts)},
        "type": "",
        "architecture": "",
        "origin": _find_origin(facts),
        "producer": owner,
        "contact": "",
        "components": [*_component_rows(facts, outcomes, form, licenses)],
    }
    return yaml_text({"framework": framework, "release": release})


def _distribution_license(facts: Facts) -> Mapping[str, Plain]:
    """No global license: it would apply to components for which none is stated."""
    found = facts.components["license"]
    texts = [each.location.path for each in found.evidence if each.status is Status.IN_REPO]
    return {"name": None, "path": texts[0] if texts else None}


def _find_origin(facts: Facts) -> str:
    """The base model, if the release states one unambiguously."""
    bases = (each.upstream for each in facts.lineage if each.relation == "base_model" and not each.hint)
    return next(bases, "")


def _component_rows(
    facts: Facts, outcomes: Mapping[str, Outcome], form: RecordForm, licenses: LicenseTable
) -> Iterator[Mapping[str, Plain]]:
    for component in form.components:
        found = facts.components[component.id]
        if found.status in _THERE:
            stated = _certain_license(found.license, outcomes.get(component.id), licenses)
            yield _component_row(component, found, stated, _find_text(stated, facts))


def _certain_license(license_: Claim | None, outcome: Outcome | None, licenses: LicenseTable) -> Claim | None:
    """The license, if its name alone determines whether it is accepted."""
    if license_ is None or license_.expression is None:
        return None
    plain = license_.permissive is licenses.permissive(license_.expression)
    sure = outcome is Outcome.MET or (outcome is Outcome.UNMET and plain)
    return license_ if sure else None


def _find_text(stated: Claim | None, facts: Facts) -> str | None:
    """The path of the license text; None where the repository has none of this license."""
    if stated is None:
        return None
    texts = [each for each in facts.components["license"].claims if each.how == _TEXT]
    same = (each.location.path for each in texts if each.expression == stated.expression)
    return stated.location.path if stated.how == _TEXT else next(same, None)


def _component_row(
    component: RecordComponent, found: ComponentFacts, stated: Claim | None, text: str | None
) -> Mapping[str, Plain]:
    path = {} if text is None else {"license_path": text}
    place = found.evidence[0]
    return {
        "name": component.name,
        "description": component.description,
        "license": stated.expression if stated is not None else "unlicensed",
        **path,
        "component_path": place.url or place.location.path,
    }
