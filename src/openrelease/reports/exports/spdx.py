"""Facts -> a document in SPDX 3.0.1 with the AI and Dataset profiles' classes, by the SPDX project's own bindings.

https://spdx.github.io/spdx-spec/v3.0.1/model/AI/AI/
The bindings refuse a value that the model's SHACL shapes do not allow. They are an extra, and nothing else imports
them. Identifiers are made from the release and its commit: the same release gives the same ones.

The document claims no conformance to the AI profile: that asks for a release time, which a repository does not state.
"""

import io
import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from spdx_python_model import v3_0_1 as spdx

from openrelease import __version__
from openrelease.model import Claim, ComponentFacts, Facts, Kind, Lineage, Status, WeightFile, format_location
from openrelease.reports.exports.model_card_data import list_scores, read_text_key
from openrelease.reports.shared.escape import json_text

_THERE = frozenset({Status.IN_REPO, Status.LINKED})
_PROFILES = ("core", "software", "simpleLicensing")
_ALGORITHMS = frozenset({"sha256", "sha512", "sha1", "md5"})
_PACKAGES = {Kind.MODEL: "ai_AIPackage", Kind.DATASET: "dataset_DatasetPackage"}
_PURPOSES = {"code": "source", "data": "data", "weights": "model", "document": "documentation"}
_UPSTREAM = {"base_model": "descendantOf", "distilled": "descendantOf", "training_data": "trainedOn"}


def render(facts: Facts, created_at: str) -> str:
    """Return the document as JSON-LD; `created_at` is a time as RFC 3339 has it."""
    builder = _DocumentBuilder(facts, created_at)
    builder.add_release()
    builder.add_parts()
    builder.add_upstreams()
    written = io.BytesIO()
    spdx.JSONLDSerializer().write(builder.finish_document(), written)
    return json_text(json.loads(written.getvalue()))


