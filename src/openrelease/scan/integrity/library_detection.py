"""WeightRelease -> which library a folder of weights is for, by its files, its configuration and the card."""

import re

from openrelease.scan.integrity.release_paths import join_path, parent_folder
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.weights import suffix_pattern

_STANDARD_STEM = r"(?:model|pytorch_model|tf_model|flax_model)(?:[-.][\w.-]+)?"
_TRANSFORMERS_FILES = (
    "model.safetensors.index.json",
    "pytorch_model.bin.index.json",
    "generation_config.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "preprocessor_config.json",
    "processor_config.json",
)
# Another library's own configuration (params.json, config.yaml, gliner_config.json, …) in its stead.
_OTHER_CONFIG = re.compile(
    r"^(?!tokenizer_config|generation_config|(?:pre)?processor_config|adapter_config|sentence_bert_config"
    r"|config_sentence_transformers|config\.json)(?:[^/]*?config[^/]{0,400}|params|hyperparams|meta|args)\.(?:json|ya?ml|toml|py)$"
)
_SOURCE = re.compile(r"^.*\.py$")
TEXT_TASKS = frozenset(
    {
        *("text-generation", "text2text-generation", "text-classification", "token-classification"),
        *("question-answering", "fill-mask", "summarization", "translation", "zero-shot-classification"),
        *("sentence-similarity", "text-ranking", "image-text-to-text"),
    }
)
"""Tasks of the Hub that take or give text, https://huggingface.co/tasks."""


def detect_library(release: WeightRelease, folder: str) -> str:
    """Return diffusers, sentence-transformers, peft, timm or transformers; "" if nothing names one.

    A folder of sentence-transformers that holds the model itself is one of transformers.
    """
    above = parent_folder(folder)
    if join_path(above, "model_index.json") in release.json or join_path(folder, "model_index.json") in release.json:
        return "diffusers"
    if (module := find_sentence_module(release, folder)) is not None:
        return "transformers" if module.endswith(".Transformer") else "sentence-transformers"
    if _is_adapter_folder(release, folder):
        return "peft"
    config = release.config(folder)
    if "_diffusers_version" in config or "_class_name" in config:
        return "diffusers"
    named = release.card.get("library_name")
    if named == "timm" or ("architecture" in config and "pretrained_cfg" in config):
        return "timm"
    known = bool({"model_type", "architectures", "auto_map"} & config.keys())
    return (
        "transformers"
        if (known or _suggests_transformers(release, folder)) and find_standard_file(release, folder)
        else ""
    )


def _suggests_transformers(release: WeightRelease, folder: str) -> bool:
    """Return whether card or files suggest transformers, and no file belongs to another library."""
    if _has_matching_file(release, folder, _OTHER_CONFIG) and not release.has_file(join_path(folder, "config.json")):
        return False
    named, task = release.card.get("library_name"), release.card.get("pipeline_tag")
    beside = any(release.has_file(join_path(folder, name)) for name in _TRANSFORMERS_FILES)
    hint = release.has_file(join_path(folder, "tokenizer.json")) or (not folder and task in TEXT_TASKS)
    alone = named is None and not _has_matching_file(
        release, folder, _SOURCE
    )  # a model of its own source may need neither
    return named == "transformers" or beside or (hint and alone)


def _has_matching_file(release: WeightRelease, folder: str, pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(name) for name in release.names_in(folder))


def find_sentence_module(release: WeightRelease, folder: str) -> str | None:
    """Return the class of sentence-transformers that modules.json names for a folder, "" if it names none.

    None where no modules.json is in the folder or above it.
    """
    for above in dict.fromkeys((folder, parent_folder(folder))):
        modules = release.config(above, "modules.json").get("modules")
        if isinstance(modules, list):
            named = {str(each.get("path")): str(each.get("type")) for each in modules if isinstance(each, dict)}
            return named.get(folder.removeprefix(above).strip("/"), "")
    return None


def _is_adapter_folder(release: WeightRelease, folder: str) -> bool:
    names = {file.name for file in release.files_by_folder.get(folder, ())}
    adapter = {"adapter_model.safetensors", "adapter_model.bin"} & names
    return bool(adapter) or join_path(folder, "adapter_config.json") in release.json


def find_standard_file(release: WeightRelease, folder: str) -> str | None:
    """Return the path of the first weight file of a folder that has a name which transformers loads."""
    standard = re.compile(rf"{_STANDARD_STEM}\.{suffix_pattern('indexed')}")
    named = (file for file in release.files_by_folder.get(folder, ()) if standard.fullmatch(file.name))
    return next((file.fact.path for file in named), None)
