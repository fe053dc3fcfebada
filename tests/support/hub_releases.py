"""Releases for the loopback Hub: a sound one, and one of many shards."""

from __future__ import annotations

import json
import struct
from typing import Any

from support.loopback_hub import Large
from support.project import CHECKOUT
from support.releases import card

APACHE = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
HEADER = {"w": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}}


def weights(*names: str, size: int = 16) -> bytes:
    """A file of safetensors with a square tensor for each name, and no more of its data than a test needs."""
    each = {
        name: {"dtype": "F32", "shape": [size // 4], "data_offsets": [at * size, (at + 1) * size]}
        for at, name in enumerate(names or ("w",))
    }
    text = json.dumps(each).encode()
    return struct.pack("<Q", len(text)) + text


def tiny(**front: Any) -> dict[str, Any]:
    """A model with a card, a license, a configuration and one file of weights in Git LFS."""
    head = weights("wte.weight")
    return {
        "README.md": card(license="apache-2.0", library_name="transformers", **front)
        + "\n## Use\n\n```python\nfrom transformers import AutoModel\nAutoModel.from_pretrained('acme/tiny')\n```\n",
        "LICENSE": APACHE,
        "config.json": '{"model_type": "gpt2", "architectures": ["GPT2Model"]}',
        "tokenizer.json": "{}",
        "tokenizer_config.json": "{}",
        "model.safetensors": Large(head, len(head) + 16),
    }


def sharded(count: int, tensors: int = 40, size: int = 100_000_000) -> dict[str, Any]:
    """The same model in so many shards of 4 GB each, with an index."""
    names = [f"model-{at:05}-of-{count:05}.safetensors" for at in range(1, count + 1)]
    files: dict[str, Any] = {path: content for path, content in tiny().items() if path != "model.safetensors"}
    held: dict[str, str] = {}
    for at, path in enumerate(names):
        parts = [f"model.layers.{at}.part_{each}.weight" for each in range(tensors)]
        head = weights(*parts, size=size)
        files[path] = Large(head, len(head) + size * tensors)
        held |= dict.fromkeys(parts, path)
    total = size * tensors * count
    files["model.safetensors.index.json"] = json.dumps({"metadata": {"total_size": total}, "weight_map": held})
    return files
