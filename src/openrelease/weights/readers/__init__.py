"""Source -> Header: a reader for each format, by the names that recognition gives."""

from __future__ import annotations

from collections.abc import Mapping

from openrelease.weights.header import Reader
from openrelease.weights.readers import (
    flax,
    gguf,
    hdf5,
    keras,
    llamafile,
    nemo,
    numpy_arrays,
    onnx,
    pickled,
    pytorch,
    safetensors,
    tensor_bundle,
)
from openrelease.weights.readers.structure import STRUCTURES

READERS: Mapping[str, Reader] = {
    "flax": flax,
    "gguf": gguf,
    "hdf5": hdf5,
    "keras": keras,
    "llamafile": llamafile,
    "nemo": nemo,
    "npy": numpy_arrays,
    "npz": numpy_arrays,
    "onnx": onnx,
    "paddle": pickled,
    "pickle": pickled,
    "pytorch-legacy": pytorch,
    "pytorch-zip": pytorch,
    "safetensors": safetensors,
    "tf-checkpoint": tensor_bundle,
    "torchscript": pytorch,
    **STRUCTURES,
}
"""A format that is missing here (ggml, CTranslate2, …) has a size, and no more is told of it."""
