"""What is written for other tools: valid by their schemas, the same bytes each time, and never more than is
known."""

from __future__ import annotations

import dataclasses
import io
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from spdx_python_model import v3_0_1 as spdx_model
from support.cases import Case, read_cases
from support.corpus import corpus
from support.facts import at, changed, complete, facts, seen, statement, subject
from support.project import CHECKOUT
from support.reports import hostile

from openrelease.catalog.load_licenses import load_license_table
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.cli import main
from openrelease.config import Settings
from openrelease.evaluate import evaluate_facts
from openrelease.evaluate.per_component import evaluate_components
from openrelease.model import Facts, Kind, Level, Lineage, Outcome, Permissive, Reason, Report, Status, WeightFile
from openrelease.policies.builtin_policies import load_builtin
from openrelease.reports.exports import cyclonedx, mot, spdx
from openrelease.reports.exports.yaml_text import yaml_text
from openrelease.repository import MemorySnapshot
from openrelease.run import collect_facts, run_record
from openrelease.untrusted import load_yaml

pytestmark = pytest.mark.slow

CLASSES = tuple(load_builtin(f"mof-{number}") for number in (3, 2, 1))
CASES = [case for path in sorted((CHECKOUT / "tests/cases").glob("*.md")) for case in read_cases(path)]
CERTAIN = [Outcome.UNMET, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.MET]


def record(known: Facts) -> str:
    outcomes = evaluate_components(known, CLASSES[2], load_license_table())
    return mot.render(known, outcomes, load_record_form(), load_license_table())


def again(text: str) -> Report:
    return run_record(text.encode(), "record.yml", Settings(policies=CLASSES))


def bom(known: Facts) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(cyclonedx.render(known))
    return told


def schema() -> Any:
    return json.loads((corpus("mot", cases=1) / "mof_schema.json").read_bytes())


def with_lineage() -> Facts:
    base = Lineage(relation="base_model", upstream="acme/big", license="MIT", location=at("README.md", 3))
    file = WeightFile(
        path="model.safetensors",
        format="safetensors",
        serialisation="safe",
        size=7,
        pointer="git-lfs",
        digest=f"sha256:{'a' * 64}",
    )
    known = complete()
    return Facts(**{**vars(known), "lineage": (base,), "weights": (file,)})


@pytest.mark.parametrize("known", [complete(), facts(), hostile(), with_lineage()])
def test_a_record_is_valid_by_the_schema_of_the_tool(known: Facts) -> None:
    value = load_yaml(record(known).encode()).value
    assert [*jsonschema.Draft202012Validator(schema()).iter_errors(value)] == []


@pytest.mark.parametrize("known", [complete(), facts(), hostile(), with_lineage()])
def test_a_bom_is_valid_by_the_validator_of_its_library(known: Facts) -> None:
    text = cyclonedx.render(known)
    assert JsonStrictValidator(SchemaVersion.V1_7).validate_str(text) is None
    assert text == cyclonedx.render(known)
    assert text.isascii()


def read_spdx(known: Facts) -> Any:
    """The document as the SPDX project's own reader has it, which checks every value against the model."""
    text = spdx.render(known, "2026-11-30T12:00:00Z")
    assert text == spdx.render(known, "2026-11-30T12:00:00Z")
    assert text.isascii()
    read = spdx_model.SHACLObjectSet()
    spdx_model.JSONLDDeserializer().read(io.BytesIO(text.encode()), read)
    assert not read.missing_ids
    return read


@pytest.mark.parametrize(
    "known", [complete(), facts(), hostile(), with_lineage(), facts(about=subject(kind=Kind.DATASET))]
)
def test_an_spdx_document_is_valid_by_the_bindings_of_its_makers(known: Facts) -> None:
    (document,) = read_spdx(known).foreach_type("SpdxDocument")
    assert len(document.rootElement) == 1
    assert document.creationInfo.specVersion == "3.0.1"


def test_an_spdx_document_has_the_license_the_hash_and_the_base_model() -> None:
    read = read_spdx(with_lineage())
    related = {
        (each.relationshipType.rpartition("/")[2], getattr(each.to[0], "name", None) or each.to[0].get_type())
        for each in read.foreach_type("Relationship")
    }
    names = {name for name, _ in related}
    assert {"hasDeclaredLicense", "hasDocumentation", "contains", "descendantOf"} <= names
    assert ("descendantOf", "acme/big") in related
    (file,) = (each for each in read.foreach_type("software_File") if each.name == "model.safetensors")
    assert file.verifiedUsing[0].hashValue == "a" * 64


