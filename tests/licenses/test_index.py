"""What is computed on many numbers or letters at once is what it would be one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrelease.catalog import load_identifier
from openrelease.licenses.texts.fingerprints import UNKNOWN_WORD, hash_runs
from openrelease.licenses.texts.significant_words import blank_harmless_phrases

FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
"""Those the shipped index was made with: it is of no use with others."""


@given(st.lists(st.integers(UNKNOWN_WORD, 0xFFFF), max_size=30), st.integers(1, 4))
def test_the_hash_of_a_run_is_the_sum_of_its_scaled_numbers(numbers: list[int], length: int) -> None:
    runs = [numbers[at : at + length] for at in range(len(numbers) - length + 1)]
    expected = [sum(map(int.__mul__, run, FACTORS)) % 2**32 for run in runs]
    assert hash_runs(numbers, length) == expected


def test_the_size_of_a_remembered_text_is_known_before_it_is_unpacked() -> None:
    texts = load_identifier().index.sequences
    assert texts
    assert [text.size for text in texts] == [len(text.numbers) for text in texts]


@pytest.mark.parametrize(
    "phrase",
    [
        *("all rights reserved", "built from", "By these terms", "copyright notices and license terms"),
        *("derived from", "End of Terms and Conditions", "file for more details", "modified\n  from"),
        *(
            "see acknowledgements",
            "to their conditions",
            "UNDER THE TERMS OF",
            "your use of code for components is subject to",
        ),
        *("components are provided under an MIT-style license",),
    ],
)
def test_set_phrases_are_blanked(phrase: str) -> None:
    assert not blank_harmless_phrases(phrase).strip()


@pytest.mark.parametrize("phrase", ["all rights", "modified by", "under their"])
def test_what_only_begins_like_a_set_phrase_stays(phrase: str) -> None:
    assert blank_harmless_phrases(phrase) == phrase
