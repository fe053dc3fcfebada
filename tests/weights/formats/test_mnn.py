"""Models of MNN: a FlatBuffer with operators, and nothing else."""

from __future__ import annotations

import random

import pytest
from support.flat_buffers import flat_buffer, string

from openrelease.weights import read_header, recognize_format, source_from_bytes

NETWORK = flat_buffer(b"\0\0\0\0", {0: string("1.0"), 3: [{0: string("conv1")}]})
SOUND = {"mnn": ("net.mnn", NETWORK)}
NOISE = random.Random(1).randbytes(4_096)  # noqa: S311 - the same bytes each time


def test_a_network_with_operators_is_recognized_and_sound() -> None:
    found = recognize_format("net.mnn", NETWORK, len(NETWORK))
    assert found is not None
    assert found.format == "mnn"
    assert read_header("mnn", source_from_bytes("net.mnn", NETWORK)).faults == ()


@pytest.mark.parametrize("data", [bytes(4_096), NOISE, flat_buffer(b"\0\0\0\0", {0: string("1.0")})])
def test_what_has_no_operators_is_refused(data: bytes) -> None:
    assert read_header("mnn", source_from_bytes("net.mnn", data)).faults
