"""A sample -> does this format's signature hold; the table of all formats is at the end.

Content decides. A name is asked only where a format has no magic of its own. Sources:
https://github.com/huggingface/safetensors#format, https://github.com/ggml-org/ggml/blob/master/docs/gguf.md,
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, https://apple.github.io/coremltools/mlmodel/,
https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html, https://github.com/Tencent/ncnn/wiki,
https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html; that models are programs:
https://github.com/pytorch/pytorch/blob/main/SECURITY.md and the same of tensorflow/tensorflow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from openrelease.weights.file_sample import Sample
from openrelease.weights.names import RAW, has_model_word
from openrelease.weights.opcodes import is_pickle
from openrelease.weights.recognized_format import Recognition, Serialisation
from openrelease.weights.signature_tests import (
    SignatureTest,
    all_of,
    any_of,
    head_matches,
    is_binary,
    is_raw_data,
    name_matches,
    starts_with,
    tar_contains,
    zip_contains,
    zip_starts_with,
)

MAX_SAFETENSORS_HEADER = 100_000_000  # bytes, the limit of the safetensors library
_GGUF_FIXED = 24  # bytes of magic, version and two counts
_GGUF_PART = re.compile(r"-00001-of-\d{5}\.gguf$")
_GGUF_VERSIONS = 99  # 3 is the newest today; text after the magic gives a number far above


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One way to tell a format: what the file is if `holds`."""

    weight_file: Recognition
    holds: SignatureTest


def _is_safetensors(sample: Sample) -> bool:
    """Whether a length, a JSON object of that length with a tensor (as far as is seen), and room for it."""
    length = int.from_bytes(sample.head[:8], "little")
    header = sample.head[8 : 8 + length]
    fits = length <= min(sample.size - 8, MAX_SAFETENSORS_HEADER)
    begins = re.match(rb'\{\s*"', header) is not None
    return fits and begins and (len(header) < length or b'"dtype"' in header)


def _is_gguf(sample: Sample) -> bool:
    """Whether the magic, a version, and at least one tensor: a file with a vocabulary alone has none.

    The first part of a model that was split may have none either.
    """
    fixed = sample.head[:_GGUF_FIXED]
    versions = {int.from_bytes(fixed[4:8], "little"), int.from_bytes(fixed[4:8], "big")}
    count = fixed[8:12] if versions & {1} else fixed[8:16]
    known = fixed.startswith(b"GGUF") and 0 < min(versions) <= _GGUF_VERSIONS
    holds = any(count) or _GGUF_PART.search(sample.path) is not None
    return known and holds and len(fixed) == _GGUF_FIXED


def _has_model_word(sample: Sample) -> bool:
    return has_model_word(sample.path)


_NPY = b"\x93NUMPY"
_TORCH_LEGACY = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19"  # LONG 0x1950a86a20f9469cfc6c as a pickle
# torch.save writes data.pkl first; TorchScript its tensors, padded by an extra field FB to 64 bytes.
_TORCH_ZIP = zip_contains(r"[^/]+/data\.pkl")
_TORCH_CODE = any_of(zip_contains(r"[^/]+/(?:code/.*|constants\.pkl)"), name_matches(r"\.(?:jit|torchscript)$"))
_TORCH_SCRIPT = all_of(zip_starts_with(r"[^/]+/data/\d+"), head_matches(rb"\d+FB.\0Z"))
_TORCH_SUFFIX = name_matches(r"\.(?:pt|pth|ckpt|bin|th|distcp)$")
_SAFE_SUFFIX = name_matches(r"\.(?:safetensors|gguf|onnx|tflite|mlmodel|msgpack)$")  # a pickle in disguise
# Classes that are models; a pickle of bare arrays or tensors may as well be data.
_MODEL_CLASSES = head_matches(rb"torch\.nn\.|sklearn\.(?!datasets|utils)|xgboost|lightgbm|catboost|flax\.core")
_HDF5 = starts_with(b"\x89HDF\r\n\x1a\n")
_KERAS_GROUPS = head_matches(rb"keras_version|model_weights|layer_names|_layer_checkpoint_dependencies")
_KERAS_ZIP = all_of(zip_contains(r"metadata\.json"), zip_contains(r"config\.json"), name_matches(r"\.keras$"))
# Marian: version 1 and a count, then for each item the sizes of its name, its type, its shape and its data.
_MARIAN = head_matches(rb"\A\x01\0{7}..\0{6}[^\0]\0{7}[^\0][^\0].\0{5}[^\0]\0{7}")
# CTranslate2: a version, then the name of a model specification with its length.
_CTRANSLATE2 = head_matches(rb"\A[\x01-\x1f]\0{3}.\0\w{1,60}Spec\0")
# Protobuf, told from noise by its first field (a small version) and the tag of the second.
_ONNX = all_of(head_matches(rb"\A\x08[\x01-\x7f][\x12\x1a\x22\x28\x32\x3a\x42\x72]"), name_matches(r"\.onnx$"))
_COREML = all_of(head_matches(rb"\A\x08[\x01-\x7f]\x12"), name_matches(r"\.mlmodel$"))
_SAVED_MODEL = all_of(head_matches(rb"\A\x08\x01\x12"), name_matches(r"(?:^|/)saved_model\.pb$"))
# A frozen graph of TensorFlow: its first node, with a name and an operation.
_TF_GRAPH = all_of(
    head_matches(rb"\A\x0a[\x01-\xff][\0-\xff]{0,3}?\x0a[\x01-\x7f][\w./:-]{1,120}\x12[\x03-\x20][A-Z]\w+"),
    name_matches(r"\.pb$"),
)
# The first entry of a tensor bundle's table: an empty key, then its header with the number of shards.
_TF_INDEX = all_of(head_matches(rb"\A\0\0.\x08[\x01-\xff].{0,4}\x1a\x02\x08\x01"), name_matches(r"\.index$"))
# OpenVINO's graph: its weights are a .bin beside it, which has no sign of its own.
_OPENVINO = all_of(head_matches(rb"\A\s*(?:<\?xml[^>]*>\s*)?<net\s[^>]*\bversion="), name_matches(r"\.xml$"))
# Flax: a map in which an extension of type 1 holds an array of shape, type and bytes.
_NDARRAY = head_matches(rb"\A[\x80-\x8f\xde\xdf].*(?:\xc7.|\xc8..|\xc9....|[\xd4-\xd8])\x01\x93")
_NEMO = all_of(tar_contains(r"(?:\./)?model_config\.yaml|.*\.ckpt"), name_matches(r"\.nemo$"))
_LLAMAFILE = all_of(starts_with(b"MZ", b"\x7fELF"), name_matches(r"\.llamafile$"), is_binary)
_DARKNET = all_of(head_matches(rb"\A[\0-\x02]\0{3}[\0-\x09]\0{3}"), name_matches(r"\.weights$"))


