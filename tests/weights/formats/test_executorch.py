"""ExecuTorch programs: constants in segments or in the program, delegates, and files that are cut."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest
from support.flat_buffers import Value, flat_buffer, numbers, string, vector

from openrelease.weights import Header, read_header, recognize_by_name, recognize_format, source_from_bytes

FLOAT, CHAR = 6, 1


def constant(index: int, kind: int, shape: Sequence[int], name: str = "", *, external: bool = False) -> Value:
    """A value of a plan: a tensor whose data has this index."""
    extra: Value = {1: string(name), 2: bytes((external,))}
    tensor: Value = {0: bytes((kind,)), 2: numbers(shape), 5: struct.pack("<I", index), 9: extra}
    return {0: b"\x05", 1: tensor}


def allocated(shape: Sequence[int]) -> Value:
    """A tensor whose place is allocated when the program runs."""
    return {0: b"\x05", 1: {0: bytes((FLOAT,)), 2: numbers(shape), 6: {0: struct.pack("<I", 1)}}}


def program(values: list[Value], sizes: Sequence[int], backend: str = "") -> bytes:
    """A program whose constants of these sizes in bytes are in one segment behind it; index 0 is reserved."""
    plan: dict[int, Value] = {0: string("forward"), 2: [*values, {0: b"\x01", 1: {}}]}
    if backend:
        plan[7] = [{0: string(backend)}]
    starts = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
    offsets = vector(struct.pack(f"<{len(starts)}Q", 0, *starts[:-1]), len(starts))
    segment: Value = {0: struct.pack("<Q", 0), 1: struct.pack("<Q", sum(sizes))}
    root: dict[int, Value] = {0: struct.pack("<I", 0), 1: [plan], 4: [segment], 5: {1: offsets}}
    header = struct.pack("<4sIQQQ", b"eh00", 32, 0, 0, 0)
    base = len(flat_buffer(b"ET12", root, header))
    header = struct.pack("<4sIQQQ", b"eh00", 32, base, base, sum(sizes))
    return flat_buffer(b"ET12", root, header) + bytes(sum(sizes))


def read(data: bytes) -> Header:
    found = recognize_format("net.pte", data[:4096], len(data))
    assert found is not None
    assert (found.format, found.serialisation, found.confident) == ("executorch", "executable", True)
    return read_header(found.format, source_from_bytes("net.pte", data))


VALUES = [constant(1, FLOAT, (2, 3), "fc.weight"), constant(2, CHAR, (3,), "fc.bias"), allocated((9, 9))]
SOUND = {"executorch": ("net.pte", program(VALUES, (24, 3)))}


def test_constants_are_counted_once_and_nothing_else_is() -> None:
    header = read(program([*VALUES, constant(1, FLOAT, (2, 3)), constant(3, FLOAT, (5,), external=True)], (24, 3)))
    assert (header.faults, header.executable) == ((), True)
    assert dict(header.dtypes) == {"F32": 6, "I8": 3}
    assert [(each.name, each.shape) for each in header.tensors or ()] == [("", (2, 3)), ("fc.bias", (3,))]
    assert header.metadata == {"version": "0", "methods": "forward"}


def test_weights_inside_of_a_delegate_are_not_known() -> None:
    header = read(program([], (64,), "XnnpackBackend"))
    assert (header.faults, header.parameters, header.tensors) == ((), None, None)
    assert header.metadata["backends"] == "XnnpackBackend"


def test_older_programs_keep_constants_in_themselves_and_have_no_header() -> None:
    buffers: list[Value] = [{}, {0: vector(bytes(8), 8)}]
    plan: Value = {0: string("forward"), 2: [constant(1, FLOAT, (2,))]}
    empty_segment: Value = {}
    header = read(flat_buffer(b"ET12", {1: [plan], 2: buffers, 4: [empty_segment]}))
    assert (header.faults, header.parameters) == ((), 2)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (SOUND["executorch"][1][:-1], "executorch-truncated"),
        (SOUND["executorch"][1][:200], "executorch-truncated"),
        (program([constant(7, FLOAT, (2,))], (8,)), "executorch-malformed"),
        (program([constant(1, FLOAT, (2**31 - 1,) * 4)], (8,)), "executorch-malformed"),
        (SOUND["executorch"][1].replace(b"eh00", b"xx00"), "executorch-malformed"),
    ],
    ids=["cut data", "cut program", "no such buffer", "overflow", "no header"],
)
def test_a_broken_program_is_reported(data: bytes, rule: str) -> None:
    assert [fault.rule for fault in read(data).faults] == [rule]


@pytest.mark.slow
def test_a_program_of_too_many_values_is_unknown() -> None:
    header = read(program([allocated((1,))] * 50_001, (8,)))
    assert [fault.rule for fault in header.faults] == ["executorch-unknown"]


def test_the_name_alone_is_enough_where_the_content_is_elsewhere() -> None:
    found = recognize_by_name("models/Net.PTE")
    assert found is not None
    assert found.format == "executorch"
