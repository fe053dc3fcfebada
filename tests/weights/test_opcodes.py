"""Stepping over the opcodes of a pickle without unpickling it."""

from __future__ import annotations

import pickle
import pickletools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openrelease.weights.file_sample import SAMPLE_BYTES, Sample
from openrelease.weights.pickle_tracing.opcodes import is_pickle


def sample(data: bytes, size: int | None = None) -> Sample:
    return Sample(path="model.pkl", head=data[:SAMPLE_BYTES], size=len(data) if size is None else size)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=50,
)


@settings(deadline=None, max_examples=200)
@given(values, st.integers(2, 5))
@pytest.mark.slow
def test_every_pickle_is_one(value: object, protocol: int) -> None:
    assert is_pickle(sample(pickle.dumps(value, protocol)))


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_pickle_longer_than_its_head_is_one(protocol: int) -> None:
    assert is_pickle(sample(pickle.dumps([{"weight": bytes(100), "n": n} for n in range(999)], protocol)))


def argument(opcode: pickletools.OpcodeInfo) -> bytes:
    """The shortest argument of an opcode, from the standard library's own table."""
    sizes = {None: 0, pickletools.TAKEN_FROM_ARGUMENT1: 1, pickletools.TAKEN_FROM_ARGUMENT4: 4}
    wide = {pickletools.TAKEN_FROM_ARGUMENT4U: 4, pickletools.TAKEN_FROM_ARGUMENT8U: 8}
    number = opcode.arg.n if opcode.arg else None
    return bytes((sizes | wide).get(number, number or 0))


# Without STOP, and without those whose argument is a line of text.
STEPS = [
    opcode
    for opcode in pickletools.opcodes
    if opcode.name != "STOP" and (opcode.arg is None or opcode.arg.n != pickletools.UP_TO_NEWLINE)
]


@pytest.mark.parametrize("opcode", STEPS, ids=lambda opcode: opcode.name)
def test_every_opcode_is_as_long_as_the_standard_library_says(opcode: pickletools.OpcodeInfo) -> None:
    step = opcode.code.encode("latin-1") + argument(opcode)
    whole = b"\x80\x05" + step * 10
    assert is_pickle(sample(whole + b"."))
    assert not is_pickle(sample(whole + b"\xff."))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x80",
        b"\x80\x02",
        b"\x80\x01.",
        b"\x80\x06.",
        b"(dp0\nS'a'\np1\nI1\ns.",
        b"\x80\x02N.trailing",
        b"\x80\x02X\xff\xff\xff\xff",
        b"\x80\x02N\xff\xff\xff.",
        b"\x80\x04\x8d" + b"\xff" * 8,
    ],
)
def test_what_is_no_pickle_or_cannot_be_told(data: bytes) -> None:
    assert not is_pickle(sample(data))
