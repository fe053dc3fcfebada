"""Releases in which something looks wrong, and nothing is."""

from __future__ import annotations

import json

from support.more_releases import HUB_ADDRESS, NAMED_AS_BASE, PART, package, part, split, variant, without
from support.releases import (
    CONFIG,
    HEAD,
    LAYER,
    Files,
    adapter,
    card,
    diffusers,
    own_code,
    plain,
    single,
    transformers,
)
from support.weight_files import SOUND, floats, gguf, onnx, openvino, safetensors

KERAS: Files = {
    **{f"tf_model-0000{number}-of-00002.h5": SOUND["hdf5"][1] for number in (1, 2)},
    "config.json": "{}",
    "tf_model.h5.index.json": json.dumps(
        {"weight_map": {f"tiny/w{number}:0": f"tf_model-0000{number}-of-00002.h5" for number in (1, 2)}}
    ),
}
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
        "a model of text in ONNX",
        {"config.json": json.dumps(CONFIG), "onnx/model.onnx": onnx(), "onnx/tokenizer.json": "{}"},
    ),
    ("as many layers as are said", single(n_layer=1)),
    (
        "an encoder and a decoder",
        {
            **single(num_hidden_layers=12, vocab_size=0),
            "model.safetensors": safetensors(floats(encoder__layers__0__w=(2, 2), decoder__layers__0__w=(2, 2))),
        },
    ),
    ("shards of Keras, whose tensors have other names", KERAS),
    (
        "a shard whose bytes look like text",
        {
            "js/model.json": '{"weightsManifest": []}',
            "js/group1-shard1of2": bytes(range(256)),
            "js/group1-shard2of2": b"ABC:;<" * 300,
        },
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
            "tiny-q8.gguf": gguf([("general.base_model.0.repo_url", "https://huggingface.co/acme/base")], kind=8),
        },
    ),
    (
        "a small adapter beside the name of a large model",
        {"README.md": card("Tiny 7B"), "lora.gguf": gguf([("general.type", "adapter")])},
    ),
]
"""Each is named."""
