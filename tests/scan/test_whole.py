"""Releases with one fault each: exactly that fault is told, and nothing of their sound twins."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest
from support.broken_files import FILES
from support.broken_parts import PARTS
from support.broken_words import WORDS
from support.corpus import corpus
from support.more_releases import DATA_FOLDER, FIRST, INDEX, SECOND, package, without
from support.quiet_releases import QUIET
from support.releases import (
    CONFIG,
    Files,
    adapter,
    card,
    diffusers,
    exported,
    looked_at,
    own_code,
    plain,
    quantised,
    saved_model,
    sentences,
    single,
    transformers,
)
from support.usual_releases import USUAL
from support.weight_files import floats, safetensors

from openrelease.model import Facts, Severity

SOUND: list[Callable[[], Files]] = [
    transformers,
    single,
    own_code,
    adapter,
    diffusers,
    sentences,
    quantised,
    exported,
    plain,
]
BROKEN = [*FILES, *PARTS, *WORDS]
TOLD = {Severity.ERROR, Severity.WARNING, Severity.UNKNOWN}


def faults(facts: Facts) -> list[tuple[str, str]]:
    """Rule and file of every fault that asks for something."""
    every = (*(fault for file in facts.weights for fault in file.faults), *facts.faults)
    return [(fault.rule, fault.location.path) for fault in every if fault.severity in TOLD]


def pointer_of(size: int) -> str:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize {size}\n"


@pytest.mark.parametrize("build", SOUND)
def test_a_sound_release_has_no_fault(build: Callable[[], Files]) -> None:
    facts = looked_at(build())
    assert facts.weights
    assert faults(facts) == []


@pytest.mark.parametrize(("what", "files", "expected"), BROKEN, ids=[what for what, *_ in BROKEN])
def test_one_fault_is_told_with_its_file_and_remedy(what: str, files: Files, expected: list[tuple[str, str]]) -> None:
    facts = looked_at(files)
    assert faults(facts) == expected, what
    every = (*(fault for file in facts.weights for fault in file.faults), *facts.faults)
    assert all(fault.remedy for fault in every if fault.severity in TOLD)


@pytest.mark.parametrize(("what", "files"), USUAL, ids=[what for what, _ in USUAL])
def test_a_release_as_it_is_usual_has_no_fault(what: str, files: Files) -> None:
    facts = looked_at(files)
    assert facts.weights
    assert faults(facts) == [], what


@pytest.mark.parametrize(("what", "files"), QUIET, ids=[what for what, _ in QUIET])
def test_what_looks_wrong_and_is_not_gives_no_alarm(what: str, files: Files) -> None:
    assert faults(looked_at(files)) == [], what


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("def broken(:\n", "automap-malformed"),
        ("x = '\\d'\nclass TinyForCausalLM: ...\n", ""),
        ("(" * 50_000, "automap-malformed"),
        ("x = 1\n" * 200_000 + "(", "automap-unread"),
    ],
    ids=["syntax", "escape", "depth", "length"],
)
def test_hostile_source_is_parsed_and_never_run(source: str, rule: str) -> None:
    found = faults(looked_at({**own_code(), "modeling_tiny.py": source}))
    assert [name for name, _ in found] == ([rule] if rule else [])


def test_a_configuration_of_a_tokenizer_is_no_tokenizer() -> None:
    files = {**without(single(), "tokenizer.json"), "tokenizer_config.json": "{}"}
    assert faults(looked_at(files)) == [("tokenizer-missing", "model.safetensors")]


def test_variables_of_a_saved_model() -> None:
    real = next(corpus("weights", cases=3).rglob("variables.index"))
    sound = saved_model(real.read_bytes(), bytes(219_309))
    data, table = "net/variables/variables.data-00000-of-00001", "net/variables/variables.index"
    assert faults(looked_at(sound)) == []
    assert faults(looked_at(without(sound, data))) == [("tf-variables-missing", table)]
    assert faults(looked_at(without(sound, table, data))) == [("tf-variables-missing", "net/saved_model.pb")]
    assert faults(looked_at({**sound, data: bytes(219_308)})) == [("tf-truncated", data)]


@pytest.mark.parametrize(
    ("title", "front", "config", "tensors"),
    [
        ("Tiny 8x7B", {}, {}, floats(w=(8, 8))),
        ("Tiny 30B-A3B", {}, {}, floats(w=(8, 8))),
        ("Tiny 7B", {}, {"quantization_config": {"bits": 4}}, floats(w=(8, 8))),
        ("Tiny 7B", {}, {}, {"w": ("I32", (8, 8), 256)}),
        ("Tiny, from 7B to 70B", {}, {}, floats(w=(8, 8))),
        ("Tiny 64", {}, {}, floats(w=(8, 8))),
        ("Tiny v2.5", {}, {}, floats(w=(8, 8))),
    ],
)
def test_packed_and_mixed_models_give_no_false_alarm(
    title: str,
    front: dict[str, object],
    config: dict[str, object],
    tensors: dict[str, tuple[str, tuple[int, int], int]],
) -> None:
    files = {
        **single(**config, vocab_size=0),
        "README.md": card(title, library_name="transformers", **front),
        "model.safetensors": safetensors(tensors),
    }
    assert faults(looked_at(files)) == []


def test_pointers_are_declared_and_neither_missing_nor_broken() -> None:
    files = {**transformers(), FIRST: pointer_of(400), SECOND: pointer_of(400)}
    facts = looked_at(files)
    assert faults(facts) == []
    assert [(file.pointer, file.size) for file in facts.weights] == [("git-lfs", 400)] * 2
    assert faults(looked_at(without(files, SECOND))) == [("shard-missing", INDEX)]


def test_pointers_to_fewer_bytes_than_the_index_states_are_told() -> None:
    files = {**transformers(), FIRST: pointer_of(123), SECOND: pointer_of(123)}
    assert faults(looked_at(files)) == [("total-size", INDEX)]


def test_a_release_of_real_weights_is_sound_and_told_rightly() -> None:
    real = corpus("weights", "real", cases=18)
    paths = [path for path in sorted(real.rglob("*")) if path.is_file()]
    files: Files = {str(path.relative_to(real)): path.read_bytes() for path in paths}
    facts = looked_at({**files, "README.md": "# Tiny\n\nA model.\n"})
    assert faults(facts) == []
    assert Counter((file.format, file.serialisation) for file in facts.weights) == {
        ("pytorch-legacy", "pickle"): 6,
        ("tf-checkpoint", "safe"): 2,
        ("coreml", "safe"): 2,
        ("onnx", "safe"): 2,
        ("safetensors", "safe"): 1,
        ("saved-model", "executable"): 1,
        ("tflite", "safe"): 1,
    }
    assert all(file.imports == () for file in facts.weights)


@pytest.mark.parametrize("folder", ["", "models/", "data/"])
def test_the_data_of_a_core_ml_package_is_weights(folder: str) -> None:
    files = {f"{folder}{path}" if ".mlpackage/" in path else path: content for path, content in package().items()}
    found = [file.path for file in looked_at(files).weights]
    assert found == [f"{folder}{DATA_FOLDER}/{each}" for each in ("model.mlmodel", "weights/weight.bin")]


def test_a_file_without_a_sign_is_known_by_the_graph_beside_it() -> None:
    graph = "7767517\n3 3\nInput data 0 1 data 0=4\n"
    files: Files = {"net.param": graph, "net.bin": b"\x47\x6b\x30\x01" * 64, "other.bin": b"\x01" * 256}
    assert [(file.path, file.format) for file in looked_at(files).weights] == [
        ("net.bin", "ncnn"),
        ("net.param", "ncnn"),
    ]


def test_licenses_that_weight_files_name_are_statements() -> None:
    files = {**quantised(), "README.md": card(license="mit")}
    stated = {(each.expression, each.location.path) for each in looked_at(files).components["weights"].claims}
    assert {("MIT", "README.md"), ("Apache-2.0", "tiny-q4.gguf")} <= stated


def test_no_weights_no_rules() -> None:
    facts = looked_at({"README.md": "# Tiny\n", "config.json": json.dumps(CONFIG), INDEX: "{"})
    assert (facts.weights, facts.faults) == ((), ())


@pytest.mark.slow
def test_a_hostile_index_ends_in_a_few_words() -> None:
    names = {f"w{n}": f"model-{n:05d}-of-99999.safetensors" for n in range(60_000)}
    assert len(faults(looked_at({**single(), INDEX: json.dumps({"weight_map": names})}))) == 21
