"""For any name and any bytes: an answer, and not a wrong one."""

from __future__ import annotations

import gzip
import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.weight_bytes import NOT_WEIGHTS, WEIGHTS

from openrelease.weights import recognize_by_name, recognize_format

pytestmark = pytest.mark.slow

names = st.sampled_from(sorted({name for name, *_ in WEIGHTS} | {name for name, _ in NOT_WEIGHTS}))
quiet = settings(deadline=None, max_examples=200)


@quiet
@given(names, st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t\r"), max_size=200))
def test_text_is_never_weights(name: str, text: str) -> None:
    found = recognize_format(name, text.encode(), 10_000)
    assert found is None or text.lstrip().startswith("<")  # the graph of OpenVINO is text


@quiet
@given(st.text() | names, st.binary(max_size=200), st.integers(0, 2**63))
def test_no_name_and_no_bytes_end_in_an_error(name: str, head: bytes, size: int) -> None:
    for found in (recognize_format(name, head, size), recognize_by_name(name)):
        assert found is None or found.format


def test_changed_weights_end_in_no_error() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same changes in every run
    outcomes = set()
    for _ in range(4_000):
        name, data = chance.choice(WEIGHTS)[:2]
        head = bytearray(data[:4096])
        for _ in range(chance.randint(1, 8)):
            head[chance.randrange(len(head))] = chance.randrange(256)
        cut = bytes(head[: chance.randint(0, len(head))])
        outcomes.add(recognize_format(name, cut, len(data)) is None)
    assert outcomes == {True, False}


def test_random_bytes_under_ambiguous_names_are_hardly_ever_weights() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same bytes in every run
    plain = ("train.bin", "model.bin", "cs.pt", "th.th", "x.npz", "x.h5", "x.onnx", "x.pkl", "x.msgpack")
    wrong = [name for _ in range(500) for name in plain if recognize_format(name, chance.randbytes(4096), 4096)]
    assert wrong == []


def test_tokens_that_begin_like_a_pickle_are_not_one() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - the same tokens in every run
    wrong = 0
    for protocol in (2, 3, 4, 5):
        for _ in range(250):
            tokens = b"".join(struct.pack("<H", chance.randrange(50_257)) for _ in range(2047))
            wrong += recognize_format("model.bin", bytes((0x80, protocol)) + tokens, 10**9) is not None
    assert wrong == 0


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert recognize_format("model.bin.gz", bomb[:4096], len(bomb)) is None
