"""Releases with one fault each: exactly that fault is told, and nothing of their sound twins."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable

import pytest
from support.corpus import corpus
from support.releases import (
    ADAPTER,
    CONFIG,
    DATA,
    HEAD,
    LAYER,
    adapter,
    card,
    diffusers,
    exported,
    index,
    looked_at,
    own_code,
    plain,
    quantised,
    saved_model,
    sentences,
    single,
    transformers,
)
from support.weight_files import SOUND as SOUND_FILES
from support.weight_files import coreml, floats, gguf, onnx, openvino, safetensors, torch_zip

from openrelease.model import Facts, Severity

Files = dict[str, bytes | str]
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
TOLD = {Severity.ERROR, Severity.WARNING, Severity.UNKNOWN}


def faults(facts: Facts) -> list[tuple[str, str]]:
    """Rule and file of every fault that asks for something."""
    every = (*(fault for file in facts.weights for fault in file.faults), *facts.faults)
    return [(fault.rule, fault.location.path) for fault in every if fault.severity in TOLD]


def without(files: Files, *names: str) -> Files:
    return {name: content for name, content in files.items() if name not in names}


@pytest.mark.parametrize("build", SOUND)
def test_a_sound_release_has_no_fault(build: Callable[[], Files]) -> None:
    facts = looked_at(build())
    assert facts.weights
    assert faults(facts) == []


FIRST, SECOND, INDEX = (
    "model-00001-of-00002.safetensors",
    "model-00002-of-00002.safetensors",
    "model.safetensors.index.json",
)
FP16, BIN, FIRST_BIN = (
    "model.safetensors.index.fp16.json",
    "pytorch_model.bin.index.json",
    "sub/pytorch_model-00001-of-00002.bin",
)
DENSE = json.dumps(
    [
        {"idx": 0, "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "path": "2_Dense", "type": "sentence_transformers.models.Dense"},
    ]
)
HUB_ADDRESS = json.dumps({**ADAPTER, "base_model_name_or_path": "https://huggingface.co/acme/base"})
NAMED_AS_BASE: Files = {
    "README.md": card(base_model="acme/Tiny-7B"),
    "tiny-q8.gguf": gguf([("general.name", "Tiny 7B"), ("general.base_model.0.name", "Base")], kind=8),
}


def variant() -> Files:
    """The shards of a variant, as transformers names them."""
    shards = {"model.fp16-00001-of-00002.safetensors": LAYER, "model.fp16-00002-of-00002.safetensors": HEAD}
    names = {tensor: name for name, tensors in shards.items() for tensor in tensors}
    files = {name: safetensors(tensors) for name, tensors in shards.items()}
    return {**without(transformers(), FIRST, SECOND, INDEX), **files, FP16: json.dumps({"weight_map": names})}


def pickled() -> Files:
    """Pickled shards in a folder."""
    shards = {"pytorch_model-00001-of-00002.bin": "w", "pytorch_model-00002-of-00002.bin": "b"}
    files = {f"sub/{name}": torch_zip({tensor: ("Float", (2, 2))}) for name, tensor in shards.items()}
    names = {tensor: name for name, tensor in shards.items()}
    return {**files, f"sub/{BIN}": json.dumps({"weight_map": names}), "sub/config.json": "{}"}


DATA_FOLDER = "tiny.mlpackage/Data/com.apple.CoreML"


def package() -> Files:
    """An ML package, whose model names the file of its weights."""
    return {
        "tiny.mlpackage/Manifest.json": "{}",
        f"{DATA_FOLDER}/model.mlmodel": coreml(),
        f"{DATA_FOLDER}/weights/weight.bin": b"\x01" * 144,
    }


PART = "q4/t-00001-of-00002.gguf"


def part(number: int, tensors: dict[str, tuple[int, ...]]) -> bytes:
    """A part of a model of two tensors, split in two."""
    return gguf([("split.no", number), ("split.count", 2), ("split.tensors.count", 2)], tensors)


def split() -> Files:
    """A split model in a folder."""
    return {PART: part(0, {"a": (4, 4)}), "q4/t-00002-of-00002.gguf": part(1, {"b": (4, 4)})}


def below(folder: str, files: Files) -> Files:
    """The same in a folder, with the card at the root."""
    moved = {f"{folder}/{name}": content for name, content in files.items() if name != "README.md"}
    return {"README.md": "# Tiny\n", **moved}


BROKEN: list[tuple[str, Files, list[tuple[str, str]]]] = [
    ("a shard that the index lists", without(transformers(), SECOND), [("shard-missing", INDEX)]),
    ("a shard by its number", without(transformers(), SECOND, INDEX), [("shard-missing", FIRST)]),
    (
        "shards of two counts",
        {**without(transformers(), INDEX), "model-00002-of-00003.safetensors": safetensors(HEAD)},
        [("shard-count", FIRST)],
    ),
    (
        "a tensor in another shard",
        {**transformers(), INDEX: index(576, s00001_00002=(*LAYER, "lm_head.weight"), s00002_00002=("x",))},
        [("index-tensor-missing", INDEX), ("index-tensor-missing", INDEX)],
    ),
    (
        "a tensor that the index forgets",
        {**transformers(), INDEX: index(576, s00001_00002=tuple(LAYER)[:1], s00002_00002=tuple(HEAD))},
        [("index-tensor-unlisted", INDEX)],
    ),
    (
        "a shard that the index forgets",
        {
            **without(transformers(), FIRST, SECOND, INDEX),
            "model-00001-of-00003.safetensors": safetensors(LAYER),
            "model-00002-of-00003.safetensors": safetensors(HEAD),
            "model-00003-of-00003.safetensors": safetensors(floats(spare=(2,))),
            INDEX: index(576, s00001_00003=tuple(LAYER), s00002_00003=tuple(HEAD)),
        },
        [("shard-orphan", "model-00003-of-00003.safetensors")],
    ),
    (
        "a total that differs",
        {**transformers(), INDEX: index(577, s00001_00002=tuple(LAYER), s00002_00002=tuple(HEAD))},
        [("total-size", INDEX)],
    ),
    (
        "an index that leaves the release",
        {**transformers(), INDEX: json.dumps({"weight_map": {"a": "../../etc/passwd"}})},
        [("index-path", INDEX)],
    ),
    ("an index that is no JSON", {**transformers(), INDEX: "{"}, [("config-malformed", INDEX)]),
    (
        "a truncated shard",
        {**single(), "model.safetensors": safetensors({**LAYER, **HEAD})[:-1]},
        [("st-truncated", "model.safetensors")],
    ),
    (
        "a file with a tail",
        {**single(), "model.safetensors": safetensors({**LAYER, **HEAD}) + b"PK"},
        [("st-trailing", "model.safetensors")],
    ),
    ("an empty file", {**plain(), "weights/model.pth": b""}, [("weights-placeholder", "weights/model.pth")]),
    (
        "an error page",
        {**single(), "model.safetensors": "<!DOCTYPE html><html>Not found</html>"},
        [("weights-placeholder", "model.safetensors")],
    ),
    (
        "a pickle under a safe name",
        {**plain(), "weights/model.safetensors": torch_zip({"w": ("Float", (2, 2))})},
        [("weights-disguised", "weights/model.safetensors")],
    ),
    ("pickles alone", without(plain(), "weights/model.safetensors"), [("pickle-only", "weights/model.pth")]),
    ("no config.json", without(single(), "config.json"), [("config-missing", "model.safetensors")]),
    (
        "no config.json for timm",
        {"README.md": card(library_name="timm"), "model.safetensors": safetensors(floats(w=(2, 2)))},
        [("config-missing", "model.safetensors")],
    ),
    ("no tokenizer", without(single(), "tokenizer.json"), [("tokenizer-missing", "model.safetensors")]),
    (
        "no processor",
        {
            **without(single(architectures=["TinyForImageClassification"]), "tokenizer.json"),
            "README.md": card(library_name="transformers", pipeline_tag="image-classification"),
        },
        [("processor-missing", "model.safetensors")],
    ),
    (
        "no module of auto_map",
        without(own_code(), "modeling_tiny.py"),
        [("automap-module-missing", "config.json")],
    ),
    (
        "no module that a module imports",
        {**own_code(), "modeling_tiny.py": "from .layers import Layer\nfrom . import missing\n"},
        [("automap-module-missing", "modeling_tiny.py")],
    ),
    (
        "source in another repository",
        single(auto_map={"AutoModel": "other/code--modeling_tiny.Tiny"}),
        [("automap-remote", "config.json")],
    ),
    (
        "an adapter without configuration",
        without(adapter(), "adapter_config.json"),
        [("adapter-without-base", "adapter_model.safetensors")],
    ),
    (
        "an adapter with a path for a base",
        {**adapter(), "adapter_config.json": json.dumps({**ADAPTER, "base_model_name_or_path": "/me/base"})},
        [("adapter-without-base", "adapter_config.json")],
    ),
    (
        "an adapter of another base",
        {**adapter(), "README.md": card(library_name="peft", base_model="acme/other")},
        [("base-model-conflict", "adapter_config.json")],
    ),
    (
        "a GGUF file of another base",
        {**quantised(), "README.md": card(base_model=["acme/other"])},
        [("base-model-conflict", "tiny-q4.gguf")],
    ),
    (
        "a pipeline without a part",
        without(diffusers(), "vae/config.json", "vae/diffusion_pytorch_model.safetensors"),
        [("pipeline-part-missing", "model_index.json")],
    ),
    (
        "a part without weights",
        without(diffusers(), "unet/diffusion_pytorch_model.safetensors"),
        [("pipeline-part-missing", "model_index.json")],
    ),
    (
        "a part without configuration",
        without(diffusers(), "unet/config.json"),
        [("config-missing", "model_index.json")],
    ),
    (
        "a module of sentence-transformers",
        without(sentences(), "1_Pooling/config.json"),
        [("pipeline-part-missing", "modules.json")],
    ),
    ("external data", without(exported(), "model.onnx.data"), [("onnx-external-missing", "model.onnx")]),
    (
        "external data that is cut",
        {**exported(), "model.onnx.data": DATA[:-1]},
        [("onnx-truncated", "model.onnx.data")],
    ),
    (
        "external data elsewhere",
        {**exported(), "model.onnx": onnx(external="../model.onnx.data")},
        [("onnx-external-missing", "model.onnx")],
    ),
    (
        "the weights of an OpenVINO graph",
        {"openvino_model.xml": openvino()},
        [("openvino-weights-missing", "openvino_model.xml")],
    ),
    (
        "weights of an OpenVINO graph that are cut",
        {"ir/openvino_model.xml": openvino(), "ir/openvino_model.bin": bytes(range(31))},
        [("openvino-truncated", "ir/openvino_model.bin")],
    ),
    (
        "the weights of an ML package",
        without(package(), f"{DATA_FOLDER}/weights/weight.bin"),
        [("coreml-weights-missing", f"{DATA_FOLDER}/model.mlmodel")],
    ),
    (
        "weights of an ML package that are cut",
        {**package(), f"{DATA_FOLDER}/weights/weight.bin": b"\x01" * 127},
        [("coreml-truncated", f"{DATA_FOLDER}/weights/weight.bin")],
    ),
    ("another dtype", single(torch_dtype="bfloat16"), [("dtype-conflict", "config.json")]),
    ("a small embedding", single(vocab_size=17), [("vocab-conflict", "model.safetensors")]),
    (
        "tokens without a row",
        {"tiny.gguf": gguf([("tokenizer.ggml.tokens", ["a"] * 9)], {"token_embd.weight": (4, 3)})},
        [("vocab-conflict", "tiny.gguf")],
    ),
    ("a part of a split model", without(split(), "q4/t-00002-of-00002.gguf"), [("shard-missing", PART)]),
    (
        "a part that is another one by its own word",
        {**split(), "q4/t-00002-of-00002.gguf": part(0, {"b": (4, 4)})},
        [("gguf-split", "q4/t-00002-of-00002.gguf")],
    ),
    ("a part under a name of its own", {"t.gguf": part(0, {"a": (4, 4)})}, [("gguf-split", "t.gguf")]),
    (
        "a tensor that is in two parts",
        {**split(), "q4/t-00002-of-00002.gguf": part(1, {"a": (4, 4)})},
        [("gguf-split", PART)],
    ),
    (
        "a tensor that is in no part",
        {**split(), "q4/t-00002-of-00002.gguf": part(1, {"b": (4, 4), "c": (4, 4)})},
        [("gguf-split", PART)],
    ),
    (
        "a shard of a model for browsers",
        {"js/group1-shard1of3.bin": bytes(range(256)), "js/group1-shard3of3.bin": bytes(range(256))},
        [("shard-missing", "js/group1-shard1of3.bin")],
    ),
    (
        "the last shard, which the index forgets too",
        {
            **without(transformers(), FIRST, SECOND, INDEX),
            "model-00001-of-00003.safetensors": safetensors(LAYER),
            "model-00002-of-00003.safetensors": safetensors(HEAD),
            INDEX: index(576, s00001_00003=tuple(LAYER), s00002_00003=tuple(HEAD)),
        },
        [("shard-missing", "model-00001-of-00003.safetensors")],
    ),
    ("the index of whole shards", without(transformers(), INDEX), [("index-missing", FIRST)]),
    (
        "shards of a variant",
        without(variant(), "model.fp16-00002-of-00002.safetensors"),
        [("shard-missing", FP16)],
    ),
    (
        "a tensor of a pickled shard",
        without(pickled(), "sub/pytorch_model-00002-of-00002.bin")
        | {"sub/pytorch_model-00002-of-00002.bin": torch_zip({"other": ("Float", (2, 2))})},
        [("index-tensor-missing", f"sub/{BIN}"), ("pickle-only", FIRST_BIN)],
    ),
    (
        "a text in the place of pickled weights",
        {**plain(), "weights/model.pth": "Uploaded soon, come back later.\n"},
        [("weights-placeholder", "weights/model.pth")],
    ),
    (
        "a text in the place of Keras weights",
        {"tf_model.h5": "see the Hub\n"},
        [("weights-placeholder", "tf_model.h5")],
    ),
    (
        "a program under a safe name",
        {**single(), "model.safetensors": torch_zip({"w": ("Float", (2, 2))}, {"archive/code/m.py": b"1"})},
        [("weights-disguised", "model.safetensors")],
    ),
    (
        "a pickle alone under a safe name",
        {"tiny.gguf": SOUND_FILES["pickle"][1]},
        [("weights-disguised", "tiny.gguf")],
    ),
    (
        "no config.json, of which only the tokenizer speaks",
        {"README.md": "# Tiny\n", **without(single(), "config.json", "README.md")},
        [("config-missing", "model.safetensors")],
    ),
    (
        "no config.json, of which only the task speaks",
        {
            "README.md": card(pipeline_tag="text-generation"),
            **without(single(), "config.json", "tokenizer.json", "README.md"),
        },
        [("config-missing", "model.safetensors")],
    ),
    (
        "no config.json in a folder",
        below("small", without(single(), "config.json")),
        [("config-missing", "small/model.safetensors")],
    ),
    (
        "no tokenizer in a folder",
        below("small", without(single(), "tokenizer.json")),
        [("tokenizer-missing", "small/model.safetensors")],
    ),
    (
        "merges without a vocabulary",
        {**without(single(), "tokenizer.json"), "merges.txt": "#version: 0.2\n"},
        [("tokenizer-missing", "model.safetensors")],
    ),
    (
        "no tokenizer of sentence-transformers",
        without(sentences(), "tokenizer.json"),
        [("tokenizer-missing", "model.safetensors")],
    ),
    (
        "no config.json of sentence-transformers",
        without(sentences(), "config.json"),
        [("config-missing", "model.safetensors")],
    ),
    (
        "a module of sentence-transformers without weights",
        {**sentences(), "modules.json": DENSE, "2_Dense/config.json": "{}"},
        [("pipeline-part-missing", "modules.json")],
    ),
    (
        "a tokenizer of a pipeline without a vocabulary",
        {**diffusers(tokenizer="CLIPTokenizer"), "tokenizer/tokenizer_config.json": "{}"},
        [("tokenizer-missing", "model_index.json")],
    ),
    (
        "a scheduler without settings",
        {**without(diffusers(), "scheduler/scheduler_config.json"), "scheduler/README.md": "# Steps\n"},
        [("config-missing", "model_index.json")],
    ),
    (
        "speech without what makes it ready",
        single(architectures=["WhisperForConditionalGeneration"]),
        [("processor-missing", "model.safetensors")],
    ),
    (
        "pictures beside text without what makes them ready",
        single(architectures=["TinyForConditionalGeneration"], vision_config={}),
        [("processor-missing", "model.safetensors")],
    ),
    (
        "source of a processor",
        {**single(), "processor_config.json": '{"auto_map": {"AutoProcessor": "processing_tiny.P"}}'},
        [("automap-module-missing", "processor_config.json")],
    ),
    (
        "a module that a module of a sub-package imports",
        {
            **own_code(),
            "modeling_tiny.py": "from .tiny import core\n",
            "tiny/core.py": "from .lost import x\n",
        },
        [("automap-module-missing", "tiny/core.py")],
    ),
    (
        "an adapter of a model in somebody's cache",
        {
            "README.md": card(library_name="peft"),
            "lora/adapter_model.bin": torch_zip({"a.lora_A": ("Float", (2, 2))}),
            "lora/adapter_config.json": json.dumps({**ADAPTER, "base_model_name_or_path": "hub/models/y"}),
            "lora/adapter_model.safetensors": safetensors(floats(w=(2, 2))),
        },
        [("adapter-without-base", "lora/adapter_config.json")],
    ),
    (
        "an adapter and a GGUF file of two bases, and no card",
        {
            **without(adapter(), "README.md"),
            "tiny.gguf": gguf([("general.base_model.0.repo_url", "https://huggingface.co/other/base")]),
        },
        [("base-model-conflict", "tiny.gguf")],
    ),
    (
        "a quantised GGUF file of another base, by its name",
        {
            "README.md": card(base_model="acme/base-7b"),
            "tiny.gguf": gguf([("general.name", "Tiny"), ("general.base_model.0.name", "Other 7B")], kind=8),
        },
        [("base-model-conflict", "tiny.gguf")],
    ),
    (
        "another dtype, beside the same as a pickle",
        {
            **single(dtype="float16", torch_dtype=None),
            "pytorch_model.bin": torch_zip({"w": ("Half", (2, 2))}),
        },
        [("dtype-conflict", "config.json")],
    ),
    (
        "another number of parameters, in a sentence",
        {
            **single(),
            "README.md": "# Tiny\n\nTiny has 1.3 billion parameters. It beats more than 7B parameters.\n",
            "onnx/model.onnx": onnx(),
        },
        [("params-conflict", "README.md")],
    ),
    (
        "another number of parameters",
        {**single(), "README.md": card("Tiny 7B", library_name="transformers")},
        [("params-conflict", "README.md")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "files", "expected"), BROKEN, ids=[what for what, *_ in BROKEN])
def test_one_fault_is_told_with_its_file_and_remedy(
    what: str, files: Files, expected: list[tuple[str, str]]
) -> None:
    facts = looked_at(files)
    assert faults(facts) == expected, what
    assert all(fault.remedy for fault in facts.faults if fault.severity in TOLD)


QUIET: list[tuple[str, Files]] = [
    (
        "the same weights in another form",
        {**transformers(), "consolidated.safetensors": safetensors({**LAYER, **HEAD})},
    ),
    ("a path file of Python", {**plain(), "hooks.pth": "import site; site.main()\n"}),
    (
        "a tokenizer of bytes",
        {
            **without(single(), "tokenizer.json"),
            "tokenizer_config.json": json.dumps({"tokenizer_class": "ByT5Tokenizer"}),
        },
    ),
    ("a split model", split()),
    (
        "a shard whose bytes look like text",
        {"js/group1-shard1of2": bytes(range(256)), "js/group1-shard2of2": b"ABC:;<" * 300},
    ),
    ("an ML package", package()),
    (
        "an OpenVINO graph",
        {"openvino_model.xml": openvino(), "openvino_model.bin": bytes(range(32))},
    ),
    ("a variant in shards", variant()),
    (
        "a split model whose first part holds no tensor",
        {PART: part(0, {}), "q4/t-00002-of-00002.gguf": part(1, {"a": (4, 4), "b": (4, 4)})},
    ),
    (
        "a length of contexts in the title",
        {**single(), "README.md": card("Tiny 128K", library_name="transformers")},
    ),
    (
        "sizes of other models in the text",
        {**single(), "README.md": "# Tiny\n\nTiny is faster than a model of 7B parameters.\n"},
    ),
    (
        "a forecaster of numbers",
        {
            **without(single(architectures=["T5ForConditionalGeneration"]), "tokenizer.json"),
            "README.md": card(pipeline_tag="time-series-forecasting"),
        },
    ),
    (
        "another library's configuration",
        {
            "README.md": "# Tiny\n",
            "model.safetensors": safetensors(floats(w=(2, 2))),
            "tokenizer.json": "{}",
            "gliner_config.json": "{}",
        },
    ),
    (
        "a part of a pipeline that comes from elsewhere",
        {
            **diffusers(),
            "README.md": card(base_model="acme/base"),
            "unet/config.json": json.dumps({"_class_name": "UNet2DModel", "_name_or_path": "other/unet"}),
        },
    ),
    (
        "a configuration that names the release itself",
        {**single(_name_or_path="acme-labs/tiny"), "README.md": card("Tiny", base_model="acme/base")},
    ),
    ("a base on the Hub by its address", {**adapter(), "adapter_config.json": HUB_ADDRESS}),
    (
        "a module above the source of the release",
        {**own_code(), "modeling_tiny.py": "from ...utils import logging\n"},
    ),
    ("a quantised file that is named as its base", NAMED_AS_BASE),
    (
        "a quantised file that keeps its first base",
        {
            "README.md": card(base_model="acme/tiny", base_model_relation="quantized"),
            "tiny-q8.gguf": gguf(
                [("general.base_model.0.repo_url", "https://huggingface.co/acme/base")], kind=8
            ),
        },
    ),
    (
        "a small adapter beside the name of a large model",
        {"README.md": card("Tiny 7B"), "lora.gguf": gguf([("general.type", "adapter")])},
    ),
]


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
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 123\n"
    files = {**transformers(), FIRST: pointer, SECOND: pointer}
    facts = looked_at(files)
    assert faults(facts) == []
    assert [(file.pointer, file.size) for file in facts.weights] == [("git-lfs", 123)] * 2
    assert faults(looked_at(without(files, SECOND))) == [("shard-missing", INDEX)]


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


def test_a_file_without_a_sign_is_known_by_the_graph_beside_it() -> None:
    graph = "7767517\n3 3\nInput data 0 1 data 0=4\n"
    files: Files = {"net.param": graph, "net.bin": b"\x47\x6b\x30\x01" * 64, "other.bin": b"\x01" * 256}
    assert [(file.path, file.format) for file in looked_at(files).weights] == [
        ("net.bin", "ncnn"),
        ("net.param", "ncnn"),
    ]


def test_licenses_that_weight_files_name_are_statements() -> None:
    files = {**quantised(), "README.md": card(license="mit")}
    stated = {
        (each.expression, each.location.path) for each in looked_at(files).components["weights"].statements
    }
    assert {("MIT", "README.md"), ("Apache-2.0", "tiny-q4.gguf")} <= stated


def test_no_weights_no_rules() -> None:
    facts = looked_at({"README.md": "# Tiny\n", "config.json": json.dumps(CONFIG), INDEX: "{"})
    assert (facts.weights, facts.faults) == ((), ())


def test_a_hostile_index_takes_no_time() -> None:
    names = {f"w{n}": f"model-{n:05d}-of-99999.safetensors" for n in range(60_000)}
    start = time.process_time()
    found = faults(looked_at({**single(), INDEX: json.dumps({"weight_map": names})}))
    assert time.process_time() - start < 3
    assert len(found) == 21
