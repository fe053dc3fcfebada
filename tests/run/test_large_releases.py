"""A large release costs no more than its headers, and weights bring no heavy library with them."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import time
from pathlib import Path

from support.weight_files import SOUND

from openrelease.model import Outcome
from openrelease.run import run
from openrelease.settings import Flags, load
from openrelease.snapshot import open_snapshot

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
    (folder / "README.md").write_text(
        "---\nlicense: apache-2.0\nlibrary_name: transformers\n---\n# Tiny 100B\n"
    )


def test_200_gigabytes_are_judged_in_a_second_by_their_headers(tmp_path: Path) -> None:
    write_release(tmp_path)
    judged(tmp_path)  # the policies, rules and licenses are loaded once
    start = time.process_time()
    report = judged(tmp_path)
    assert time.process_time() - start < 1
    weights = report.facts.weights
    assert sum(file.size or 0 for file in weights) > 200 * 10**9
    assert sum(file.parameters or 0 for file in weights) == 100 * 10**9
    headers = sum((file.size or 0) - SHARD for file in weights)
    assert headers <= sum(file.bytes_read for file in weights) <= headers + 4096 * SHARDS
    assert report.facts.faults == ()
    outcomes = {each.requirement.id: each.outcome for each in report.verdicts[0].verdicts}
    assert outcomes["weights-whole"] is outcomes["weights-agree"] is Outcome.MET


def judged(folder: Path):  # noqa: ANN201 - the report
    snapshot = open_snapshot(folder)
    return run(snapshot, load(snapshot, Flags(policies=("aia-baseline",))))


FORBIDDEN = (
    "numpy",
    "google",
    "onnx",
    "gguf",
    "safetensors",
    "torch",
    "huggingface_hub",
    "h5py",
    "msgpack",
    "pickle",
)
PROGRAM = """
import sys
from openrelease import cli
try:
    cli.run_and_exit()
except SystemExit:
    pass
print("MODULES", *sorted(sys.modules))
"""


def test_no_library_of_a_format_is_loaded(tmp_path: Path) -> None:
    for name, data in SOUND.values():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", PROGRAM, "facts", str(tmp_path)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told, _, modules = out.rpartition("MODULES ")
    assert len(json.loads(told)["weights"]) > 10
    loaded = {name.partition(".")[0] for name in modules.split()}
    assert "openrelease" in loaded
    assert loaded & set(FORBIDDEN) == set()
