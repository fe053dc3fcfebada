"""Broken and hostile weight files: none passes for sound, none ends in a foreign error.

How long each takes, and how much memory, is measured by benchmarks/weights_speed.py.
"""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from support.corpus import corpus
from support.giant_weights import GIANTS, SOUND_BUT_LARGE, SUFFIXES
from support.mutation import mutated
from support.sound_weights import SOUND
from support.weight_files import torch_zip

from openrelease.weights import Header, Source, read_header, recognize_format, source_from_bytes

pytestmark = pytest.mark.slow

TRIES = 500  # of each reader here; scripts/fuzz_weights.py makes as many as one asks for


@pytest.mark.parametrize("what", sorted(GIANTS))
def test_a_file_that_is_made_to_cost_much_ends_in_an_answer(what: str) -> None:
    form, build = GIANTS[what]
    header = read_header(form, source_from_bytes(f"model.{SUFFIXES.get(form, form)}", build()))
    assert bool(header.faults) is (what not in SOUND_BUT_LARGE)


PROGRAM = """
import struct, sys
from openrelease.weights import read_header, source_from_bytes
entry = '"t%d":{"dtype":"U8","shape":[1],"data_offsets":[%d,%d]}'
text = ("{" + ",".join(entry % (n, n, n + 1) for n in range(105_000)) + "}").encode()
data = struct.pack("<Q", len(text)) + text + bytes(105_000)
del text
header = read_header("safetensors", source_from_bytes("m.safetensors", data))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(header.parameters, peak.split()[1])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="1 case needs the memory figures of Linux")
def test_the_largest_header_that_is_read_stays_within_memory() -> None:
    answer = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    parameters, kilobytes = answer.stdout.split()
    assert int(parameters) == 105_000
    assert int(kilobytes) * 1024 < 256_000_000


def test_hostile_weights_never_pass_for_sound() -> None:
    suffixes = {"safetensors": "safetensors", "gguf": "gguf", "onnx": "onnx"}
    passed = {}
    for path in sorted(corpus("hostile", "weights", cases=47).iterdir()):
        form = suffixes.get(path.suffix[1:])
        if form is None:
            continue
        header = read_header(form, source_from_bytes(path.name, path.read_bytes()))
        if not header.faults:
            passed[path.name] = header
    assert passed == {}


@pytest.mark.parametrize("form", sorted(SOUND))
def test_changed_files_end_in_an_answer(form: str) -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same changes in every run
    name, data = SOUND[form]
    answers = [read_header(form, source_from_bytes(name, mutated(data, chance))) for _ in range(TRIES)]
    assert all(isinstance(answer, Header) for answer in answers)
    assert any(answer.faults for answer in answers)
    assert not all(answer.faults for answer in answers) or form in {"keras", "flax"}


def test_a_changed_table_of_tensors_ends_in_an_answer() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same changes in every run
    data = next(corpus("weights", cases=TRIES).rglob("variables.index")).read_bytes()
    name = "variables/variables.index"
    answers = [read_header("tf-checkpoint", source_from_bytes(name, mutated(data, chance))) for _ in range(TRIES // 2)]
    assert {bool(answer.faults) for answer in answers} == {True, False}


def test_no_reader_reads_without_end() -> None:
    def endless(_: int, length: int) -> bytes:
        return b"\x08\x0a" * (length // 2) + b"\x08" * (length % 2)

    source = Source("model.onnx", 2**40, endless)
    rules = [fault.rule for fault in read_header("onnx", source).faults]
    assert rules == ["onnx-unknown"]
    assert source.bytes_read < 80_000_000


def test_a_pickle_under_the_name_of_a_safe_format_is_told() -> None:
    data = torch_zip({"w": ("Float", (2,))})
    found = recognize_format("model.safetensors", data[:4096], len(data))
    assert found is not None
    assert (found.format, found.serialisation) == ("pytorch-zip", "pickle")