def test_an_assumed_license_is_concluded_and_not_declared() -> None:
    known = complete()
    weights = known.components["weights"]
    assert weights.license is not None
    assumed = dataclasses.replace(weights, license=dataclasses.replace(weights.license, how="assumed"))
    given = Facts(**{**vars(known), "components": {**known.components, "weights": assumed}})
    release = {
        each.relationshipType.rpartition("/")[2]
        for each in read_spdx(given).foreach_type("Relationship")
        if each.from_.get_type() == "https://spdx.org/rdf/3.0.1/terms/AI/AIPackage"
    }
    assert "hasConcludedLicense" in release
    assert "hasDeclaredLicense" not in release


def test_the_bindings_refuse_a_value_that_the_model_does_not_have() -> None:
    text = spdx.render(complete(), "2026-11-30T12:00:00Z").replace('"hasDeclaredLicense"', '"grants"')
    with pytest.raises(ValueError, match="grants"):
        spdx_model.JSONLDDeserializer().read(io.BytesIO(text.encode()), spdx_model.SHACLObjectSet())


def elements(known: Facts) -> dict[str, str]:
    """What the BOM says of the minimum elements, by their names."""
    begin = "openrelease:g7-sbom-for-ai:"
    found = {each["name"]: each["value"] for each in bom(known)["metadata"]["properties"]}
    return {name.removeprefix(begin): value for name, value in found.items() if name.startswith(begin)}


def test_a_bom_says_which_minimum_elements_are_evidenced() -> None:
    assert set(elements(facts()).values()) == {"not evidenced"} | ({"evidenced"} if facts().subject.name else set())
    found = elements(with_lineage())
    assert {name: found[name] for name in ("models/license", "models/hash", "models/references")} == {
        "models/license": "evidenced",
        "models/hash": "evidenced",
        "models/references": "evidenced",
    }
    assert found["datasets/identifier"] == "not evidenced"


def required(report: Report) -> set[str]:
    """What is required and met."""
    every = (each for verdict in report.verdicts for each in verdict.verdicts)
    wanted = (each for each in every if each.requirement.level is Level.REQUIRED)
    return {each.requirement.id for each in wanted if each.outcome is Outcome.MET}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_of_every_case_a_record_says_no_more_than_is_known_and_the_boms_are_valid(case: Case) -> None:
    snapshot = MemorySnapshot(case.files, entries=case.entries, name=case.name)
    known = collect_facts(snapshot, Settings(policies=CLASSES, name=case.name))
    assert JsonStrictValidator(SchemaVersion.V1_7).validate_str(cyclonedx.render(known)) is None
    read_spdx(known)
    told = again(record(known))
    assert met(told.facts) <= met(known)
    if known.subject.kind is Kind.MODEL:
        assert required(told) <= required(evaluate_facts(known, CLASSES, load_license_table()))


def met(known: Facts) -> set[str]:
    """The components that count."""
    outcomes = evaluate_components(known, CLASSES[2], load_license_table())
    return {id_ for id_, outcome in outcomes.items() if outcome is Outcome.MET}


def test_what_is_met_stays_met() -> None:
    assert required(again(record(complete()))) == {"architecture", "final-parameters", "inference-code"}


@pytest.mark.parametrize(
    ("license_", "written"),
    [
        (statement("MIT"), "MIT"),
        (statement("GPL-3.0-only", permissive=Permissive.NO), "GPL-3.0-only"),
        (statement("MIT", permissive=Permissive.NO, reason=Reason.MODIFIED_TEXT), "unlicensed"),
        (statement("MIT", permissive=Permissive.MIXED), "unlicensed"),
        (statement(None, permissive=Permissive.UNKNOWN), "unlicensed"),
        (None, "unlicensed"),
    ],
)
def test_a_license_is_written_only_where_its_name_says_all(license_: Any, written: str) -> None:
    known = changed(facts(), weights=seen(Status.IN_REPO, "model.safetensors", license=license_))
    assert f'license: "{written}"' in record(known)


def test_a_hint_is_no_component() -> None:
    assert "components: []" in record(changed(facts(), weights=seen(Status.UNCLEAR, "README.md", 3)))


