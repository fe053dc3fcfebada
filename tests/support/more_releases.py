"""Releases of further kinds, made from the small ones or by hand, and the paths in them that tests break."""

from __future__ import annotations

import json

from support.releases import ADAPTER, HEAD, LAYER, Files, card, transformers
from support.weight_files import coreml, gguf, safetensors, torch_zip

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


def without(files: Files, *names: str) -> Files:
    return {name: content for name, content in files.items() if name not in names}