class _DocumentBuilder:
    """The elements of one document; each gets an identifier below that of the release."""

    def __init__(self, facts: Facts, created_at: str) -> None:
        subject = facts.subject
        self._facts = facts
        self._base = uuid.uuid5(uuid.NAMESPACE_URL, f"{subject.name}@{subject.revision}").urn
        self._elements: list[Any] = []
        self._licenses: dict[str, Any] = {}
        self._info = spdx.CreationInfo(specVersion="3.0.1", created=spdx.DateTimeStampProp().from_string(created_at))
        tool = self._add("SoftwareAgent", "openrelease", name="openrelease", comment=f"version {__version__}")
        self._info.createdBy = [tool.get_id()]
        kind = _PACKAGES.get(subject.kind, "software_Package")
        self._release = self._add(kind, "release", name=(subject.name or "unnamed").rpartition("/")[2])

    def _add(self, kind: str, identifier: str, **values: Any) -> Any:
        element = getattr(spdx, kind)(_id=f"{self._base}#{identifier}", creationInfo=self._info, **values)
        self._elements.append(element)
        return element

    def _relate(self, source: Any, relation: str, target: Any) -> None:
        self._add(
            "Relationship",
            f"relation-{len(self._elements)}",
            from_=source,
            to=[target],
            relationshipType=getattr(spdx.RelationshipType, relation),
        )

    def _license(self, element: Any, claim: Claim | None) -> None:
        """Relate an element to its license: declared where something states it, concluded where it is assumed."""
        if claim is None or not claim.expression:
            return
        if claim.expression not in self._licenses:
            self._licenses[claim.expression] = self._add(
                "simplelicensing_LicenseExpression",
                f"license-{len(self._licenses) + 1}",
                simplelicensing_licenseExpression=claim.expression,
            )
        relation = "hasConcludedLicense" if claim.how == "assumed" else "hasDeclaredLicense"
        self._relate(element, relation, self._licenses[claim.expression])

    def add_release(self) -> None:
        """Describe the release itself, its license and its weight files."""
        facts, release = self._facts, self._release
        name, revision = facts.subject.name, facts.subject.revision
        release.software_primaryPurpose = _purpose({Kind.MODEL: "model", Kind.DATASET: "data"}.get(facts.subject.kind))
        if revision:
            release.software_packageVersion = revision
        if name and "/" in name:
            release.suppliedBy = self._add("Agent", "supplier", name=name.split("/")[0])
            release.software_downloadLocation = f"git+https://github.com/{name}" + (f"@{revision}" if revision else "")
        if facts.subject.kind is Kind.MODEL:
            _describe_model(release, facts)
        elif facts.subject.kind is Kind.DATASET:
            release.dataset_datasetType = [spdx.dataset_DatasetType.noAssertion]
        own = "datasets" if facts.subject.kind is Kind.DATASET else "weights"
        self._license(release, facts.components[own].license)
        for number, file in enumerate(facts.weights, 1):
            self._relate(release, "contains", self._add_file(number, file))

    def _add_file(self, number: int, file: WeightFile) -> Any:
        algorithm, _, digest = (file.digest or "").partition(":")
        element = self._add(
            "software_File", f"weights-{number}", name=file.path, software_primaryPurpose=_purpose("model")
        )
        if algorithm in _ALGORITHMS and digest.isalnum():
            element.verifiedUsing = [spdx.Hash(algorithm=getattr(spdx.HashAlgorithm, algorithm), hashValue=digest)]
        return element

    def add_parts(self) -> None:
        """Add each component that is there for certain, with its first place and its license."""
        for id_, found in self._facts.components.items():
            component = self._facts.catalog[id_]
            if found.status in _THERE and component.in_bom and found.evidence:
                element = self._add_part(id_, component.part, found)
                self._license(element, found.license)
                self._relate(self._release, _find_relation(id_, component.part), element)

    def _add_part(self, id_: str, part: str, found: ComponentFacts) -> Any:
        first = found.evidence[0]
        values: dict[str, Any] = {
            "name": first.url or first.location.path,
            "comment": f"{id_}, {found.status.value}, seen at {format_location(first.location)}",
            "software_primaryPurpose": _purpose(_PURPOSES[part]),
        }
        if part == "data":
            values["dataset_datasetType"] = [spdx.dataset_DatasetType.noAssertion]
            return self._add("dataset_DatasetPackage", f"part-{id_}", **values)
        if found.status is Status.IN_REPO:
            return self._add("software_File", f"part-{id_}", **values)
        return self._add("software_Package", f"part-{id_}", **values)

    def add_upstreams(self) -> None:
        """Add the models and data sets that the release says it was made from."""
        for number, lineage in enumerate(self._facts.lineage, 1):
            if lineage.relation in _UPSTREAM and not lineage.hint:
                element = self._add_upstream(number, lineage)
                self._relate(self._release, _UPSTREAM[lineage.relation], element)

    def _add_upstream(self, number: int, lineage: Lineage) -> Any:
        values: dict[str, Any] = {"name": lineage.upstream, "comment": f"named at {format_location(lineage.location)}"}
        if lineage.relation == "training_data":
            values["dataset_datasetType"] = [spdx.dataset_DatasetType.noAssertion]
            return self._add("dataset_DatasetPackage", f"upstream-{number}", **values)
        return self._add("ai_AIPackage", f"upstream-{number}", **values)

    def finish_document(self) -> Any:
        """Return the set of all elements with their document."""
        members = list(self._elements)
        document = self._add("SpdxDocument", "document", element=members, rootElement=[self._release])
        document.profileConformance = [getattr(spdx.ProfileIdentifierType, each) for each in _PROFILES]
        return spdx.SHACLObjectSet([self._info, *members, document])


def _find_relation(id_: str, part: str) -> str:
    if id_ == "datasets":
        return "trainedOn"
    return "hasDocumentation" if part == "document" else "contains"


def _purpose(name: str | None) -> Any:
    return getattr(spdx.software_SoftwarePurpose, name or "other")


def _describe_model(release: Any, facts: Facts) -> None:
    """Fill in what the card and the weights state of the model; a topic is named by its place, not quoted."""
    card = next((each for each in facts.cards if each.role == "model"), None)
    release.ai_typeOfModel = sorted({each.metadata.get("general.architecture", "") for each in facts.weights} - {""})
    release.ai_domain = [text] if (text := read_text_key(card, "pipeline_tag")) else []
    release.ai_metric = [*_build_metrics(facts)]
    places = _find_topics(facts)
    for topic, name in {"training": "ai_informationAboutTraining", "limitations": "ai_limitation"}.items():
        if topic in places:
            setattr(release, name, f"see {places[topic]}")
    if "intended_use" in places:
        release.ai_informationAboutApplication = f"see {places['intended_use']}"


def _build_metrics(facts: Facts) -> Iterator[Any]:
    card = next((each for each in facts.cards if each.role == "model"), None)
    for score in list_scores(card) if card else ():
        name = " on ".join(filter(None, (score["type"], score.get("slice"))))
        yield spdx.DictionaryEntry(key=name, value=score["value"])


def _find_topics(facts: Facts) -> Mapping[str, str]:
    """Map each topic to the first place that covers it."""
    found: dict[str, str] = {}
    for document in facts.documents:
        for topic, place in document.topics.items():
            found.setdefault(topic, format_location(place))
    return found
