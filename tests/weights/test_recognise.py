"""What is a weight file, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpus import corpus
from support.weight_bytes import NOT_WEIGHTS, WEIGHTS

from openrelease.weights import Recognition, may_be_weights, recognize_format


@pytest.mark.parametrize(("name", "data", "form", "serialisation", "confident"), WEIGHTS)
def test_weights_are_named(name: str, data: bytes, form: str, serialisation: str, confident: bool) -> None:  # noqa: FBT001 - a column of the table
    found = recognize_format(name, data[:4096], len(data))
    assert found is not None
    assert (found.format, found.serialisation, found.confident) == (form, serialisation, confident)
    assert may_be_weights(name) or name == "model"


@pytest.mark.parametrize(("name", "data"), NOT_WEIGHTS)
def test_what_only_looks_like_weights_is_not(name: str, data: bytes) -> None:
    assert recognize_format(name, data[:4096], len(data)) is None


def seen(folder: Path) -> dict[str, Recognition]:
    files = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    found = {}
    for name, path in files.items():
        with path.open("rb") as stream:
            result = recognize_format(name, stream.read(4096), path.stat().st_size)
        if result is not None:
            assert may_be_weights(name), name
            found[name] = result
    return found


def test_real_and_tiny_weights_are_named_by_their_format() -> None:
    formats = {name.split("/", 1)[1]: found.format for name, found in seen(corpus("weights", cases=33)).items()}
    net = "basic_pitch/saved_models/icassp_2022/nmp"
    lpips = {f"lpips/weights/v0.{n}/{name}.pth" for n in (0, 1) for name in ("alex", "squeeze", "vgg")}
    assert formats == {
        f"{net}/saved_model.pb": "saved-model",
        f"{net}/variables/variables.data-00000-of-00001": "tf-checkpoint",
        f"{net}/variables/variables.index": "tf-checkpoint",
        f"{net}.mlpackage/Data/com.apple.CoreML/model.mlmodel": "coreml",
        f"{net}.mlpackage/Data/com.apple.CoreML/weights/weight.bin": "coreml",
        f"{net}.onnx": "onnx",
        f"{net}.tflite": "tflite",
        **dict.fromkeys(lpips, "pytorch-legacy"),
        "silero_vad/data/silero_vad_16k.safetensors": "safetensors",
        "silero_vad/data/silero_vad_16k_op15.onnx": "onnx",
        "be.gguf": "gguf",
        "ext.onnx": "onnx",
        "ext.onnx.data": "onnx",
        "flax_model.msgpack": "flax",
        "model-00001-of-00002.safetensors": "safetensors",
        "model-00002-of-00002.safetensors": "safetensors",
        "model.h5": "hdf5",
        "model.keras": "keras",
        "model.pkl": "pickle",
        "model.safetensors": "safetensors",
        "model.weights.h5": "hdf5",
        "tiny.gguf": "gguf",
        "tiny.onnx": "onnx",
    }


def test_hostile_weights_are_named_by_their_suffix_or_not_at_all() -> None:
    found = seen(corpus("hostile", "weights", cases=46))
    assert all(name.endswith(f".{result.format}") for name, result in found.items())
    # Cut in the header, claiming more than the file holds, without a tensor or no header at all.
    without = {"st_7bytes", "st_empty", "st_len_2p63", "st_len_beyond", "st_len_max", "st_space_first"}
    assert {f"{name}.safetensors" for name in without} & set(found) == set()
    assert {"gg_empty.gguf", "gg_short.gguf", "gg_ver0.gguf", "idx_paths.index.json"} & set(found) == set()
    # Their tensors are wrong, which a reader of the whole header will say; what they are is plain.
    assert {"st_truncated.safetensors", "st_overlap.safetensors", "gg_off.gguf"} <= set(found)
