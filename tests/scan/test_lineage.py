from __future__ import annotations

import pytest
from support.corpus import corpus
from support.looking import READER, look

from openrelease.catalog import load_license_table
from openrelease.catalog.load_catalog import load_catalog
from openrelease.model import Lineage, WeightFile
from openrelease.repository import MemorySnapshot
from openrelease.scan.inputs.read_inputs import read_inputs
from openrelease.scan.lineage.upstreams import find_lineage

CARD = "---\nlicense: mit\n{keys}\n---\n# Tiny\n"


def lineage(files: dict[str, str], name: str = "acme/tiny") -> tuple[Lineage, ...]:
    return look(files, name=name).lineage


def card(keys: str) -> dict[str, str]:
    return {"README.md": CARD.format(keys=keys)}


def test_a_base_model_of_a_well_known_family_has_its_license_and_the_source_of_that() -> None:
    (found,) = lineage(card("base_model: meta-llama/Llama-3.1-8B-Instruct"))
    assert (found.relation, found.license) == ("base_model", "LicenseRef-scancode-llama-3.1-license-2024")
    assert (found.location.path, found.location.line) == ("README.md", 3)
    assert "models/llama3_1/LICENSE" in found.note
    assert "20" in found.note


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ("base_model: [a/x, b/y]", ["a/x", "b/y"]),
        ("base_model: https://huggingface.co/a/x", ["a/x"]),
        ("base_model: [a/x, A/X]", ["a/x"]),
        ("base_model: acme/tiny", []),
        ("base_model: {a: b}", []),
        ("base_model: ''", []),
        ("datasets: [c/data]", ["c/data"]),
    ],
)
def test_names_are_taken_as_they_are_meant(keys: str, names: list[str]) -> None:
    assert [each.upstream for each in lineage(card(keys))] == names


@pytest.mark.parametrize("license_", ["nobody/model-1", "openai/whisper-small"])
def test_the_license_of_others_is_not_known(license_: str) -> None:
    (found,) = lineage(card(f"base_model: {license_}"))
    assert found.license is None


@pytest.mark.parametrize(
    ("base", "sentence", "license_"),
    [
        ("nobody/big-7b", "Tiny is fine-tuned from nobody/big-7b (Apache-2.0).", "Apache-2.0"),
        ("nobody/big-7b", "It starts from big-7b, which is released under the MIT license.", "MIT"),
        ("nobody/big-7b", "It starts from big-7b, released under CC-BY-NC-4.0.", "CC-BY-NC-4.0"),
        ("google/gemma-4-2b", "Tiny adapts gemma-4-2b (licensed under the Gemma Terms of Use 1.1).", None),
        ("tiiuae/falcon-7b", "Tiny adapts falcon-7b, which is under CC-BY-NC-4.0.", "CC-BY-NC-4.0"),
        ("nobody/big-7b", "We fine-tuned big-7b, released under the MIT license.", None),
        ("nobody/big-7b", "We fine-tuned big-7b under the MIT license.", None),
        ("nobody/big-7b", "Unlike big-7b, Tiny is under MIT.", None),
    ],
)
def test_what_a_sentence_says_of_the_license_of_a_base_counts_first(
    base: str, sentence: str, license_: str | None
) -> None:
    card = CARD.format(keys=f"base_model: {base}") + f"\n{sentence}\n"
    (found,) = lineage({"README.md": card})
    assert found.license == license_
    assert ("README.md:7" in found.note) == (license_ is not None)


def test_a_sentence_does_not_lift_terms_that_were_read_at_their_source() -> None:
    card = CARD.format(keys="base_model: meta-llama/Llama-2-7b-hf") + "\nTiny adapts Llama-2-7b-hf (MIT license).\n"
    (found,) = lineage({"README.md": card})
    assert found.license == "LicenseRef-scancode-llama-2-license-2023"


def test_an_adapter_names_its_base_and_a_configuration_only_hints_at_one() -> None:
    adapter = '{\n  "base_model_name_or_path": "google/gemma-2-2b"\n}\n'
    config = '{"_name_or_path": "meta-llama/Llama-2-7b-hf"}'
    (found,) = lineage({"adapter_config.json": adapter, "config.json": config})
    assert (found.upstream, found.location.line, found.hint) == ("google/gemma-2-2b", 2, False)
    (hint,) = lineage({"config.json": config})
    assert hint.hint
    assert not lineage({"config.json": '{"_name_or_path": "/data/run-3/x"}'})
    assert not lineage({"config.json": '{"_name_or_path": "me/my-last-run"}'})
    assert not lineage({"tests/adapter_config.json": adapter, "adapter_config.json": "[]"})


def test_a_gguf_file_names_the_repository_that_it_was_made_from() -> None:
    key = "general.base_model.0.repo_url"
    file = WeightFile(
        path="a.gguf",
        format="gguf",
        serialisation="safe",
        metadata={key: "https://huggingface.co/mistralai/Mistral-7B-v0.1", "general.name": "x"},
    )
    gathered = read_inputs(MemorySnapshot({}), load_catalog())
    (found,) = find_lineage(gathered, (file,), READER)
    assert (found.upstream, found.license) == ("mistralai/Mistral-7B-v0.1", "Apache-2.0")


def test_of_dependencies_those_are_told_that_ask_for_more_than_notices() -> None:
    text = '[project]\nname = "x"\ndependencies = [\n  "torch>=2",\n  "PyMuPDF~=1.0",\n]\n'
    (found,) = lineage({"pyproject.toml": text})
    assert (found.upstream, found.license, found.location.line) == ("PyMuPDF", "AGPL-3.0-only", 5)
    assert not lineage({"pyproject.toml": "[project\n"})


def test_vendored_code_and_shipped_data_bring_their_license_files() -> None:
    text = (corpus("ai_license_texts", cases=1) / "gpl-3.0.txt").read_text(encoding="utf-8")
    files = {f"{folder}/x/LICENSE": text for folder in ("third_party", "data", "tests/vendor", "src")}
    found = {each.upstream: each for each in lineage(files)}
    assert set(found) == {"third_party/x", "data/x"}
    assert found["third_party/x"].relation == "vendored_code"
    assert found["data/x"].relation == "shipped_data"
    assert {each.license for each in found.values()} == {"GPL-3.0-only"}


def test_duties_are_seen_where_they_stand() -> None:
    notice = "Some words first.\nLlama 3.1  is licensed\nunder the Llama 3.1 Community License."
    body = card("base_model: meta-llama/Llama-3.1-8B")["README.md"] + "\n\nIt is **Built with Llama**.\n"
    (found,) = lineage({"README.md": body, "NOTICE": notice}, name="acme/llama-3.1-tiny")
    assert {duty: place.path for duty, place in found.seen.items()} == {
        "name": "",
        "display": "README.md",
        "notice": "NOTICE",
    }
    (bare,) = lineage(card("base_model: meta-llama/Llama-3.1-8B"))
    assert not bare.seen


def test_every_row_of_the_table_names_a_license_that_is_known_and_where_it_is_stated() -> None:
    origins = load_license_table().origins
    assert len(origins.models) > 30
    for row in (*origins.models, *origins.packages):
        assert row.license is None or load_license_table().facets(row.license)
        assert row.source
        assert row.date.count("-") == 2
