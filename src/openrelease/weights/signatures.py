"""A sample -> does this format's signature hold; the table of all formats is at the end.

Content decides. A name is asked only where a format has no magic of its own. Sources:
https://github.com/huggingface/safetensors#format, https://github.com/ggml-org/ggml/blob/master/docs/gguf.md,
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, https://apple.github.io/coremltools/mlmodel/,
https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html,
https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html; that models are programs:
https://github.com/pytorch/pytorch/blob/main/SECURITY.md and the same of tensorflow/tensorflow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from openrelease.weights.archives import tar_members, zip_members
from openrelease.weights.names import speaks_of_weights
from openrelease.weights.opcodes import is_pickle
from openrelease.weights.sample import Sample
from openrelease.weights.weight_file import Serialisation, WeightFile

Test: TypeAlias = Callable[[Sample], bool]

MAX_SAFETENSORS_HEADER = 100_000_000  # bytes, the limit of the safetensors library
_GGUF_FIXED = 24  # bytes of magic, version and two counts
_GGUF_VERSIONS = 99  # 3 is the newest today; text after the magic gives a number far above


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One way to tell a format: what the file is if `holds`."""

    weight_file: WeightFile
    holds: Test


def _named(pattern: str) -> Test:
    wanted = re.compile(pattern)
    return lambda sample: wanted.search(sample.path) is not None


def _begins(*magics: bytes, at: int = 0) -> Test:
    return lambda sample: sample.head.startswith(magics, at)


def _shows(pattern: bytes) -> Test:
    wanted = re.compile(pattern, re.DOTALL)
    return lambda sample: wanted.search(sample.head) is not None


def _both(*tests: Test) -> Test:
    return lambda sample: all(test(sample) for test in tests)


def _either(*tests: Test) -> Test:
    return lambda sample: any(test(sample) for test in tests)


def _word(sample: Sample) -> bool:
    return speaks_of_weights(sample.path)


def _binary(sample: Sample) -> bool:
    return sample.binary


def _safetensors(sample: Sample) -> bool:
    """Whether a length, a JSON object of that length with a tensor (as far as is seen), and room for it."""
    length = int.from_bytes(sample.head[:8], "little")
    header = sample.head[8 : 8 + length]
    fits = length <= min(sample.size - 8, MAX_SAFETENSORS_HEADER)
    begins = re.match(rb'\{\s*"', header) is not None
    return fits and begins and (len(header) < length or b'"dtype"' in header)


def _gguf(sample: Sample) -> bool:
    """Whether the magic, a version, and at least one tensor: a file with a vocabulary alone has none."""
    fixed = sample.head[:_GGUF_FIXED]
    versions = {int.from_bytes(fixed[4:8], "little"), int.from_bytes(fixed[4:8], "big")}
    count = fixed[8:12] if versions & {1} else fixed[8:16]
    known = fixed.startswith(b"GGUF") and 0 < min(versions) <= _GGUF_VERSIONS
    return known and any(count) and len(fixed) == _GGUF_FIXED


def _zip_with(pattern: str) -> Test:
    wanted = re.compile(pattern)
    return lambda sample: any(wanted.fullmatch(name) for name in zip_members(sample.head))


def _tar_with(pattern: str) -> Test:
    wanted = re.compile(pattern)
    return lambda sample: any(wanted.fullmatch(name) for name in tar_members(sample.head))


_TORCH_ZIP = _zip_with(r"[^/]+/(?:data\.pkl|data/\d+|\.data/serialization_id)")
_TORCH_SUFFIX = _named(r"\.(?:pt|pth|ckpt|bin|th|distcp)$")
_HDF5 = _begins(b"\x89HDF\r\n\x1a\n")
_NPY = b"\x93NUMPY"
# Classes that are models; a pickle of bare arrays or tensors may as well be data.
_MODEL_CLASSES = _shows(rb"torch\.nn\.|sklearn\.(?!datasets|utils)|xgboost|lightgbm|catboost|flax\.core")
_KERAS_GROUPS = _shows(rb"keras_version|model_weights|layer_names|_layer_checkpoint_dependencies")
# Marian: version 1 and a count, then for each item the sizes of its name, its type, its shape and its data.
_MARIAN = _shows(rb"\A\x01\0{7}..\0{6}[^\0]\0{7}[^\0][^\0].\0{5}[^\0]\0{7}")
# Protobuf, told from noise by its first field (a small version) and the tag of the second.
_ONNX = _shows(rb"\A\x08[\x01-\x7f][\x12\x1a\x22\x28\x32\x3a\x42\x72]")
_COREML = _shows(rb"\A\x08[\x01-\x7f]\x12")
_SAVED_MODEL = _shows(rb"\A\x08\x01\x12")
# The first entry of a tensor bundle's table: an empty key, then its header with the number of shards.
_TF_INDEX = _shows(rb"\A\0\0.\x08[\x01-\xff].{0,4}\x1a\x02\x08\x01")
_NDARRAY = _shows(rb"\A[\x80-\x8f\xde\xdf].*(?:\xc7.|\xc8..|\xc9....|[\xd4-\xd8])\x01\x93")


