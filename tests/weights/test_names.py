"""What a name alone may say."""

from __future__ import annotations

import time

import pytest

from openrelease.weights import may_be_weights, recognize_by_name


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("model-00001-of-00002.safetensors", "safetensors"),
        ("Model.GGUF", "gguf"),
        ("ggml-large-v3.bin", "ggml"),
        ("pytorch_model-00001-of-00003.bin", "pytorch"),
        ("unet/diffusion_pytorch_model.fp16.bin", "pytorch"),
        ("adapter_model.bin", "pytorch"),
        ("consolidated.00.pth", "pytorch"),
        ("v1-5-pruned.ckpt", "pytorch"),
        ("best_model.pt", "pytorch"),
        ("model.th", "pytorch"),
        ("net.jit", "torchscript"),
        ("onnx/model.onnx", "onnx"),
        ("onnx/model.onnx_data", "onnx"),
        ("net.tflite", "tflite"),
        ("a.mlpackage/Data/com.apple.CoreML/weights/weight.bin", "coreml"),
        ("openvino_model.bin", "openvino"),
        ("openvino_model.xml", "openvino"),
        ("m.keras", "keras"),
        ("tf_model.h5", "hdf5"),
        ("vgg16.weights.h5", "hdf5"),
        ("a/saved_model.pb", "saved-model"),
        ("bert_model.ckpt.data-00000-of-00001", "tf-checkpoint"),
        ("flax_model.msgpack", "flax"),
        ("asr.nemo", "nemo"),
        ("m.llamafile", "llamafile"),
        ("m.pdparams", "paddle"),
        ("models/ensk/model.ensk.intgemm.alphas.bin.gz", "unknown"),
        ("model.safetensors.dvc", "safetensors"),
        ("model.pt.dvc", "pytorch"),
        ("models/enes/qualityModel.enes.bin.gz", "unknown"),
        ("emotion_models/simple_cnn.hdf5", "hdf5"),
        ("weights/face_recognition_model-shard1", "tfjs"),
        ("slim-320.mnn", "mnn"),
    ],
)
def test_names_that_can_hardly_be_anything_else(name: str, form: str) -> None:
    found = recognize_by_name(name)
    assert found is not None
    assert found.format == form
    assert not found.confident
    assert may_be_weights(name)


@pytest.mark.parametrize(
    "name",
    [
        "newstest2019.pt",
        "flores.th",
        "train.bin",
        "lex.50.50.ensk.s2t.bin.gz",
        "vocab.ensk.spm.gz",
        "mel_filters.npz",
        "embeddings.npy",
        "data.pkl",
        "model.pkl",
        "train.h5",
        "model_predictions.h5",
        "pom.xml",
        "faiss.index",
        "frozen.pb",
        "tokenizer.model",
        "tokenizer.pth",
        "ggml-vocab-llama.gguf",
        "optimizer.pt",
        "scheduler.pt",
        "rng_state_0.pth",
        "training_args.bin",
        "data.dvc",
        "corpus.gz",
        "model.zip",
        "model/readme.md",
        "weights/license",
        "model.safetensors.index.json",
        "model.safetensors/notes.txt",
        "",
        "/",
        ".pt",
    ],
)
def test_names_that_can_be_something_else(name: str) -> None:
    assert recognize_by_name(name) is None


@pytest.mark.parametrize(
    "name",
    ["a.py", "README.md", "model.json", "model.zip", "model.ts", "LICENSE", "tokenizer.model", "config.yaml"],
)
def test_bytes_of_other_files_are_not_worth_reading(name: str) -> None:
    assert not may_be_weights(name)


@pytest.mark.parametrize(
    "name",
    [
        "pytorch_model" * 50_000,
        ".mlpackage/" * 50_000,
        "a" * 1_000_000 + ".bin",
        "ckpt.data-00000-of-" * 50_000,
        "\udcff\n\u202e.pt",
    ],
    ids=["word", "folders", "letters", "shards", "bytes"],
)
def test_long_and_odd_names_take_no_time(name: str) -> None:
    start = time.process_time()
    may_be_weights(name)
    recognize_by_name(name)
    assert time.process_time() - start < 1