def test_a_bom_has_the_hash_of_a_pointer_the_ancestors_and_the_license_with_its_evidence() -> None:
    told = bom(with_lineage())
    model = told["metadata"]["component"]
    (file,) = [each for each in told["components"] if each["type"] == "file" and "hashes" in each]
    assert file["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert [each["name"] for each in model["pedigree"]["ancestors"]] == ["big"]
    assert model["licenses"] == [{"expression": "Apache-2.0"}]
    assert model["evidence"]["occurrences"] == [{"line": 12, "location": "README.md"}]
    assert (model["group"], model["name"], model["version"]) == ("acme", "rocket", "a" * 40)


def test_a_bom_has_the_card_of_the_model() -> None:
    card = (
        "---\npipeline_tag: text-generation\ndatasets: [acme/data]\nmodel-index:\n- name: T\n  results:\n"
        "  - task: {type: x}\n    dataset: {type: y, name: Y}\n    metrics: [{type: acc, value: 0.7}]\n---\n"
    )
    known = collect_facts(MemorySnapshot({"README.md": card}), Settings(policies=CLASSES, kind=Kind.MODEL))
    told = bom(known)["metadata"]["component"]["modelCard"]
    assert told["modelParameters"] == {
        "task": "text-generation",
        "datasets": [{"type": "dataset", "name": "acme/data"}],
    }
    assert told["quantitativeAnalysis"]["performanceMetrics"] == [{"type": "acc", "value": "0.7", "slice": "Y"}]


def test_a_data_set_is_no_model() -> None:
    told = bom(facts(about=subject(kind=Kind.DATASET)))
    assert told["metadata"]["component"]["type"] == "data"
    assert "modelCard" not in told["metadata"]["component"]


def test_no_time_and_no_chance_is_in_a_bom() -> None:
    told = bom(complete())
    assert "timestamp" not in told["metadata"]
    assert told["serialNumber"] != bom(facts())["serialNumber"]


@pytest.mark.parametrize("text", ["no", "1.0", "a: b", "- x", 'say "hi"', "two\nlines", "\ud800", "#"])
def test_yaml_text_is_read_as_it_was_meant(text: str) -> None:
    value = {"a": text, "b": [text, {"c": text, "d": []}], "e": {}, "f": None}
    assert load_yaml(yaml_text(value).encode()).value == value | {"e": {}}


@pytest.mark.parametrize(("form", "library"), [("cyclonedx", "cyclonedx.model"), ("spdx", "spdx_python_model")])
def test_without_its_library_a_form_says_what_to_install(
    form: str, library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"openrelease.reports.exports.{form}")
    monkeypatch.delattr(f"openrelease.reports.exports.{form}")
    assert main(["export", form, str(tmp_path)]) == 2
    assert f"pip install 'openrelease[{form}]'" in capsys.readouterr().err


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("# Tiny\n")
    assert main(["export", "mot", str(tmp_path), "--name", "acme/tiny"]) == 0
    assert 'name: "tiny"' in capsys.readouterr().out
    assert main(["export", "cyclonedx", str(tmp_path), "--output", str(tmp_path / "bom.json")]) == 0
    assert json.loads((tmp_path / "bom.json").read_bytes())["bomFormat"] == "CycloneDX"
    assert main(["export", "spdx", str(tmp_path)]) == 0
    assert '"SpdxDocument"' in capsys.readouterr().out
    (tmp_path / ".openrelease.yml").write_text("kind: dataset\n")
    assert main(["export", "mot", str(tmp_path)]) == 2
    assert "a record describes a model" in capsys.readouterr().err
    assert main(["export", "mot", str(tmp_path), "--release", "small"]) == 2
    assert "no model is named 'small'; the models are: none" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["mot", "cyclonedx"])
def test_one_of_several_models_is_exported_under_its_own_name(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("small", "large"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text("---\nlicense: mit\n---\n# A model\n")
    settings = "name: acme/rockets\nreleases: [{name: small, root: small}, {name: large, root: large}]\n"
    (tmp_path / ".openrelease.yml").write_text(settings)
    assert main(["export", form, "--release", "large", str(tmp_path)]) == 0
    told = yaml.safe_load(capsys.readouterr().out)
    named = told["release"] if form == "mot" else told["metadata"]["component"]
    assert named["name"] == "large"
    assert named["producer" if form == "mot" else "group"] == "acme"
