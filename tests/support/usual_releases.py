"""Releases as the libraries of many kinds of model publish them: nothing is wrong with any of them."""

from __future__ import annotations

import json

from support.more_releases import without
from support.releases import Files, card, diffusers, sentences, single, transformers
from support.weight_files import floats, onnx, openvino, safetensors

PICTURES = "image-classification"
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 440449768\n"


def every_form() -> Files:
    """One model in the formats of many libraries, all of them pointers."""
    package = "coreml/float32_model.mlpackage/Data/com.apple.CoreML"
    forms = ("model.safetensors", "pytorch_model.bin", "tf_model.h5", "flax_model.msgpack", "onnx/model.onnx")
    config = {"architectures": ["BertForMaskedLM"], "model_type": "bert", "num_hidden_layers": 12}
    return {
        "README.md": card("BERT base model (uncased)", license="apache-2.0", pipeline_tag="fill-mask"),
        "config.json": json.dumps(config),
        "vocab.txt": "a\n",
        **dict.fromkeys((*forms, f"{package}/model.mlmodel", f"{package}/weights/weight.bin"), POINTER),
    }


def pipeline() -> Files:
    """A pipeline with variants of its parts, and checkpoints of the whole beside it."""
    weights = safetensors(floats(w=(2, 2)))
    return {
        **diffusers(text_encoder="CLIPTextModel", tokenizer="CLIPTokenizer", feature_extractor="CLIPImageProcessor"),
        "text_encoder/config.json": "{}",
        **dict.fromkeys(("text_encoder/model.fp16.safetensors", "text_encoder/model.safetensors"), weights),
        **dict.fromkeys(("tokenizer/vocab.json", "tokenizer/tokenizer_config.json"), "{}"),
        "feature_extractor/preprocessor_config.json": "{}",
        **dict.fromkeys(("v1-5-pruned.ckpt", "v1-5-pruned.safetensors"), POINTER),
        "README.md": card("Tiny Diffusion v1-5", pipeline_tag="text-to-image"),
    }


def of(head: str, *names: str, **front: object) -> Files:
    """A model of transformers with this head, and these files beside it in the tokenizer's stead."""
    files = without(single(architectures=[head], vocab_size=None), "tokenizer.json")
    return {**files, **dict.fromkeys(names, "{}"), "README.md": card("Tiny", **front)}


USUAL: list[tuple[str, Files]] = [
    ("every form", every_form()),
    ("a pipeline", pipeline()),
    (
        "the maker's own form",
        {**transformers(), "original/consolidated.00.pth": POINTER, "original/params.json": "{}"},
    ),
    (
        "sentences",
        {
            **sentences(),
            "onnx/model.onnx": onnx(),
            "openvino/openvino_model.xml": openvino(),
            "openvino/openvino_model.bin": bytes(range(32)),
        },
    ),
    (
        "pictures",
        of("ViTForImageClassification", "preprocessor_config.json", pipeline_tag="image-classification"),
    ),
    ("speech", of("Wav2Vec2ForCTC", "vocab.json", "preprocessor_config.json")),
    ("transcripts", of("WhisperForConditionalGeneration", "tokenizer.json", "preprocessor_config.json")),
    ("proteins", of("EsmForMaskedLM", "vocab.txt")),
    ("rewards", of("LlamaForSequenceClassification", "tokenizer.json")),
    ("a checkpoint of a run", {f"checkpoint-500/{name}": text for name, text in single().items()}),
    (
        "weights packed for another library",
        {
            **single(quantization={"bits": 4}, torch_dtype="bfloat16"),
            "model.safetensors": safetensors({"model.embed_tokens.weight": ("U32", (16, 1), 64)}),
            "README.md": card("Tiny 7B 4bit", library_name="mlx", base_model="acme/tiny"),
        },
    ),
    (
        "timm",
        {
            "README.md": card("resnet50.a1_in1k", library_name="timm", pipeline_tag="image-classification"),
            "config.json": json.dumps({"architecture": "resnet50", "pretrained_cfg": {}}),
            "model.safetensors": safetensors(floats(w=(2, 2))),
            "pytorch_model.bin": POINTER,
        },
    ),
    (
        "an adapter of a pipeline",
        {
            "README.md": card("LoRA 1024px", base_model="acme/diffusion-xl", library_name="diffusers"),
            "pytorch_lora_weights.safetensors": safetensors(floats(a=(2, 2))),
        },
    ),
]
"""Each is named."""