def _row(name: str, serialisation: Serialisation, holds: Test, *, confident: bool = True) -> Signature:
    found = WeightFile(format=name, serialisation=serialisation, confident=confident)
    return Signature(weight_file=found, holds=holds)


def _raw(name: str, path: str, serialisation: Serialisation = "safe") -> Signature:
    """A format without any magic: the name, and content that is not text."""
    return _row(name, serialisation, _both(_named(path), _binary), confident=False)


SIGNATURES: tuple[Signature, ...] = (
    _row("gguf", "safe", _gguf),
    _row("ggml", "safe", _both(_begins(b"lmgg", b"fmgg", b"tjgg", b"algg"), _binary)),
    _row("safetensors", "safe", _safetensors),
    _row("pytorch-legacy", "pickle", _begins(b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19")),
    _row("torchscript", "executable", _both(_TORCH_ZIP, _zip_with(r"[^/]+/(?:code/.*|constants\.pkl)"))),
    _row("torchscript", "executable", _both(_TORCH_ZIP, _named(r"\.(?:jit|torchscript)$"))),
    _row("pytorch-zip", "pickle", _TORCH_ZIP),
    _row(
        "keras",
        "unknown",
        _both(_zip_with(r"metadata\.json"), _zip_with(r"config\.json"), _named(r"\.keras$")),
    ),
    _row("npz", "safe", _both(_zip_with(r".*\.npy"), _word), confident=False),
    _row("npy", "pickle", _both(_begins(_NPY), _shows(rb"'\|O"), _word), confident=False),
    _row("npy", "safe", _both(_begins(_NPY), _word), confident=False),
    _row("hdf5", "unknown", _both(_HDF5, _KERAS_GROUPS)),
    _row("hdf5", "unknown", _both(_HDF5, _word), confident=False),
    _row("tflite", "safe", _begins(b"TFL3", at=4)),
    _row("onnxruntime", "safe", _begins(b"ORTM", at=4)),
    _row("executorch", "executable", _begins(b"ET12", at=4)),
    _row("litert-lm", "safe", _begins(b"LITERTLM")),
    _row("rknn", "unknown", _begins(b"RKNN\0")),
    _row("catboost", "safe", _both(_begins(b"CBM1"), _binary)),
    _row("tensorrt", "executable", _both(_begins(b"ftrt", b"ptrt"), _binary)),
    _row("mxnet", "safe", _both(_begins(b"\x12\x01\0\0\0\0\0\0"), _named(r"\.params$"))),
    _row("onnx", "safe", _both(_ONNX, _named(r"\.onnx$"))),
    _row("saved-model", "executable", _both(_SAVED_MODEL, _named(r"(?:^|/)saved_model\.pb$"))),
    _row("coreml", "safe", _both(_COREML, _named(r"\.mlmodel$"))),
    _row("tf-checkpoint", "safe", _both(_TF_INDEX, _named(r"\.index$"))),
    _row(
        "openvino",
        "safe",
        _both(_shows(rb"\A\s*(?:<\?xml[^>]*>\s*)?<net\s[^>]*\bversion="), _named(r"\.xml$")),
    ),
    _row("flax", "safe", _both(_NDARRAY, _named(r"\.msgpack$"))),
    _row("nemo", "pickle", _both(_tar_with(r"(?:\./)?model_config\.yaml|.*\.ckpt"), _named(r"\.nemo$"))),
    _row("llamafile", "executable", _both(_begins(b"MZ", b"\x7fELF"), _binary, _named(r"\.llamafile$"))),
    _row("ctranslate2", "safe", _shows(rb"\A[\x01-\x1f]\0{3}.\0\w{1,60}Spec\0")),
    _row("marian", "safe", _MARIAN, confident=False),
    _row(
        "darknet",
        "safe",
        _both(_shows(rb"\A[\0-\x02]\0{3}[\0-\x09]\0{3}"), _named(r"\.weights$")),
        confident=False,
    ),
    _row("paddle", "pickle", _both(is_pickle, _named(r"\.pdparams$"))),
    _row(
        "pickle", "pickle", _both(is_pickle, _either(_TORCH_SUFFIX, _word, _MODEL_CLASSES)), confident=False
    ),
    _raw("onnx", r"\.onnx[._]data$"),
    _raw("coreml", r"\.mlpackage/.*/weight\.bin$"),
    _raw("openvino", r"(?:^|/)openvino_[\w-]*model\.bin$"),
    _raw("tf-checkpoint", r"(?:^|/)(?:variables|[^/]*ckpt[^/]*)\.data-\d{5}-of-\d{5}$"),
    _raw("tfjs", r"(?:^|/)group\d+-shard\d+of\d+(?:\.bin)?$"),
    _raw("caffe", r"\.caffemodel$"),
)
"""Every known format, tried in this order. A new one is one row, and a reader beside it where it has more."""
