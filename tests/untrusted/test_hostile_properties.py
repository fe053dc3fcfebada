"""For any bytes: a plain value or our own error, and never anything else."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openrelease.errors import UntrustedInputError
from openrelease.untrusted import Plain, decode_text, load_json, load_toml, load_yaml, split_front_matter
from openrelease.untrusted.plain import line_at, line_of, line_starts

pytestmark = pytest.mark.slow

SEED = 20_261_123
MUTATIONS = 4_000

scalars = st.none() | st.booleans() | st.integers(-(10**90), 10**90) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    scalars | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)
letters = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
)
texts = st.recursive(
    letters | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(letters.filter(lambda key: len(key) < 100), inner),
    max_leaves=20,
)
quiet = settings(deadline=None, max_examples=150)


def outcome(load: Callable[[bytes], object], data: bytes) -> object:
    """The value, or the refusal; any other error fails the test."""
    try:
        return load(data)
    except UntrustedInputError as error:
        return error


def proper(found: object) -> bool:
    """Whether a refusal, if it is one, can be shown as it is."""
    if not isinstance(found, UntrustedInputError):
        return True
    return found.reason.isprintable() and (found.line is None or found.line >= 1)


@quiet
@given(values)
def test_what_json_writes_is_read_back(value: Plain) -> None:
    assert load_json(json.dumps(value).encode()) == value


@quiet
@given(texts)
def test_yaml_reads_back_texts_and_words(value: Plain) -> None:
    assert load_yaml(json.dumps(value, ensure_ascii=False).encode()).value == value


@quiet
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_end_in_a_value_or_our_error(data: bytes) -> None:
    for load in (load_json, load_toml, load_yaml):
        assert proper(outcome(load, data))


@quiet
@given(st.binary())
def test_any_bytes_are_refused_or_become_clean_text(data: bytes) -> None:
    text = outcome(decode_text, data)
    if isinstance(text, str):
        assert "\r" not in text
        assert text.encode().decode() == text  # no surrogate is left


@quiet
@given(st.text(st.sampled_from("-\n a:[{#\"'\ufeff"), max_size=60))
def test_front_matter_is_a_part_of_the_text(body: str) -> None:
    text = f"---\nlicense: a\n{body}"
    front = split_front_matter(text)
    if front:
        lines = text.split("\n")
        block = lines[front.start_line - 1 : front.body_line - 2]
        assert "".join(f"{line}\n" for line in block) == front.yaml
        assert lines[front.start_line - 2].strip() == lines[front.body_line - 2].strip() == "---"
    else:
        assert all(line.rstrip() != "---" for line in text.split("\n")[1:])


@quiet
@given(st.text(st.sampled_from("\r\na"), min_size=1))
def test_the_line_of_a_character_is_found_in_two_ways_alike(text: str) -> None:
    starts = line_starts(text)
    assert [line_of(text, index) for index in range(len(text))] == [
        line_at(starts, index) for index in range(len(text))
    ]


YAML = rb"""---
license: apache-2.0
tags: [a, "b\u00e9", 'c''d', {e: f}]
model-index:
- name: rocket # comment
  results: &r
    - {value: 1.10, ok: true}
text: |
  one
  two
? key
: !!str value
<<: *r
"""
JSON = rb"""{"a": [1, -2.5e3, true, null, "\ud83d\ude00\n"], "b": {"c": {"d": [[], {}]}}}"""
TOML = b"""
title = "a\\u00e9"
list = [1, 2.5, 0xff, 1979-05-27T07:32:00Z, 'x', true, inf]
[tool.a."b.c"]
d.e.f = {g = 1, h.i = 2}
[[many]]
text = \"\"\"one \\
  two\"\"\"
"""
PIECES = (
    *(char.encode() for char in "[]{}\"'\\|>\t\n\r#.=\0\x85\u2028\ufeff"),
    *(b"---\n", b"...\n", b"!!int ", b"&a ", b"*a ", b"<<: ", b"? ", b"- ", b": ", b"%YAML 1.1\n"),
    *(b'"""', b"'''", b"\\U", b"FFFFFFFF", b"9" * 200, b"1e999", b"NaN", b"\xff", b"\xed\xa0\x80"),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with one to six changes: bytes changed, pieces put in, cut out or doubled."""
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.choices(range(len(data) + 1), k=2))
        piece = chance.choice(PIECES) if chance.random() < 0.7 else chance.randbytes(2)
        data = chance.choice(
            (
                data[:at] + piece + data[at:],
                data[:at] + piece + data[at + len(piece) :],
                data[:at] + data[end:],
                data[:end] + data[at:end] + data[end:],
            )
        )[:2_000]
    return data


@pytest.mark.parametrize(
    ("load", "seed"), [(load_yaml, YAML), (load_json, JSON), (load_toml, TOML)], ids=["yaml", "json", "toml"]
)
def test_mutated_files_end_in_a_value_or_our_error(load: Callable[[bytes], object], seed: bytes) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same changes in every run
    outcomes = [outcome(load, mutated(seed, chance)) for _ in range(MUTATIONS)]
    assert all(proper(found) for found in outcomes)
    # Both ways out are taken: a run in which all is refused early would show little.
    assert {isinstance(found, UntrustedInputError) for found in outcomes} == {True, False}
