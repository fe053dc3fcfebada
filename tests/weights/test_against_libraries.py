"""Our readers beside the formats' own libraries, which are needed by tests alone."""

from __future__ import annotations

import math
import random
from collections import Counter
from pathlib import Path

import gguf as gguf_library
import numpy as np
import onnx as onnx_library
import pytest
import safetensors
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpus import corpus
from support.mutation import mutated
from support.sound_weights import SOUND

from openrelease.model import Severity
from openrelease.weights import Header, read_header, source_from_bytes
from openrelease.weights.decoding.ggml_types import TYPES

pytestmark = pytest.mark.slow

TRIES = 8_000  # scripts/fuzz_weights.py makes as many as one asks for
DTYPES = {
    "F32": np.float32,
    "F16": np.float16,
    "I64": np.int64,
    "U8": np.uint8,
    "BOOL": np.bool_,
    "F64": np.float64,
}
arrays = st.tuples(st.sampled_from(sorted(DTYPES)), st.lists(st.integers(0, 5), max_size=4))
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(lambda name: name != "__metadata__")


def read(form: str, name: str, data: bytes) -> Header:
    return read_header(form, source_from_bytes(name, data))


def accepted(data: bytes) -> bool:
    return not any(
        fault.severity in {Severity.ERROR, Severity.UNKNOWN}
        for fault in read("safetensors", "m.safetensors", data).faults
    )


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(names, arrays, min_size=1, max_size=6), st.dictionaries(names, names, max_size=3))
def test_everything_that_safetensors_writes_is_read(
    wanted: dict[str, tuple[str, list[int]]], metadata: dict[str, str]
) -> None:
    tensors = {name: np.zeros(shape, DTYPES[dtype]) for name, (dtype, shape) in wanted.items()}
    data = safetensors.numpy.save(tensors, metadata=metadata or None)
    found = read("safetensors", "m.safetensors", data)
    if not any(math.prod(shape) for _, shape in wanted.values()):
        assert "has no element in any of its tensors" in [fault.message for fault in found.faults]
        return
    assert [fault for fault in found.faults if fault.rule != "st-text"] == []
    assert {tensor.name: (tensor.dtype, list(tensor.shape)) for tensor in found.tensors or ()} == wanted
    assert found.metadata == metadata
    assert found.parameters == sum(math.prod(shape) for _, shape in wanted.values())


def test_nothing_is_read_that_safetensors_rejects() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same changes in every run
    seeds = [
        SOUND["safetensors"][1],
        safetensors.numpy.save({"a": np.zeros((2, 0), np.float16), "b": np.ones(())}),
    ]
    seen: Counter[tuple[bool, bool]] = Counter()
    for _ in range(TRIES):
        data = mutated(chance.choice(seeds), chance)
        try:
            safetensors.deserialize(data)
        except safetensors.SafetensorError:
            theirs = False
        else:
            theirs = True
        ours = accepted(data)
        assert theirs or not ours, data
        seen[ours, theirs] += 1
    assert seen[True, True] > TRIES / 100
    assert seen[False, False] > TRIES / 3


def test_the_sizes_of_gguf_types_are_those_of_the_library() -> None:
    known = {int(kind): (kind.name, *sizes) for kind, sizes in gguf_library.GGML_QUANT_SIZES.items()}
    assert {number: (row.name, row.block, row.nbytes) for number, row in TYPES.items()} == known


@pytest.mark.parametrize("order", [gguf_library.GGUFEndian.LITTLE, gguf_library.GGUFEndian.BIG])
def test_facts_of_gguf_are_those_that_were_written(tmp_path: Path, order: gguf_library.GGUFEndian) -> None:
    path = tmp_path / "m.gguf"
    writer = gguf_library.GGUFWriter(str(path), "llama", endianess=order)
    writer.add_name("Tiny")
    writer.add_license("apache-2.0")
    writer.add_base_model_count(1)
    writer.add_base_model_repo_url(0, "https://huggingface.co/acme/base")
    writer.add_array("tokenizer.ggml.tokens", [f"t{n}" for n in range(200)])
    writer.add_array("tokenizer.ggml.scores", [0.5] * 200)
    writer.add_tensor("a", np.ones((4, 8), np.float32))
    writer.add_tensor("b", np.ones((3,), np.float16))
    writer.add_tensor("c", np.zeros((2, 34), np.uint8), raw_dtype=gguf_library.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    found = read("gguf", "m.gguf", path.read_bytes())
    theirs = gguf_library.GGUFReader(str(path))
    assert found.faults == ()
    assert {(tensor.name, tensor.dtype, tensor.shape, tensor.nbytes) for tensor in found.tensors or ()} == {
        (each.name, each.tensor_type.name, tuple(int(size) for size in each.shape), int(each.n_bytes))
        for each in theirs.tensors
    }
    assert found.metadata["general.license"] == "apache-2.0"
    assert found.metadata["general.base_model.0.repo_url"] == "https://huggingface.co/acme/base"
    assert found.metadata["tokenizer.ggml.tokens"] == "[200]"


def test_facts_of_onnx_are_those_of_the_library() -> None:
    folder = corpus("weights", cases=4)
    paths = sorted(folder.rglob("*.onnx"))
    for path in paths:
        model = onnx_library.load(str(path), load_external_data=False)
        found = read("onnx", path.name, path.read_bytes())
        assert found.faults == ()
        kinds = {number: onnx_library.TensorProto.DataType.Name(number) for number in range(1, 24)}
        assert kinds[1] == "FLOAT"
        assert {tensor.name: tensor.shape for tensor in found.tensors or ()} == {
            each.name: tuple(each.dims) for each in model.graph.initializer
        }
        assert found.parameters == sum(math.prod(each.dims) for each in model.graph.initializer)
        assert found.metadata["ir_version"] == str(model.ir_version)
        assert found.metadata.get("producer_name", "") == model.producer_name
        assert {key: found.metadata.get(key) for key in ("license",)} == {
            "license": next((each.value for each in model.metadata_props if each.key == "license"), None)
        }
        external = {
            entry.value for each in model.graph.initializer for entry in each.external_data if entry.key == "location"
        }
        assert {reference.path for reference in found.references} == external
    assert len(paths) == 4


def test_the_numbers_of_onnx_types_are_those_of_the_library() -> None:
    from openrelease.weights.formats.onnx import DTYPES as OURS  # noqa: PLC0415 - beside what it is compared with

    names = {
        "FLOAT": "F32",
        "DOUBLE": "F64",
        "FLOAT16": "F16",
        "BFLOAT16": "BF16",
        "INT4": "I4",
        "UINT8": "U8",
    }
    for name, ours in names.items():
        assert OURS[onnx_library.TensorProto.DataType.Value(name)][0] == ours


def test_facts_of_numpy_are_those_that_were_written(tmp_path: Path) -> None:
    np.savez(tmp_path / "plain.npz", a=np.ones((2, 3)), b=np.ones(4, np.int8))
    np.savez_compressed(tmp_path / "packed.npz", a=np.ones((2, 3)), b=np.ones(4, np.int8))
    for name in ("plain.npz", "packed.npz"):
        found = read("npz", name, (tmp_path / name).read_bytes())
        assert (found.faults, found.parameters, dict(found.dtypes)) == ((), 10, {"F64": 6, "I8": 4})
