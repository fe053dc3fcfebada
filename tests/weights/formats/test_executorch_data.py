"""Data files of ExecuTorch: named tensors in segments, blobs of backends, and files that are cut."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest
from support.flat_buffers import Value, flat_buffer, numbers, string

from openrelease.weights import Header, read_header, recognize_format, source_from_bytes

FLOAT, BYTE = 6, 0


def entry(name: str, segment: int, kind: int = FLOAT, shape: Sequence[int] | None = None) -> Value:
    """A named tensor, or a blob where it has no shape."""
    layout: dict[int, Value] = {} if shape is None else {2: {0: bytes((kind,)), 1: numbers(shape)}}
    return {0: string(name), 1: struct.pack("<I", segment), **layout}


def data_file(entries: list[Value], sizes: Sequence[int]) -> bytes:
    """A file whose segments of these sizes in bytes follow each other."""
    starts = [sum(sizes[:count]) for count in range(len(sizes))]
    segments: list[Value] = [
        {0: struct.pack("<Q", start), 1: struct.pack("<Q", size)} for start, size in zip(starts, sizes, strict=True)
    ]
    root: dict[int, Value] = {0: struct.pack("<I", 1), 1: segments, 2: entries}
    base = len(flat_buffer(b"FT01", root, bytes(40)))
    header = struct.pack("<4sIQQQQ", b"FH01", 40, 48, base - 48, base, sum(sizes))
    return flat_buffer(b"FT01", root, header) + bytes(sum(sizes))


def read(data: bytes) -> Header:
    found = recognize_format("net.ptd", data[:4096], len(data))
    assert found is not None
    assert (found.format, found.serialisation, found.confident) == ("executorch-data", "safe", True)
    return read_header(found.format, source_from_bytes("net.ptd", data))


ENTRIES = [entry("fc.weight", 0, FLOAT, (2, 3)), entry("fc.bias", 1, BYTE, (3,))]
SOUND = {"executorch-data": ("net.ptd", data_file(ENTRIES, (24, 3)))}


def test_named_tensors_are_listed() -> None:
    header = read(SOUND["executorch-data"][1])
    assert (header.faults, header.executable) == ((), None)
    assert [(each.name, each.dtype, each.shape, each.nbytes) for each in header.tensors or ()] == [
        ("fc.weight", "F32", (2, 3), 24),
        ("fc.bias", "U8", (3,), 3),
    ]


def test_a_blob_of_a_backend_leaves_the_number_of_parameters_unknown() -> None:
    header = read(data_file([*ENTRIES, entry("xnnpack", 1)], (24, 3)))
    assert (header.faults, header.parameters, header.tensors) == ((), None, None)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (SOUND["executorch-data"][1][:-1], "executorch-data-truncated"),
        (SOUND["executorch-data"][1][:120], "executorch-data-truncated"),
        (SOUND["executorch-data"][1].replace(b"FH01", b"XX01"), "executorch-data-malformed"),
        (data_file([entry("w", 2, FLOAT, (1,))], (4,)), "executorch-data-malformed"),
        (data_file([entry("w", 0, FLOAT, (2**31 - 1,) * 4)], (4,)), "executorch-data-malformed"),
    ],
    ids=["cut data", "cut tables", "no header", "no such segment", "overflow"],
)
def test_a_broken_file_is_reported(data: bytes, rule: str) -> None:
    assert [fault.rule for fault in read(data).faults] == [rule]
