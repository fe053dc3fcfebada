"""Small whole releases of each kind, to be broken in one place by a test."""

from __future__ import annotations

import json

from openrelease.config import Flags, load_settings
from openrelease.model import Facts
from openrelease.repository import MemorySnapshot
from openrelease.run import run
from support.weight_files import floats, gguf, onnx, safetensors, torch_zip

Files = dict[str, bytes | str]

LAYER = {"model.embed_tokens.weight": ("F32", (16, 4), 256), "model.layers.0.weight": ("F32", (4, 4), 64)}
HEAD = {"lm_head.weight": ("F32", (16, 4), 256)}
CONFIG = {
    "architectures": ["TinyForCausalLM"],
    "model_type": "tiny",
    "torch_dtype": "float32",
    "vocab_size": 16,
}
ADAPTER = {"peft_type": "LORA", "r": 4, "task_type": "CAUSAL_LM", "base_model_name_or_path": "acme/base"}
ARCHITECTURE = "from .configuration_tiny import TinyConfig\n\nclass TinyForCausalLM: ...\n"


DATA = bytes(range(256))


def card(title: str = "Tiny", **front: object) -> str:
    """A README with front matter, which JSON is too."""
    matter = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
    return f"---\n{matter}\n---\n# {title}\n\nTiny is a language model.\n" if front else f"# {title}\n"


def index(total: int, **shards: tuple[str, ...]) -> str:
    """An index of shards: the tensors of each, by the number of the shard and of all."""
    names = {tensor: f"model-{key[1:]}.safetensors" for key, tensors in shards.items() for tensor in tensors}
    named = {tensor: name.replace("_", "-of-") for tensor, name in names.items()}
    return json.dumps({"metadata": {"total_size": total}, "weight_map": named})


def transformers() -> dict[str, bytes | str]:
    """A language model in two shards."""
    return {
        "README.md": card(library_name="transformers", pipeline_tag="text-generation", license="apache-2.0"),
        "config.json": json.dumps(CONFIG),
        "tokenizer.json": "{}",
        "model-00001-of-00002.safetensors": safetensors(LAYER),
        "model-00002-of-00002.safetensors": safetensors(HEAD),
        "model.safetensors.index.json": index(576, s00001_00002=tuple(LAYER), s00002_00002=tuple(HEAD)),
    }


def single(**config: object) -> dict[str, bytes | str]:
    """The same in one file."""
    return {
        "README.md": card(library_name="transformers", pipeline_tag="text-generation"),
        "config.json": json.dumps({**CONFIG, **config}),
        "tokenizer.json": "{}",
        "model.safetensors": safetensors({**LAYER, **HEAD}),
    }


def own_code() -> dict[str, bytes | str]:
    """A model whose source is in the release, by auto_map."""
    auto = {
        "AutoConfig": "configuration_tiny.TinyConfig",
        "AutoModelForCausalLM": "modeling_tiny.TinyForCausalLM",
    }
    return {
        **single(auto_map=auto),
        "modeling_tiny.py": ARCHITECTURE,
        "configuration_tiny.py": "class TinyConfig: ...\n",
    }


def adapter() -> dict[str, bytes | str]:
    """An adapter of PEFT."""
    return {
        "README.md": card(library_name="peft", base_model="acme/base"),
        "adapter_config.json": json.dumps(ADAPTER),
        "adapter_model.safetensors": safetensors(floats(base__lora_A__weight=(4, 8))),
    }


def diffusers(**more: str) -> dict[str, bytes | str]:
    """A pipeline of two parts with weights and one without; `more` are further parts of transformers."""
    parts = {
        "_class_name": "TinyPipeline",
        "unet": ["diffusers", "UNet2DModel"],
        "vae": ["diffusers", "AutoencoderKL"],
        "scheduler": ["diffusers", "DDPMScheduler"],
        "safety_checker": [None, None],
        **{name: ["transformers", kind] for name, kind in more.items()},
    }
    return {
        "model_index.json": json.dumps(parts),
        "unet/config.json": json.dumps({"_class_name": "UNet2DModel"}),
        "unet/diffusion_pytorch_model.safetensors": safetensors(floats(w=(2, 2))),
        "vae/config.json": json.dumps({"_class_name": "AutoencoderKL"}),
        "vae/diffusion_pytorch_model.safetensors": safetensors(floats(w=(3, 2))),
        "scheduler/scheduler_config.json": "{}",
    }


def sentences() -> dict[str, bytes | str]:
    """A model of sentence-transformers."""
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    return {**single(), "modules.json": json.dumps(modules), "1_Pooling/config.json": "{}"}


def quantised() -> dict[str, bytes | str]:
    """A model in GGUF, which holds its tokenizer."""
    pairs: list[tuple[str, str | int | float | list[str]]] = [
        ("general.architecture", "llama"),
        ("general.license", "apache-2.0"),
        ("general.base_model.0.repo_url", "https://huggingface.co/acme/base"),
        ("tokenizer.ggml.tokens", ["a", "b", "c"]),
    ]
    return {
        "README.md": card(base_model="acme/base", license="apache-2.0"),
        "tiny-q4.gguf": gguf(pairs, {"token_embd.weight": (4, 3), "blk.0.weight": (4, 4)}),
    }


def exported() -> dict[str, bytes | str]:
    """A model in ONNX with its data in another file."""
    return {"model.onnx": onnx(external="model.onnx.data"), "model.onnx.data": DATA}


def plain() -> dict[str, bytes | str]:
    """A checkpoint of one's own code, in a safe form too."""
    tensors = {"w": ("Float", (2, 2))}
    return {
        "model.py": "import torch\n",
        "weights/model.pth": torch_zip(tensors),
        "weights/model.safetensors": safetensors(floats(w=(2, 2))),
    }


def saved_model(corpus_index: bytes, data: bytes) -> dict[str, bytes | str]:
    """A SavedModel, with the real index of a checkpoint."""
    return {
        "net/saved_model.pb": b"\x08\x01\x12\x0d\x0a\x0bVarHandleOp",
        "net/variables/variables.index": corpus_index,
        "net/variables/variables.data-00000-of-00001": data,
    }


def looked_at(files: Files, name: str = "acme/tiny") -> Facts:
    """The facts of a release."""
    snapshot = MemorySnapshot(files, name=name)
    return run(snapshot, load_settings(snapshot, Flags(name=name))).facts
