"""Name -> may it be a weight file, and is it one where the content is not here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from openrelease.weights.recognized_format import Recognition, Serialisation

_WORD = (
    r"(?:[a-z]*models?|weights?|param(?:eter)?s?|checkpoints?|ckpts?|pretrained|finetuned|pytorch|lora|adapter"
    r"|quantized)"
)
_LONGEST = 1024  # characters of a path
_HAS_WORD = re.compile(rf"(?:^|[^a-z]){_WORD}(?:[^a-z]|$)")

_DATA_WORD = re.compile(
    r"(?:^|[^a-z])(?:data(?:set)?s?|tokens?|corpus|scores?|predictions?|outputs?|results?|embeddings?|features?"
    r"|labels?|logits|metrics?|stats?|statistics|history|samples?|eval|test|tokenizers?|vocab)(?:[^a-z]|$)"
)

_TFJS = r"(?:^|/)(?:group\d+|[\w-]*(?:model|weights)[\w-]*)-shard\d+(?:of\d+)?(?:\.bin)?$"

# Every suffix and name that a signature can confirm; the rest is not worth a read.
_LIKE = re.compile(
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

_Row: TypeAlias = tuple[re.Pattern[str], Recognition]


def _row(pattern: str, name: str, serialisation: Serialisation) -> _Row:
    return re.compile(pattern), Recognition(format=name, serialisation=serialisation, confident=False)


# For content that is not here: names that can hardly be anything else.
_HARDLY_ELSE: tuple[_Row, ...] = (
    _row(r"\.safetensors$", "safetensors", "safe"),
    _row(r"\.gguf$", "gguf", "safe"),
    _row(r"\.ggml$|(?:^|/)ggml-[^/]*\.bin$", "ggml", "safe"),
    _row(r"\.(?:jit|torchscript)$", "torchscript", "executable"),
    _row(r"\.(?:pth|ckpt|distcp)$", "pytorch", "pickle"),
    _row(r"(?:^|/)(?:[\w.-]*pytorch_model|adapter_model|lora_weights)[\w.-]*\.bin$", "pytorch", "pickle"),
    _row(r"\.onnx$", "onnx", "safe"),
    _row(r"\.tflite$", "tflite", "safe"),
    _row(r"\.mlmodel$", "coreml", "safe"),
    _row(r"(?:^|/)openvino_[\w-]*model\.xml$", "openvino", "safe"),
    _row(r"\.keras$", "keras", "unknown"),
    _row(r"\.weights\.h5$|(?:^|/)tf_model[^/]*\.h5$", "hdf5", "unknown"),
    _row(r"(?:^|/)saved_model\.pb$", "saved-model", "executable"),
    _row(r"(?:^|/)flax_model[^/]*\.msgpack$", "flax", "safe"),
    _row(r"\.nemo$", "nemo", "pickle"),
    _row(r"\.llamafile$", "llamafile", "executable"),
    _row(r"\.pdparams$", "paddle", "pickle"),
    *(_row(pattern, name, "safe") for name, pattern in RAW.items()),
)
# Less telling suffixes count where the stem says what it is.
_WORD_HELPS: tuple[_Row, ...] = (
    _row(r"\.(?:pt|th)$", "pytorch", "pickle"),
    _row(r"\.bin(?:\.gz)?$", "unknown", "unknown"),
    _row(r"\.(?:h5|hdf5)$", "hdf5", "unknown"),
    _row(r"\.msgpack$", "flax", "safe"),
    _row(r"\.npz$", "npz", "safe"),
)
_WEIGHT_FOLDER = re.compile(
    r"(?:^|[/_.-])(?:weights?|checkpoints?|ckpts?|(?:pre-?)?trained|[a-z]+[_-]models?)/[^/]+$"
)
# The state of a training run is kept in the same formats as weights; vocabularies are named like them.
_STATE = re.compile(
    r"^(?:optim(?:izer)?|(?:lr_)?scheduler|rng_state|random_states|train(?:ing|er)?_(?:args|state)|(?:grad_)?scaler)"
    r"(?:[^a-z]|$)"
)
_VOCABULARY = re.compile(
    r"(?:^|[^a-z])(?:tokenizers?|vocab(?:ulary)?|spiece|sentencepiece|merges)(?:[^a-z]|$)"
)


def weight_like(name: str) -> bool:
    """Whether a file of this name may hold weights, so that its first bytes are worth reading."""
    return _LIKE.search(plain(name).removesuffix(".dvc")) is not None


def by_name(name: str) -> Recognition | None:
    """What a file is whose content is not here, None unless its name can hardly be anything else.

    A `.dvc` file stands for the file of that name without the suffix.
    """
    path = plain(name).removesuffix(".dvc")
    if is_state(path) or _VOCABULARY.search(_last(path)):
        return None
    told = speaks_of_weights(path) or _stands_with_weights(path)
    rows = (*_HARDLY_ELSE, *(_WORD_HELPS if told else ()))
    return next((found for pattern, found in rows if pattern.search(path)), None)


def is_state(path: str) -> bool:
    """Whether a path, in lower case, is that of an optimizer's, scheduler's or trainer's state."""
    return _STATE.search(_last(path)) is not None


def speaks_of_weights(path: str) -> bool:
    """Whether the last part of a path, in lower case, has a word for a model or its weights, not for data."""
    return _HAS_WORD.search(_last(path)) is not None and _DATA_WORD.search(_last(path)) is None


def _stands_with_weights(path: str) -> bool:
    return _WEIGHT_FOLDER.search(path) is not None and _DATA_WORD.search(_last(path)) is None


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def plain(name: str) -> str:
    """The end of a path in lower case; git allows names of megabytes, and patterns need not see those."""
    return name[-_LONGEST:].lower()
