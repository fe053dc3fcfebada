"""What is a weight file, and what only looks like one."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpus import corpus

from openrelease.weights import WeightFile, by_name, recognise, weight_like

LEGACY = bytes.fromhex("80028a0a6cfc9c46f9206aa85019") + b".\x80\x02M\xe9\x03."
NPY = b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }\n"
OBJECTS = NPY.replace(b"<f4", b"|O")
HDF5 = b"\x89HDF\r\n\x1a\n" + bytes(88)
INDEX = bytes.fromhex("00000608011a02080100")
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 12345\n"
FLOATS = struct.pack("<64f", *(0.01 * n - 0.3 for n in range(64)))
MARIAN = struct.pack("<2Q4Q", 1, 2, 8, 0x404, 2, 128) + b"encoder\0"


def safetensors(header: object, data: int = 4) -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(data)


TENSOR = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}


def gguf(version: int = 3, tensors: int = 1, order: str = "<") -> bytes:
    counts = "II" if version == 1 else "QQ"
    return b"GGUF" + struct.pack(f"{order}I{counts}", version, tensors, 0) + bytes(32)


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(*names: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in names:
            archive.addfile(tarfile.TarInfo(name))
    return buffer.getvalue()


# As TorchScript writes it: tensors first, padded by an extra field to where a multiple of 64 begins.
SCRIPT = b"PK\x03\x04" + bytes(22) + struct.pack("<HH", 10, 8) + b"net/data/0" + b"FB\x04\0ZZZZ"

WEIGHTS = [
    ("model.safetensors", safetensors({"w": TENSOR}), "safetensors", "safe", True),
    ("model", safetensors({"__metadata__": {"format": "pt"}, "w": TENSOR}), "safetensors", "safe", True),
    ("MODEL.SAFETENSORS", safetensors({"w" * 5000: TENSOR}), "safetensors", "safe", True),
    ("model.bin", safetensors({"w": TENSOR}), "safetensors", "safe", True),
    ("a/q4.gguf", gguf(), "gguf", "safe", True),
    ("a/q4.gguf", gguf(1), "gguf", "safe", True),
    ("a/big-endian.gguf", gguf(order=">"), "gguf", "safe", True),
    ("ggml-base.bin", b"lmgg" + struct.pack("<4I", 51864, 1500, 512, 8), "ggml", "safe", True),
    ("pytorch_model.bin", zipped({"a/data.pkl": b"", "a/data/0": FLOATS}), "pytorch-zip", "pickle", True),
    ("step.ckpt", zipped({"step/data.pkl": b"\x80\x02"}), "pytorch-zip", "pickle", True),
    ("net.pt", zipped({"net/data.pkl": b"", "net/code/m.py": b""}), "torchscript", "executable", True),
    ("net.jit", SCRIPT, "torchscript", "executable", True),
    ("net.pt", SCRIPT, "torchscript", "executable", False),
    ("vgg.pth", LEGACY, "pytorch-legacy", "pickle", True),
    ("model.pt", pickle.dumps({"w": [0.5] * 9}, 2), "pickle", "pickle", False),
    ("model.pkl", pickle.dumps({"w": 1}, 5), "pickle", "pickle", False),
    ("rf.joblib", pickle.dumps("sklearn.ensemble._forest", 4), "pickle", "pickle", False),
    ("model.joblib", zlib.compress(pickle.dumps(list(range(999)), 4)), "pickle", "pickle", False),
    ("weights.npz", zipped({"w.npy": NPY}), "npz", "safe", False),
    ("model_weights.npy", NPY, "npy", "safe", False),
    ("params.npy", OBJECTS, "npy", "pickle", False),
    ("net.h5", HDF5 + b"\0model_weights\0", "hdf5", "unknown", True),
    ("net.weights.h5", HDF5, "hdf5", "unknown", False),
    ("m.keras", zipped({"metadata.json": b"{}", "config.json": b"{}"}), "keras", "unknown", True),
    ("m.tflite", b"\x1c\0\0\0TFL3" + bytes(16), "tflite", "safe", True),
    ("m.ort", b"\x1c\0\0\0ORTM" + bytes(16), "onnxruntime", "safe", True),
    ("m.pte", b"\x1c\0\0\0ET12" + bytes(16), "executorch", "executable", True),
    ("m.rknn", b"RKNN\0\0\0\0", "rknn", "unknown", True),
    ("m.cbm", b"CBM1\x10\0\0\0", "catboost", "safe", True),
    ("m.engine", b"ftrt\0\0\0\0", "tensorrt", "executable", True),
    ("m-0001.params", b"\x12\x01\0\0\0\0\0\0" + bytes(8), "mxnet", "safe", True),
    ("m.onnx", b"\x08\x08\x12\x07pytorch", "onnx", "safe", True),
    ("m.mlmodel", b"\x08\x06\x12\x10" + bytes(16), "coreml", "safe", True),
    ("m/saved_model.pb", b"\x08\x01\x12\x04\x0a\x02ab", "saved-model", "executable", True),
    ("m/variables/variables.index", INDEX, "tf-checkpoint", "safe", True),
    ("model.ckpt-100.data-00000-of-00001", FLOATS, "tf-checkpoint", "safe", False),
    ("m.xml", b'<?xml version="1.0"?>\n<net name="m" version="11">', "openvino", "safe", False),
    ("openvino_model.bin", FLOATS, "openvino", "safe", False),
    ("flax_model.msgpack", b"\x81\xa1w\xc7\x08\x01\x93\x91\x01\xa2f4\xc4\x00", "flax", "safe", True),
    ("asr.nemo", tarred("./model_config.yaml", "./model_weights.ckpt"), "nemo", "pickle", True),
    ("asr.nemo", gzip.compress(tarred("model_config.yaml")), "nemo", "pickle", True),
    ("m.llamafile", b"MZqFpD='\n\0\x10\0\0\0", "llamafile", "executable", True),
    ("ct2/model.bin", struct.pack("<IH", 6, 16) + b"TransformerSpec\0", "ctranslate2", "safe", True),
    ("yolo.weights", struct.pack("<3iq", 0, 2, 0, 32013312), "darknet", "safe", False),
    ("m.pdparams", pickle.dumps({"w": 1}, 2), "paddle", "pickle", True),
    ("group1-shard1of2.bin", FLOATS, "tfjs", "safe", False),
    ("m.onnx_data", FLOATS, "onnx", "safe", False),
    ("net.caffemodel", b"\x0a\x03net" + FLOATS, "caffe", "safe", False),
    ("model.ensk.alphas.bin", MARIAN, "marian", "safe", False),
    ("model.ensk.alphas.bin.gz", gzip.compress(MARIAN), "marian", "safe", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "form", "serialisation", "confident"), WEIGHTS)
def test_weights_are_named(name: str, data: bytes, form: str, serialisation: str, confident: bool) -> None:  # noqa: FBT001 - a column of the table
    found = recognise(name, data[:4096], len(data))
    assert found is not None
    assert (found.format, found.serialisation, found.confident) == (form, serialisation, confident)
    assert weight_like(name) or name == "model"


TOKENS = struct.pack("<8H", 0x0280, 15496, 995, 11, 314, 716, 50256, 13)  # begins like a pickle
HTML = b"<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n"

NOT_WEIGHTS = [
    ("newstest2019.pt", "Olá, isto é português.\n".encode() * 50),
    ("flores.th", "นี่คือภาษาไทย\n".encode() * 50),
    ("flores.pt", "Água é vida\r\n".encode("latin-1") * 50),
    ("pom.xml", b'<?xml version="1.0"?>\n<project><version>1</version></project>'),
    ("net.xml", b'<?xml version="1.0"?>\n<network name="net" version="1"/>'),
    ("corpus.en.gz", gzip.compress(b"Some text in a file.\n" * 500)),
    ("model.bin.gz", gzip.compress(b"Some text in a file.\n" * 500)),
    ("model.bin.gz", b"\x1f\x8b not gzip at all"),
    ("model.safetensors", HTML),
    ("model.gguf", HTML),
    ("pytorch_model.bin", b"Entry not found"),
    ("pytorch_model.bin", b"Access to model acme/rocket is restricted."),
    ("model.safetensors", POINTER),
    ("model.safetensors", b""),
    ("model.onnx", b""),
    ("model.safetensors", safetensors({})),
    ("model.safetensors", safetensors({"__metadata__": {"format": "pt"}})),
    ("model.safetensors", struct.pack("<Q", 2**63) + b'{"w":'),
    ("model.safetensors", struct.pack("<Q", 100) + b'{"w": {"dtype"'),
    ("model.safetensors", b"{}"),
    ("vocab.gguf", gguf(tensors=0)),
    ("model.gguf", b"GGUF"),
    ("model.gguf", b"GGUF is a format for models, and this is text about it."),
    ("ggml.bin", b"lmgg, said the machine, and this is text again."),
    ("tokenizer.model", b"\x0a\x0e\x0a\x05<unk>\x15\0\0\0\0\x18\x02\x0a\x0c\x0a\x03<s>\x15\0\0\0\0"),
    ("train.bin", TOKENS * 500),
    ("model.bin", TOKENS * 500),
    ("val.bin", struct.pack("<8H", 464, 717, 1438, 286, 257, 649, 50256, 198) * 500),
    ("mel_filters.npz", zipped({"mel_80.npy": NPY})),
    ("model_scores.npz", zipped({"scores.npy": NPY})),
    ("embeddings.npy", NPY),
    ("train.h5", HDF5),
    ("model_predictions.h5", HDF5),
    ("cache.pkl", pickle.dumps({"rows": [1, 2, 3]})),
    ("iris.pkl", pickle.dumps("sklearn.datasets sklearn.utils._bunch")),
    ("statistics.zip", zipped({"statistics.csv": b"a,b\n"})),
    ("model.pt", zipped({"readme.txt": b"", "data.pkl": b""})),
    ("report.bin", zipped({"report/data/1": b""})),
    ("model.bin", zipped({"word/document.xml": b""}, zipfile.ZIP_DEFLATED)),
    ("faiss.index", b"IxFl" + bytes(64)),
    ("variables.index", b"IxFl" + bytes(64)),
    ("variables.data-00000-of-00001", b"a,b\n1,2\n" * 20),
    ("weight.bin", FLOATS),
    ("model.bin", FLOATS),
    ("app.llamafile", b"#!/bin/sh\necho hello\n"),
    ("setup.engine", b"ftrt is a word too, at least in here."),
    ("optimizer.pt", LEGACY),
    ("training_args.bin", zipped({"training_args/data.pkl": b""})),
    ("rng_state_0.pth", zipped({"rng_state_0/data.pkl": b""})),
    ("lang.onnx", b"A text with the suffix of a model."),
    ("x.mlmodel", b"artifact_path: model\nflavors:\n"),
    ("m.tflite", b"TFL3"),
]


@pytest.mark.parametrize(("name", "data"), NOT_WEIGHTS)
def test_what_only_looks_like_weights_is_not(name: str, data: bytes) -> None:
    assert recognise(name, data[:4096], len(data)) is None


def seen(folder: Path) -> dict[str, WeightFile]:
    files = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    found = {}
    for name, path in files.items():
        with path.open("rb") as stream:
            result = recognise(name, stream.read(4096), path.stat().st_size)
        if result is not None:
            assert weight_like(name), name
            found[name] = result
    return found


def test_real_and_tiny_weights_are_named_by_their_format() -> None:
    formats = {
        name.split("/", 1)[1]: found.format for name, found in seen(corpus("weights", cases=33)).items()
    }
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


names = st.sampled_from(sorted({name for name, *_ in WEIGHTS} | {name for name, _ in NOT_WEIGHTS}))
quiet = settings(deadline=None, max_examples=200)


@quiet
@given(
    names, st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t\r"), max_size=200)
)
def test_text_is_never_weights(name: str, text: str) -> None:
    found = recognise(name, text.encode(), 10_000)
    assert found is None or text.lstrip().startswith("<")  # the graph of OpenVINO is text


@quiet
@given(st.text() | names, st.binary(max_size=200), st.integers(0, 2**63))
def test_no_name_and_no_bytes_end_in_an_error(name: str, head: bytes, size: int) -> None:
    for found in (recognise(name, head, size), by_name(name)):
        assert found is None or found.format


def test_changed_weights_end_in_no_error() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same changes in every run
    outcomes = set()
    for _ in range(4_000):
        name, data = chance.choice(WEIGHTS)[:2]
        head = bytearray(data[:4096])
        for _ in range(chance.randint(1, 8)):
            head[chance.randrange(len(head))] = chance.randrange(256)
        cut = bytes(head[: chance.randint(0, len(head))])
        outcomes.add(recognise(name, cut, len(data)) is None)
    assert outcomes == {True, False}


def test_random_bytes_under_ambiguous_names_are_hardly_ever_weights() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same bytes in every run
    plain = ("train.bin", "model.bin", "cs.pt", "th.th", "x.npz", "x.h5", "x.onnx", "x.pkl", "x.msgpack")
    wrong = [name for _ in range(500) for name in plain if recognise(name, chance.randbytes(4096), 4096)]
    assert wrong == []


def test_tokens_that_begin_like_a_pickle_are_not_one() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same tokens in every run
    wrong = 0
    for protocol in (2, 3, 4, 5):
        for _ in range(250):
            tokens = b"".join(struct.pack("<H", chance.randrange(50_257)) for _ in range(2047))
            wrong += recognise("model.bin", bytes((0x80, protocol)) + tokens, 10**9) is not None
    assert wrong == 0


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert recognise("model.bin.gz", bomb[:4096], len(bomb)) is None
