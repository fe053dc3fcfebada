"""Releases that lack one thing that their kind needs: configuration, tokenizer, source, a part, a base.

Each is named, and comes with the rules and files of the faults that it has to give.
"""

from __future__ import annotations

import json

from support.more_releases import DENSE, below, without
from support.releases import ADAPTER, CONFIG, Files, adapter, card, diffusers, own_code, sentences, single
from support.weight_files import floats, onnx, safetensors, torch_zip

Broken = list[tuple[str, Files, list[tuple[str, str]]]]

PARTS: Broken = [
    (
        "a model of text in ONNX without a tokenizer",
        {
            "README.md": card(library_name="transformers.js", pipeline_tag="text-classification"),
            "config.json": json.dumps(CONFIG),
            "onnx/model_quantized.onnx": onnx(),
        },
        [("tokenizer-missing", "onnx/model_quantized.onnx")],
    ),
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
]
