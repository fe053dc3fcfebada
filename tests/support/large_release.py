"""A release of 200 GB in sparse files, which take no room: headers and nothing behind them."""

from __future__ import annotations

import json
import struct
from pathlib import Path

SHARDS = 100
SHARD = 2 * 10**9  # bytes of tensors; the files are sparse
TENSORS = 20  # of a shard


def write_release(folder: Path) -> None:
    """Write a language model of 200 GB in 100 shards, with its index, configuration and card."""
    weight_map = {}
    for number in range(1, SHARDS + 1):
        name = f"model-{number:05d}-of-{SHARDS:05d}.safetensors"
        size = SHARD // TENSORS
        entries = {
            f"layers.{number}.{n}": {
                "dtype": "BF16",
                "shape": [size // 2],
                "data_offsets": [n * size, (n + 1) * size],
            }
            for n in range(TENSORS)
        }
        text = json.dumps(entries).encode()
        with (folder / name).open("wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            file.truncate(8 + len(text) + SHARD)
        weight_map |= dict.fromkeys(entries, name)
    index = {"metadata": {"total_size": SHARDS * SHARD}, "weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    config = {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "torch_dtype": "bfloat16"}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text("{}")
    (folder / "README.md").write_text("---\nlicense: apache-2.0\nlibrary_name: transformers\n---\n# Tiny 100B\n")
