"""Facts -> an ML-BOM in CycloneDX 1.7 (https://cyclonedx.org/docs/1.7/json), by the library of its makers.

Neither a clock nor chance is in it: the serial number is made from the content, and there is no time stamp.
The library is an extra, and nothing else imports it: this module is only loaded by who exports.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType, Pedigree
from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion

from openrelease import __version__
from openrelease.model import Claim, ComponentFacts, Facts, Kind, Lineage, Status, WeightFile
from openrelease.reports.exports.g7_elements import list_g7_elements
from openrelease.reports.exports.model_card_data import model_card
from openrelease.reports.shared.escape import json_text

_THERE = frozenset({Status.IN_REPO, Status.LINKED})
_OCCURRENCES = 20  # places of one component that are listed
_MODEL = "model"  # the reference of the model itself
_ALGORITHMS = {"sha256": "SHA-256", "sha512": "SHA-512", "sha1": "SHA-1", "md5": "MD5"}
_KINDS = {Kind.MODEL: ComponentType.MACHINE_LEARNING_MODEL, Kind.DATASET: ComponentType.DATA}
_ANCESTORS = frozenset({"base_model", "distilled"})


def render(facts: Facts) -> str:
    """The BOM as JSON."""
    text = make_outputter(_build_bom(facts), OutputFormat.JSON, SchemaVersion.V1_7).output_as_string()
    return json_text(_finish_bom(json.loads(text), facts))


def _finish_bom(bom: dict[str, Any], facts: Facts) -> dict[str, Any]:
    """Add the model card, and take the time and the chance out."""
    made: dict[str, Any] = _sort_lists(bom)
    del made["metadata"]["timestamp"], made["serialNumber"]
    if facts.subject.kind is Kind.MODEL and (card := model_card(facts)):
        made["metadata"]["component"]["modelCard"] = card
    content = hashlib.sha256(json_text(made).encode()).digest()
    return {**made, "serialNumber": uuid.UUID(bytes=content[:16], version=5).urn}


def _sort_lists(value: Any) -> Any:
    """Lists in the order of their text: the library keeps sets, and some of them come as chance has it."""
    if isinstance(value, dict):
        return {key: _sort_lists(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((_sort_lists(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


def _build_bom(facts: Facts) -> Bom:
    tool = Component(name="openrelease", version=__version__, type=ComponentType.APPLICATION, bom_ref="openrelease")
    model = _model_component(facts)
    made = (*_file_components(facts.weights), *_part_components(facts))
    needs = [Dependency(each.bom_ref) for each in made]
    elements = {f"g7-sbom-for-ai:{name}": state for name, state in list_g7_elements(facts).items()}
    metadata = BomMetaData(component=model, properties=_make_properties(elements))
    metadata.tools.components.add(tool)
    return Bom(
        components=made,
        metadata=metadata,
        dependencies=[Dependency(model.bom_ref, dependencies=needs), *needs],
    )


def _model_component(facts: Facts) -> Component:
    owner, _, name = (facts.subject.name or "").rpartition("/")
    weights = facts.components["weights"]
    ancestors = [_ancestor_component(each) for each in facts.lineage if each.relation in _ANCESTORS and not each.hint]
    return Component(
        name=name or "unnamed",
        group=owner or None,
        version=facts.subject.revision,
        type=_KINDS.get(facts.subject.kind, ComponentType.APPLICATION),
        bom_ref=_MODEL,
        licenses=_license_expressions(weights.license),
        evidence=_component_evidence(weights),
        external_references=_external_references(facts),
        properties=_make_properties({"kind": facts.subject.kind.value, "weights": weights.status.value}),
        pedigree=Pedigree(ancestors=ancestors) if ancestors else None,
    )


def _ancestor_component(lineage: Lineage) -> Component:
    owner, _, name = lineage.upstream.rpartition("/")
    return Component(
        name=name,
        group=owner or None,
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=f"ancestor:{lineage.relation}:{lineage.upstream}",
        licenses=_make_expressions([lineage.license] if lineage.license else []),
        properties=_make_properties({"relation": lineage.relation, "said_at": lineage.location.path}),
    )


def _file_components(weights: Iterable[WeightFile]) -> Iterator[Component]:
    """A component for each weight file, with the hash that its pointer gives."""
    for file in weights:
        values = {
            "format": file.format,
            "serialisation": file.serialisation,
            "size": file.size,
            "parameters": file.parameters,
            "tensors": file.tensors,
            "dtypes": ", ".join(f"{dtype}: {count}" for dtype, count in sorted(file.dtypes.items())),
            "pointer": file.pointer,
        }
        yield Component(
            name=file.path,
            type=ComponentType.FILE,
            bom_ref=f"file:{file.path}",
            hashes=[*_file_hashes(file.digest)],
            properties=_make_properties(values),
        )


def _file_hashes(digest: str | None) -> Iterator[HashType]:
    algorithm, _, content = (digest or "").partition(":")
    if algorithm in _ALGORITHMS and content.isalnum():
        yield HashType(alg=HashAlgorithm(_ALGORITHMS[algorithm]), content=content)


def _part_components(facts: Facts) -> Iterator[Component]:
    """A component for each part of the release that is there for certain."""
    for id_, found in facts.components.items():
        if found.status in _THERE and facts.catalog[id_].in_bom:
            yield Component(
                name=id_,
                type=_TYPES.get(facts.catalog[id_].part, ComponentType.FILE),
                bom_ref=f"part:{id_}",
                licenses=_license_expressions(found.license),
                evidence=_component_evidence(found),
                properties=_make_properties({"status": found.status.value}),
            )


_TYPES = {"code": ComponentType.APPLICATION, "data": ComponentType.DATA, "weights": ComponentType.DATA}


def _license_expressions(license_: Claim | None) -> list[LicenseExpression]:
    return _make_expressions([license_.expression] if license_ is not None and license_.expression else [])


def _make_expressions(names: Iterable[str]) -> list[LicenseExpression]:
    return [LicenseExpression(name) for name in names]


def _component_evidence(found: ComponentFacts) -> ComponentEvidence:
    """Where it was seen, and every license that was stated of it."""
    places = dict.fromkeys(each.location for each in found.evidence)
    stated = dict.fromkeys(each.expression for each in found.claims if each.expression)
    joined = " AND ".join(f"({name})" if len(stated) > 1 else name for name in stated)
    return ComponentEvidence(
        occurrences=[Occurrence(location=each.path, line=each.line) for each in [*places][:_OCCURRENCES]],
        licenses=_make_expressions([joined] if joined else []),
    )


def _external_references(facts: Facts) -> list[ExternalReference]:
    """The addresses at which components are, as far as the repository names them."""
    found = (
        (facts.catalog[id_].cyclonedx, each.url)
        for id_, component in facts.components.items()
        for each in component.evidence
        if each.url and each.url.startswith(("https://", "http://"))
    )
    return [ExternalReference(type=ExternalReferenceType(sort), url=XsUri(url)) for sort, url in dict.fromkeys(found)]


def _make_properties(values: Mapping[str, object]) -> list[Property]:
    return [
        Property(name=f"openrelease:{name}", value=str(value))
        for name, value in values.items()
        if value not in (None, "")
    ]
