"""The source that runs weights: in a library, in the release, or in another repository."""

from __future__ import annotations

import json

import pytest
from support.releases import Files, adapter, diffusers, looked_at, own_code, quantised, sentences, single

from openrelease.model import Status


def sources(files: Files) -> list[tuple[str, str, str, str | None]]:
    """Status, how, file and address of the evidence for the architecture that the weights gave."""
    evidence = looked_at(files).components["architecture_code"].evidence
    hows = {"library-model-type", "auto-map-module", "auto-map-remote"}
    return [(each.status.value, each.how, each.location.path, each.url) for each in evidence if each.how in hows]


def library(name: str) -> str:
    return f"https://github.com/{name}"


@pytest.mark.parametrize(
    ("files", "place", "url"),
    [
        (single(model_type="llama"), "config.json", library("huggingface/transformers")),
        (diffusers(), "model_index.json", library("huggingface/diffusers")),
        (sentences(), "modules.json", library("huggingface/sentence-transformers")),
        (adapter(), "adapter_config.json", library("huggingface/peft")),
        (quantised(), "tiny-q4.gguf", library("ggml-org/llama.cpp")),
    ],
)
def test_what_a_library_implements_is_linked_code(files: Files, place: str, url: str) -> None:
    assert sources(files) == [("linked", "library-model-type", place, url)]


def test_a_type_that_no_library_knows_is_no_evidence() -> None:
    assert sources(single(model_type="tiny-of-ours")) == []


def test_source_of_the_release_is_in_the_tree() -> None:
    assert sources(own_code()) == [
        ("in_repo", "auto-map-module", "configuration_tiny.py", None),
        ("in_repo", "auto-map-module", "modeling_tiny.py", None),
    ]


def test_source_of_another_repository_is_told_as_such() -> None:
    auto = {"AutoModel": "other/code--modeling_tiny.Tiny"}
    assert sources(single(auto_map=auto)) == [
        ("linked", "auto-map-remote", "config.json", "https://huggingface.co/other/code")
    ]


def test_a_pipeline_with_a_part_of_its_own_is_not_the_librarys() -> None:
    index = json.loads(str(diffusers()["model_index.json"])) | {"unet": ["my_unet", "MyUNet"]}
    assert sources({**diffusers(), "model_index.json": json.dumps(index)}) == []


def test_the_library_gives_its_license_to_the_code_that_runs_the_model() -> None:
    found = looked_at(single(model_type="llama")).components["inference_code"]
    assert found.status is Status.LINKED
    assert found.license is not None
    assert (found.license.expression, found.license.how) == ("Apache-2.0", "library")


def test_source_of_another_repository_has_no_license_here_though_a_library_is_named() -> None:
    files = single(auto_map={"AutoModel": "other/code--modeling_tiny.Tiny"})
    readme = f"{files['README.md']}\nRun it with transformers:\n\n```python\nimport transformers\n```\n"
    assert looked_at({**files, "README.md": readme}).components["inference_code"].license is None


def test_configurations_without_weights_say_nothing() -> None:
    assert sources({"config.json": json.dumps({"model_type": "llama"})}) == []
