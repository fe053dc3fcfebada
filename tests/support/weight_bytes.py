"""Small bytes that are the beginning of a weight file, and small bytes that only look like one."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping

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


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # tests are named by their bytes, which must not change by the second


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)  # without the time of the day
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
    ("asr.nemo", gzipped(tarred("model_config.yaml")), "nemo", "pickle", True),
    ("m.llamafile", b"MZqFpD='\n\0\x10\0\0\0", "llamafile", "executable", True),
    ("ct2/model.bin", struct.pack("<IH", 6, 16) + b"TransformerSpec\0", "ctranslate2", "safe", True),
    ("yolo.weights", struct.pack("<3iq", 0, 2, 0, 32013312), "darknet", "safe", False),
    ("m.pdparams", pickle.dumps({"w": 1}, 2), "paddle", "pickle", True),
    ("group1-shard1of2.bin", FLOATS, "tfjs", "safe", False),
    ("group1-shard2of2", bytes(range(0x40, 0xC0)) * 32, "tfjs", "safe", False),
    ("weights/face_model-shard1", FLOATS, "tfjs", "safe", False),
    (
        "net/frozen.pb",
        b"\x0a\x27\x0a\x05input\x12\x0bPlaceholder*\x0b\x0a\x05dtype" + FLOATS,
        "tf-graph",
        "executable",
        True,
    ),
    ("net.mnn", struct.pack("<I", 24) + FLOATS, "mnn", "safe", False),
    ("net.param", b"7767517\n75 83\nInput data 0 1 data 0=4\n", "ncnn", "safe", True),
    ("m.onnx_data", FLOATS, "onnx", "safe", False),
    ("net.caffemodel", b"\x0a\x03net" + FLOATS, "caffe", "safe", False),
    ("model.ensk.alphas.bin", MARIAN, "marian", "safe", False),
    ("model.ensk.alphas.bin.gz", gzipped(MARIAN), "marian", "safe", False),
]  # fmt: skip


TOKENS = struct.pack("<8H", 0x0280, 15496, 995, 11, 314, 716, 50256, 13)  # begins like a pickle
HTML = b"<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n"

NOT_WEIGHTS = [
    ("newstest2019.pt", "Olá, isto é português.\n".encode() * 50),
    ("flores.th", "นี่คือภาษาไทย\n".encode() * 50),
    ("flores.pt", "Água é vida\r\n".encode("latin-1") * 50),
    ("pom.xml", b'<?xml version="1.0"?>\n<project><version>1</version></project>'),
    ("net.xml", b'<?xml version="1.0"?>\n<network name="net" version="1"/>'),
    ("corpus.en.gz", gzipped(b"Some text in a file.\n" * 500)),
    ("model.bin.gz", gzipped(b"Some text in a file.\n" * 500)),
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
