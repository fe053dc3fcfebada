"""Name -> may it be a weight file, and is it one where the content is not here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from openrelease.weights.recognized_format import Recognition, Serialisation

_MODEL_WORDS = (
    r"(?:[a-z]*models?|weights?|param(?:eter)?s?|checkpoints?|ckpts?|pretrained|finetuned|pytorch|lora|adapter"
    r"|quantized)"
)
_MAX_PATH_LENGTH = 1024  # characters of a path
_MODEL_WORD = re.compile(rf"(?:^|[^a-z]){_MODEL_WORDS}(?:[^a-z]|$)")

_DATA_WORD = re.compile(
    r"(?:^|[^a-z])(?:data(?:set)?s?|tokens?|corpus|scores?|predictions?|outputs?|results?|embeddings?|features?"
    r"|labels?|logits|metrics?|stats?|statistics|history|samples?|eval|test|tokenizers?|vocab)(?:[^a-z]|$)"
)

_TFJS = r"(?:^|/)(?:group\d+|[\w-]*(?:model|weights)[\w-]*)-shard\d+(?:of\d+)?(?:\.bin)?$"

# Every suffix and name that a signature can confirm; the rest is not worth a read.
_CANDIDATE_NAMES = re.compile(
    r"\.(?:safetensors|gguf|ggml|bin|pt|pth|ckpt|th|jit|torchscript|distcp|pkl|pickle|joblib"
    r"|npy|npz|h5|hdf5|keras|pb|tflite|lite|ort|onnx|onnx_data|onnx\.data|mlmodel|xml|msgpack|nemo|llamafile"
    r"|pte|engine|plan|trt|rknn|cbm|pdparams|params?|mnn|weights|caffemodel|litertlm)(?:\.gz)?$"
    r"|\.data-\d{5}-of-\d{5}$|(?:^|/)(?:variables|[^/]*(?:ckpt|model|checkpoint)[^/]*)\.index$"
    rf"|{_TFJS}"
)

RAW: Mapping[str, str] = {
    "onnx": r"\.onnx[._]data$",
    "coreml": r"\.mlpackage/.*/weight\.bin$",
    "openvino": r"(?:^|/)openvino_[\w-]*model\.bin$",
    "tf-checkpoint": r"(?:^|/)(?:variables|[^/]*(?:ckpt|model|checkpoint)[^/]*)\.data-\d{5}-of-\d{5}$",
    "tfjs": _TFJS,
    "mnn": r"\.mnn$",
    "caffe": r"\.caffemodel$",
}
"""Formats without any magic, by their names; all of them hold data alone."""

_NameRule: TypeAlias = tuple[re.Pattern[str], Recognition]


def _name_rule(pattern: str, name: str, serialisation: Serialisation) -> _NameRule:
    return re.compile(pattern), Recognition(format=name, serialisation=serialisation, confident=False)


# For content that is not here: names that can hardly be anything else.
_CERTAIN_NAMES: tuple[_NameRule, ...] = (
    _name_rule(r"\.safetensors$", "safetensors", "safe"),
    _name_rule(r"\.gguf$", "gguf", "safe"),
    _name_rule(r"\.ggml$|(?:^|/)ggml-[^/]*\.bin$", "ggml", "safe"),
    _name_rule(r"\.(?:jit|torchscript)$", "torchscript", "executable"),
    _name_rule(r"\.(?:pth|ckpt|distcp)$", "pytorch", "pickle"),
    _name_rule(r"(?:^|/)(?:[\w.-]*pytorch_model|adapter_model|lora_weights)[\w.-]*\.bin$", "pytorch", "pickle"),
    _name_rule(r"\.onnx$", "onnx", "safe"),
    _name_rule(r"\.tflite$", "tflite", "safe"),
    _name_rule(r"\.mlmodel$", "coreml", "safe"),
    _name_rule(r"(?:^|/)openvino_[\w-]*model\.xml$", "openvino", "safe"),
    _name_rule(r"\.keras$", "keras", "unknown"),
    _name_rule(r"\.weights\.h5$|(?:^|/)tf_model[^/]*\.h5$", "hdf5", "unknown"),
    _name_rule(r"(?:^|/)saved_model\.pb$", "saved-model", "executable"),
    _name_rule(r"(?:^|/)flax_model[^/]*\.msgpack$", "flax", "safe"),
    _name_rule(r"\.nemo$", "nemo", "pickle"),
    _name_rule(r"\.llamafile$", "llamafile", "executable"),
    _name_rule(r"\.pdparams$", "paddle", "pickle"),
    *(_name_rule(pattern, name, "safe") for name, pattern in RAW.items()),
)
# Less telling suffixes count where the stem says what it is.
_LIKELY_NAMES: tuple[_NameRule, ...] = (
    _name_rule(r"\.(?:pt|th)$", "pytorch", "pickle"),
    _name_rule(r"\.bin(?:\.gz)?$", "unknown", "unknown"),
    _name_rule(r"\.(?:h5|hdf5)$", "hdf5", "unknown"),
    _name_rule(r"\.msgpack$", "flax", "safe"),
    _name_rule(r"\.npz$", "npz", "safe"),
)
_WEIGHT_FOLDER = re.compile(r"(?:^|[/_.-])(?:weights?|checkpoints?|ckpts?|(?:pre-?)?trained|[a-z]+[_-]models?)/[^/]+$")
# The state of a training run is kept in the same formats as weights; vocabularies are named like them.
_TRAINING_STATE = re.compile(
    r"^(?:optim(?:izer)?|(?:lr_)?scheduler|rng_state|random_states|train(?:ing|er)?_(?:args|state)|(?:grad_)?scaler)"
    r"(?:[^a-z]|$)"
)
_VOCABULARY = re.compile(r"(?:^|[^a-z])(?:tokenizers?|vocab(?:ulary)?|spiece|sentencepiece|merges)(?:[^a-z]|$)")


def may_be_weights(name: str) -> bool:
    """Whether a file of this name may hold weights, so that its first bytes are worth reading."""
    return _CANDIDATE_NAMES.search(normalize_path(name).removesuffix(".dvc")) is not None


def recognize_by_name(name: str) -> Recognition | None:
    """What a file is whose content is not here, None unless its name can hardly be anything else.

    A `.dvc` file stands for the file of that name without the suffix.
    """
    path = normalize_path(name).removesuffix(".dvc")
    if is_training_state(path) or _VOCABULARY.search(_file_name(path)):
        return None
    told = has_model_word(path) or _is_in_weight_folder(path)
    rows = (*_CERTAIN_NAMES, *(_LIKELY_NAMES if told else ()))
    return next((found for pattern, found in rows if pattern.search(path)), None)


def is_training_state(path: str) -> bool:
    """Whether a path, in lower case, is that of an optimizer's, scheduler's or trainer's state."""
    return _TRAINING_STATE.search(_file_name(path)) is not None


def has_model_word(path: str) -> bool:
    """Whether the last part of a path, in lower case, has a word for a model or its weights, not for data."""
    return _MODEL_WORD.search(_file_name(path)) is not None and _DATA_WORD.search(_file_name(path)) is None


def _is_in_weight_folder(path: str) -> bool:
    return _WEIGHT_FOLDER.search(path) is not None and _DATA_WORD.search(_file_name(path)) is None


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def normalize_path(name: str) -> str:
    """The end of a path in lower case; git allows names of megabytes, and patterns need not see those."""
    return name[-_MAX_PATH_LENGTH:].lower()
