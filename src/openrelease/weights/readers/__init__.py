"""Source -> Header: a reader for each format, by the names that recognition gives."""

from __future__ import annotations

from collections.abc import Mapping

from openrelease.weights.header import Reader
from openrelease.weights.readers import (
    coreml,
    flax,
    gguf,
    hdf5,
    keras,
    llamafile,
    nemo,
    numpy_arrays,
    onnx,
    openvino,
    pickled,
    pytorch,
    safetensors,
    saved_model,
    tensor_bundle,
    tflite,
)

READERS: Mapping[str, Reader] = {
    "coreml": coreml,
    "flax": flax,
    "gguf": gguf,
    "hdf5": hdf5,
    "keras": keras,
    "llamafile": llamafile,
    "nemo": nemo,
    "npy": numpy_arrays,
    "npz": numpy_arrays,
    "onnx": onnx,
    "openvino": openvino,
    "paddle": pickled,
    "pickle": pickled,
    "pytorch-legacy": pytorch,
    "pytorch-zip": pytorch,
    "safetensors": safetensors,
    "saved-model": saved_model,
    "tf-checkpoint": tensor_bundle,
    "tflite": tflite,
    "torchscript": pytorch,
}
"""A format that is missing here (ggml, CTranslate2, …) has a size, and no more is told of it."""