def _signature(name: str, serialisation: Serialisation, *tests: SignatureTest, confident: bool = True) -> Signature:
    found = Recognition(format=name, serialisation=serialisation, confident=confident)
    return Signature(weight_file=found, holds=all_of(*tests))


SIGNATURES: tuple[Signature, ...] = (
    _signature("gguf", "safe", _is_gguf),
    _signature("ggml", "safe", starts_with(b"lmgg", b"fmgg", b"tjgg", b"algg"), is_binary),
    _signature("safetensors", "safe", _is_safetensors),
    _signature("pytorch-legacy", "pickle", starts_with(_TORCH_LEGACY)),
    _signature("torchscript", "executable", any_of(_TORCH_ZIP, _TORCH_SCRIPT), _TORCH_CODE),
    _signature("torchscript", "executable", _TORCH_SCRIPT, confident=False),
    _signature("pytorch-zip", "pickle", _TORCH_ZIP),
    _signature("keras", "unknown", _KERAS_ZIP),
    _signature("npz", "safe", zip_contains(r".*\.npy"), _has_model_word, confident=False),
    _signature("npy", "pickle", starts_with(_NPY), head_matches(rb"'\|O"), _has_model_word, confident=False),
    _signature("npy", "safe", starts_with(_NPY), _has_model_word, confident=False),
    _signature("hdf5", "unknown", _HDF5, _KERAS_GROUPS),
    _signature("hdf5", "unknown", _HDF5, _has_model_word, confident=False),
    _signature("tflite", "safe", starts_with(b"TFL3", at=4)),
    _signature("onnxruntime", "safe", starts_with(b"ORTM", at=4)),
    _signature("executorch", "executable", starts_with(b"ET12", at=4)),
    _signature("litert-lm", "safe", starts_with(b"LITERTLM")),
    _signature("ncnn", "safe", starts_with(b"7767517\n", b"7767517\r\n"), name_matches(r"\.param$")),
    _signature("rknn", "unknown", starts_with(b"RKNN"), is_binary),
    _signature("catboost", "safe", starts_with(b"CBM1"), is_binary),
    _signature("tensorrt", "executable", starts_with(b"ftrt", b"ptrt"), is_binary),
    _signature("mxnet", "safe", starts_with(b"\x12\x01\0\0\0\0\0\0"), name_matches(r"\.params$")),
    _signature("onnx", "safe", _ONNX),
    _signature("saved-model", "executable", _SAVED_MODEL),
    _signature("tf-graph", "executable", _TF_GRAPH),
    _signature("coreml", "safe", _COREML),
    _signature("tf-checkpoint", "safe", _TF_INDEX),
    _signature("openvino", "safe", _OPENVINO, confident=False),
    _signature("flax", "safe", _NDARRAY, name_matches(r"\.msgpack$")),
    _signature("nemo", "pickle", _NEMO),
    _signature("llamafile", "executable", _LLAMAFILE),
    _signature("ctranslate2", "safe", _CTRANSLATE2),
    _signature("marian", "safe", _MARIAN, confident=False),
    _signature("darknet", "safe", _DARKNET, confident=False),
    _signature("paddle", "pickle", is_pickle, name_matches(r"\.pdparams$")),
    _signature(
        "pickle",
        "pickle",
        is_pickle,
        any_of(_TORCH_SUFFIX, _SAFE_SUFFIX, _has_model_word, _MODEL_CLASSES),
        confident=False,
    ),
    *(_signature(name, "safe", name_matches(pattern), is_raw_data, confident=False) for name, pattern in RAW.items()),
)
"""Every known format, tried in this order. A new one is one row, and a reader beside it where it has more."""
