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
from openrelease.weights.names import RAW, speaks_of_weights
from openrelease.weights.opcodes import is_pickle
from openrelease.weights.recognized_format import Recognition, Serialisation
from openrelease.weights.signature_tests import (
    Test,
    begins,
    binary,
    both,
    either,
    named,
    raw,
    shows,
    tar_with,
    zip_from,
    zip_with,
)

MAX_SAFETENSORS_HEADER = 100_000_000  # bytes, the limit of the safetensors library
_GGUF_FIXED = 24  # bytes of magic, version and two counts
_GGUF_PART = re.compile(r"-00001-of-\d{5}\.gguf$")
_GGUF_VERSIONS = 99  # 3 is the newest today; text after the magic gives a number far above


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One way to tell a format: what the file is if `holds`."""

    weight_file: Recognition
    holds: Test


def _safetensors(sample: Sample) -> bool:
    """Whether a length, a JSON object of that length with a tensor (as far as is seen), and room for it."""
    length = int.from_bytes(sample.head[:8], "little")
    header = sample.head[8 : 8 + length]
    fits = length <= min(sample.size - 8, MAX_SAFETENSORS_HEADER)
    begins = re.match(rb'\{\s*"', header) is not None
    return fits and begins and (len(header) < length or b'"dtype"' in header)


def _gguf(sample: Sample) -> bool:
    """Whether the magic, a version, and at least one tensor: a file with a vocabulary alone has none.

    The first part of a model that was split may have none either.
    """
    fixed = sample.head[:_GGUF_FIXED]
    versions = {int.from_bytes(fixed[4:8], "little"), int.from_bytes(fixed[4:8], "big")}
    count = fixed[8:12] if versions & {1} else fixed[8:16]
    known = fixed.startswith(b"GGUF") and 0 < min(versions) <= _GGUF_VERSIONS
    holds = any(count) or _GGUF_PART.search(sample.path) is not None
    return known and holds and len(fixed) == _GGUF_FIXED


def _word(sample: Sample) -> bool:
    return speaks_of_weights(sample.path)


_NPY = b"\x93NUMPY"
_TORCH_LEGACY = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19"  # LONG 0x1950a86a20f9469cfc6c as a pickle
# torch.save writes data.pkl first; TorchScript its tensors, padded by an extra field FB to 64 bytes.
_TORCH_ZIP = zip_with(r"[^/]+/data\.pkl")
_TORCH_CODE = either(zip_with(r"[^/]+/(?:code/.*|constants\.pkl)"), named(r"\.(?:jit|torchscript)$"))
_TORCH_SCRIPT = both(zip_from(r"[^/]+/data/\d+"), shows(rb"\d+FB.\0Z"))
_TORCH_SUFFIX = named(r"\.(?:pt|pth|ckpt|bin|th|distcp)$")
_SAFE_SUFFIX = named(r"\.(?:safetensors|gguf|onnx|tflite|mlmodel|msgpack)$")  # a pickle in disguise
# Classes that are models; a pickle of bare arrays or tensors may as well be data.
_MODEL_CLASSES = shows(rb"torch\.nn\.|sklearn\.(?!datasets|utils)|xgboost|lightgbm|catboost|flax\.core")
_HDF5 = begins(b"\x89HDF\r\n\x1a\n")
_KERAS_GROUPS = shows(rb"keras_version|model_weights|layer_names|_layer_checkpoint_dependencies")
_KERAS_ZIP = both(zip_with(r"metadata\.json"), zip_with(r"config\.json"), named(r"\.keras$"))
# Marian: version 1 and a count, then for each item the sizes of its name, its type, its shape and its data.
_MARIAN = shows(rb"\A\x01\0{7}..\0{6}[^\0]\0{7}[^\0][^\0].\0{5}[^\0]\0{7}")
# CTranslate2: a version, then the name of a model specification with its length.
_CTRANSLATE2 = shows(rb"\A[\x01-\x1f]\0{3}.\0\w{1,60}Spec\0")
# Protobuf, told from noise by its first field (a small version) and the tag of the second.
_ONNX = both(shows(rb"\A\x08[\x01-\x7f][\x12\x1a\x22\x28\x32\x3a\x42\x72]"), named(r"\.onnx$"))
_COREML = both(shows(rb"\A\x08[\x01-\x7f]\x12"), named(r"\.mlmodel$"))
_SAVED_MODEL = both(shows(rb"\A\x08\x01\x12"), named(r"(?:^|/)saved_model\.pb$"))
# A frozen graph of TensorFlow: its first node, with a name and an operation.
_TF_GRAPH = both(
    shows(rb"\A\x0a[\x01-\xff][\0-\xff]{0,3}?\x0a[\x01-\x7f][\w./:-]{1,120}\x12[\x03-\x20][A-Z]\w+"),
    named(r"\.pb$"),
)
# The first entry of a tensor bundle's table: an empty key, then its header with the number of shards.
_TF_INDEX = both(shows(rb"\A\0\0.\x08[\x01-\xff].{0,4}\x1a\x02\x08\x01"), named(r"\.index$"))
# OpenVINO's graph: its weights are a .bin beside it, which has no sign of its own.
_OPENVINO = both(shows(rb"\A\s*(?:<\?xml[^>]*>\s*)?<net\s[^>]*\bversion="), named(r"\.xml$"))
# Flax: a map in which an extension of type 1 holds an array of shape, type and bytes.
_NDARRAY = shows(rb"\A[\x80-\x8f\xde\xdf].*(?:\xc7.|\xc8..|\xc9....|[\xd4-\xd8])\x01\x93")
_NEMO = both(tar_with(r"(?:\./)?model_config\.yaml|.*\.ckpt"), named(r"\.nemo$"))
_LLAMAFILE = both(begins(b"MZ", b"\x7fELF"), named(r"\.llamafile$"), binary)
_DARKNET = both(shows(rb"\A[\0-\x02]\0{3}[\0-\x09]\0{3}"), named(r"\.weights$"))


def _row(name: str, serialisation: Serialisation, *tests: Test, confident: bool = True) -> Signature:
    found = Recognition(format=name, serialisation=serialisation, confident=confident)
    return Signature(weight_file=found, holds=both(*tests))


SIGNATURES: tuple[Signature, ...] = (
    _row("gguf", "safe", _gguf),
    _row("ggml", "safe", begins(b"lmgg", b"fmgg", b"tjgg", b"algg"), binary),
    _row("safetensors", "safe", _safetensors),
    _row("pytorch-legacy", "pickle", begins(_TORCH_LEGACY)),
    _row("torchscript", "executable", either(_TORCH_ZIP, _TORCH_SCRIPT), _TORCH_CODE),
    _row("torchscript", "executable", _TORCH_SCRIPT, confident=False),
    _row("pytorch-zip", "pickle", _TORCH_ZIP),
    _row("keras", "unknown", _KERAS_ZIP),
    _row("npz", "safe", zip_with(r".*\.npy"), _word, confident=False),
    _row("npy", "pickle", begins(_NPY), shows(rb"'\|O"), _word, confident=False),
    _row("npy", "safe", begins(_NPY), _word, confident=False),
    _row("hdf5", "unknown", _HDF5, _KERAS_GROUPS),
    _row("hdf5", "unknown", _HDF5, _word, confident=False),
    _row("tflite", "safe", begins(b"TFL3", at=4)),
    _row("onnxruntime", "safe", begins(b"ORTM", at=4)),
    _row("executorch", "executable", begins(b"ET12", at=4)),
    _row("litert-lm", "safe", begins(b"LITERTLM")),
    _row("ncnn", "safe", begins(b"7767517\n", b"7767517\r\n"), named(r"\.param$")),
    _row("rknn", "unknown", begins(b"RKNN"), binary),
    _row("catboost", "safe", begins(b"CBM1"), binary),
    _row("tensorrt", "executable", begins(b"ftrt", b"ptrt"), binary),
    _row("mxnet", "safe", begins(b"\x12\x01\0\0\0\0\0\0"), named(r"\.params$")),
    _row("onnx", "safe", _ONNX),
    _row("saved-model", "executable", _SAVED_MODEL),
    _row("tf-graph", "executable", _TF_GRAPH),
    _row("coreml", "safe", _COREML),
    _row("tf-checkpoint", "safe", _TF_INDEX),
    _row("openvino", "safe", _OPENVINO, confident=False),
    _row("flax", "safe", _NDARRAY, named(r"\.msgpack$")),
    _row("nemo", "pickle", _NEMO),
    _row("llamafile", "executable", _LLAMAFILE),
    _row("ctranslate2", "safe", _CTRANSLATE2),
    _row("marian", "safe", _MARIAN, confident=False),
    _row("darknet", "safe", _DARKNET, confident=False),
    _row("paddle", "pickle", is_pickle, named(r"\.pdparams$")),
    _row(
        "pickle",
        "pickle",
        is_pickle,
        either(_TORCH_SUFFIX, _SAFE_SUFFIX, _word, _MODEL_CLASSES),
        confident=False,
    ),
    *(_row(name, "safe", named(pattern), raw, confident=False) for name, pattern in RAW.items()),
)
"""Every known format, tried in this order. A new one is one row, and a reader beside it where it has more."""
