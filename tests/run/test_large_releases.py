"""A large release costs no more than its headers, and weights bring no heavy library with them.

How long it takes is measured by benchmarks/weights_speed.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.large_release import SHARD, SHARDS, write_release
from support.weight_files import SOUND

from openrelease.config import Flags, load_settings
from openrelease.model import Outcome
from openrelease.repository import open_snapshot
from openrelease.run import run

pytestmark = pytest.mark.slow


def test_200_gigabytes_are_judged_by_their_headers(tmp_path: Path) -> None:
    write_release(tmp_path)
    report = judged(tmp_path)
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
    return run(snapshot, load_settings(snapshot, Flags(policies=("aia-baseline",))))


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
cli.main()  # run_and_exit ends the process before it could be looked into
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
