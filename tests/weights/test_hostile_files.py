"""Broken and hostile weight files: none passes for sound, none takes long, none ends in a foreign error."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable

import pytest
from support.corpus import corpus
from support.mutation import mutated
from support.weight_files import SOUND, gguf, torch_zip, zipped

from openrelease.weights import Header, Source, read_header, recognise, source_of

TRIES = 500  # of each reader here; scripts/fuzz_weights.py makes as many as one asks for


def bomb(count: int) -> bytes:
    """A pickle in which the key of a storage is a tuple of twice the same tuple, and so on."""
    nested = b"X\x01\0\0\0a" + b"2\x86" * count
    return b"\x80\x02(X\x07\0\0\0storagectorch\nFloatStorage\n" + nested + b"X\x03\0\0\0cpuK\1tQ."


def of_gguf(value: bytes) -> bytes:
    """A file with one pair, whose value these bytes are."""
    return b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1) + b"a" + value


def bombed() -> bytes:
    members = {"metadata.json": b"{}", "config.json": bytes(90_000_000), "model.weights.h5": b""}
    return zipped(members, zipfile.ZIP_DEFLATED)


def deep() -> bytes:
    return struct.pack("<Q", 400_006) + b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


def endless_tar() -> bytes:
    return (b"a" * 257 + b"ustar").ljust(512, b"\0") * 10_000


GIANTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a header of 99 MB": ("safetensors", lambda: struct.pack("<Q", 99_000_000) + b"{" + bytes(99_000_000)),
    "a list 200,000 deep": ("safetensors", deep),
    "200 kB of zeros as pairs": ("gguf", lambda: b"GGUF" + struct.pack("<IQQ", 3, 0, 2**62) + bytes(200_000)),
    "a value of 20 MB": ("gguf", lambda: of_gguf(struct.pack("<IIQ", 9, 0, 20_000_000) + bytes(20_000_000))),
    "arrays in arrays": ("gguf", lambda: of_gguf(b"\x09\0\0\0" + struct.pack("<IQ", 9, 1) * 100_000)),
    "3 million empty strings": ("gguf", lambda: gguf([("a", [""] * 3_000_000)])),
    "90,000 tensors": ("gguf", lambda: gguf(tensors={f"t{n}": (1,) for n in range(90_000)})),
    "6 million fields": ("onnx", lambda: b"\x08\x0a" * 6_000_000),
    "graphs in graphs": ("onnx", lambda: b"\x08\x0a" + b"\x3a\x10" * 100_000),
    "70,000 members": ("pytorch-zip", lambda: zipped({f"a/{n}": b"" for n in range(70_000)})),
    "a bomb": ("keras", bombed),
    "8 MB of opcodes": ("pickle", lambda: b"\x80\x02" + b"N0" * 4_000_000 + b"."),
    "8 MB of lines": ("pickle", lambda: b"\x80\x02" + b"I1\n" * 2_600_000 + b"."),
    "no end of a line": ("pickle", lambda: b"\x80\x02" + b"c" + b"a" * 8_000_000),
    "tuples in tuples": ("pickle", lambda: bomb(200_000)),
    "marks": ("pickle", lambda: b"\x80\x02" + b"(" * 400_000 + b"1" * 400_000 + b"."),
    "maps in maps": ("flax", lambda: b"\x81\xa1a" * 300_000),
    "a million arrays": ("flax", lambda: b"\xdd\0\x0f\x42\x40" + b"\x90" * 1_000_000),
    "90 MB of zeros": ("npz", lambda: zipped({"w.npy": bytes(90_000_000)}, zipfile.ZIP_DEFLATED)),
    "members without end": ("nemo", endless_tar),
}
SOUND_BUT_LARGE = {"90,000 tensors", "tuples in tuples"}


@pytest.mark.parametrize("what", sorted(GIANTS))
def test_no_file_takes_long(what: str) -> None:
    form, build = GIANTS[what]
    data = build()
    start = time.process_time()
    header = read_header(form, source_of(f"model.{form}", data))
    assert time.process_time() - start < 2
    assert bool(header.faults) is (what not in SOUND_BUT_LARGE)


PROGRAM = """
import struct, sys
from openrelease.weights import read_header, source_of
entry = '"t%d":{"dtype":"U8","shape":[1],"data_offsets":[%d,%d]}'
text = ("{" + ",".join(entry % (n, n, n + 1) for n in range(105_000)) + "}").encode()
data = struct.pack("<Q", len(text)) + text + bytes(105_000)
del text
header = read_header("safetensors", source_of("m.safetensors", data))
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
        start = time.process_time()
        header = read_header(form, source_of(path.name, path.read_bytes()))
        assert time.process_time() - start < 2
        if not header.faults:
            passed[path.name] = header
    assert passed == {}


@pytest.mark.parametrize("form", sorted(SOUND))
def test_changed_files_end_in_an_answer(form: str) -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same changes in every run
    name, data = SOUND[form]
    answers = [read_header(form, source_of(name, mutated(data, chance))) for _ in range(TRIES)]
    assert all(isinstance(answer, Header) for answer in answers)
    assert any(answer.faults for answer in answers)
    assert not all(answer.faults for answer in answers) or form in {"keras", "flax"}


def test_a_changed_table_of_tensors_ends_in_an_answer() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same changes in every run
    data = next(corpus("weights", cases=TRIES).rglob("variables.index")).read_bytes()
    name = "variables/variables.index"
    answers = [
        read_header("tf-checkpoint", source_of(name, mutated(data, chance))) for _ in range(TRIES // 2)
    ]
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
    found = recognise("model.safetensors", data[:4096], len(data))
    assert found is not None
    assert (found.format, found.serialisation) == ("pytorch-zip", "pickle")
