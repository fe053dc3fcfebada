"""Release -> which library a folder of weights is for, by its files, its configuration and the card."""

from __future__ import annotations

import re

from openrelease.collect.whole.release import Release, join

_STANDARD = re.compile(
    r"^(?:model|pytorch_model|tf_model|flax_model)(?:[-.][\w.-]+)?\.(?:safetensors|bin|h5|msgpack)$"
)
_TRANSFORMERS_FILES = (
    "model.safetensors.index.json",
    "pytorch_model.bin.index.json",
    "generation_config.json",
    "tokenizer_config.json",
    "preprocessor_config.json",
    "processor_config.json",
)


def library(release: Release, folder: str) -> str:
    """One of diffusers, sentence-transformers, peft, timm, transformers, or "" where nothing says."""
    above = folder.rpartition("/")[0]
    if join(above, "model_index.json") in release.json or join(folder, "model_index.json") in release.json:
        return "diffusers"
    if any(path in release.json for path in (join(folder, "modules.json"), join(above, "modules.json"))):
        return "sentence-transformers"
    if _is_adapter(release, folder):
        return "peft"
    config = release.config(folder)
    if "_diffusers_version" in config or "_class_name" in config:
        return "diffusers"
    named = release.card.get("library_name")
    if named == "timm" or ("architecture" in config and "pretrained_cfg" in config):
        return "timm"
    said = named == "transformers" or any(release.has(join(folder, name)) for name in _TRANSFORMERS_FILES)
    known = bool({"model_type", "architectures", "auto_map"} & config.keys())
    return "transformers" if (said or known) and standard(release, folder) else ""


def _is_adapter(release: Release, folder: str) -> bool:
    names = {file.name for file in release.files if file.folder == folder}
    adapter = {"adapter_model.safetensors", "adapter_model.bin"} & names
    return bool(adapter) or join(folder, "adapter_config.json") in release.json


def standard(release: Release, folder: str) -> str | None:
    """The first weight file of a folder under a name that transformers loads."""
    named = (file for file in release.files if file.folder == folder and _STANDARD.match(file.name))
    return next((file.fact.path for file in named), None)
