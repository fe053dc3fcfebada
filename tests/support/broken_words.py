"""Releases whose weights say one thing otherwise than their card or configuration does.

Each is named, and comes with the rules and files of the faults that it has to give.
"""

from __future__ import annotations

from support.more_releases import without
from support.releases import Files, adapter, card, plain, quantised, single
from support.weight_files import gguf, onnx, torch_zip

Broken = list[tuple[str, Files, list[tuple[str, str]]]]

WORDS: Broken = [
    ("a layer less than is said", single(num_hidden_layers=2), [("layers-conflict", "config.json")]),
    (
        "another dtype in the part for text",
        {**single(torch_dtype=None, text_config={"dtype": "bfloat16"})},
        [("dtype-conflict", "config.json")],
    ),
    (
        "another number of parameters, in a table",
        {**single(), "README.md": "# Tiny\n\n| what | value |\n|---|---|\n| Parameters | 350M |\n"},
        [("params-conflict", "README.md")],
    ),
    ("pickles alone", without(plain(), "weights/model.safetensors"), [("pickle-only", "weights/model.pth")]),
    (
        "an adapter of another base",
        {**adapter(), "README.md": card(library_name="peft", base_model="acme/other")},
        [("base-model-conflict", "adapter_config.json")],
    ),
    (
        "a GGUF file of another base",
        {**quantised(), "README.md": card(base_model=["acme/other"])},
        [("base-model-conflict", "tiny-q4.gguf")],
    ),
    ("another dtype", single(torch_dtype="bfloat16"), [("dtype-conflict", "config.json")]),
    ("a small embedding", single(vocab_size=17), [("vocab-conflict", "model.safetensors")]),
    (
        "a token id beyond the vocabulary",
        single(eos_token_id=[2, 16], pad_token_id=-1, bos_token_id=15),
        [("token-id-conflict", "config.json")],
    ),
    (
        "tokens without a row",
        {"tiny.gguf": gguf([("tokenizer.ggml.tokens", ["a"] * 9)], {"token_embd.weight": (4, 3)})},
        [("vocab-conflict", "tiny.gguf")],
    ),
    (
        "an adapter and a GGUF file of two bases, and no card",
        {
            **without(adapter(), "README.md"),
            "tiny.gguf": gguf([("general.base_model.0.repo_url", "https://huggingface.co/other/base")]),
        },
        [("base-model-conflict", "tiny.gguf")],
    ),
    (
        "a quantised GGUF file of another base, by its name",
        {
            "README.md": card(base_model="acme/base-7b"),
            "tiny.gguf": gguf([("general.name", "Tiny"), ("general.base_model.0.name", "Other 7B")], kind=8),
        },
        [("base-model-conflict", "tiny.gguf")],
    ),
    (
        "another dtype, beside the same as a pickle",
        {
            **single(dtype="float16", torch_dtype=None),
            "pytorch_model.bin": torch_zip({"w": ("Half", (2, 2))}),
        },
        [("dtype-conflict", "config.json")],
    ),
    (
        "another number of parameters, in a sentence",
        {
            **single(),
            "README.md": "# Tiny\n\nTiny has 1.3 billion parameters. It beats more than 7B parameters.\n",
            "onnx/model.onnx": onnx(),
        },
        [("params-conflict", "README.md")],
    ),
    (
        "another number of parameters",
        {**single(), "README.md": card("Tiny 7B", library_name="transformers")},
        [("params-conflict", "README.md")],
    ),
]
