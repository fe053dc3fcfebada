"""What is computed on many words at once is what it would be one by one; the index can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrelease.catalog import load_identifier
from openrelease.licenses.texts.matching.fingerprints import RUN, hash_runs
from openrelease.licenses.texts.matching.match_template import count_shared
from openrelease.licenses.texts.matching.templates import Choice, Program, decode_template

pytestmark = pytest.mark.slow

FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
"""Those the shipped index was made with: it is of no use with others."""
WORDS = st.text(st.characters(max_codepoint=0xD7FF), max_size=30)


@given(WORDS)
def test_the_hash_of_a_run_is_the_sum_of_its_scaled_numbers(text: str) -> None:
    numbers = list(map(ord, text))
    runs = [numbers[at : at + RUN] for at in range(len(numbers) - RUN + 1)]
    assert hash_runs(text) == [sum(map(int.__mul__, run, FACTORS)) % 2**32 for run in runs]


@given(WORDS, WORDS)
def test_shared_beginnings_are_counted(one: str, other: str) -> None:
    expected = next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))  # noqa: B905
    assert count_shared(one, 0, other, 0) == expected


def _count_signs(program: Program) -> int:
    return sum(1 + sum(map(_count_signs, each.branches)) if isinstance(each, Choice) else 1 for each in program)


def test_every_template_can_be_read_and_has_the_words_it_says() -> None:
    templates = load_identifier().index.templates
    assert len(templates) > 900
    for template in templates:
        required = [each for each in template.program if isinstance(each, str) and each < "\ue000"]
        assert sum(map(len, required)) == template.size, template.id
        assert _count_signs(template.program) > 0


def test_a_template_is_decoded_with_its_optional_parts_and_alternatives() -> None:
    a, b, c = "\x01", "\x02", "\x03"
    opt, alt, either, end = "\ue000", "\ue001", "\ue002", "\ue003"
    program = decode_template(f"{a}{b}{opt}{c}{alt}{a}{either}{b}{end}{end}{c}")
    inner = Choice(((a,), (b,)))
    assert program == (a + b, Choice(((), (c, inner))), c)
