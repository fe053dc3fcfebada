"""Every pattern takes time linear in the text, whatever the text is.

scripts/pump_patterns.py measures the same up to 500 kB.
"""

from __future__ import annotations

import re

import pytest
from support.pumping import FoundPattern, find_patterns, find_steep

from openrelease.catalog.patterns import LONGEST_REPETITION, bound_repetitions
from openrelease.licenses.texts.words.reveal_text import _PLAIN_STYLE

pytestmark = pytest.mark.slow

LENGTHS = (4_000, 30_000)
STEEPEST = 1.5
"""Short texts are not exact: where repetitions have an end, the time is linear only beyond it."""
LINEAR = (r"a\w{0,20}b", r"(?<!\s)\s*,", r"(?:a|bc){1,400}d")
QUADRATIC = (r"\s*,", r"a\w*b", r"\(.*\)", r"(?:^|/)[^/]*eval[^/]*\.py$", r"(?:- )*x")
EXPONENTIAL = (r"(?:a|b|ab)*c", r"(?:[a-z]{1,9}:[a-z]{1,9};?)*!", r"(?:\w+\s?)*$")


@pytest.mark.slow
def test_no_pattern_is_steeper_than_linear() -> None:
    steep = {each.place: find_steep(each, LENGTHS, steepest=STEEPEST) for each in find_patterns().values()}
    assert {place: found for place, found in steep.items() if found} == {}


@pytest.mark.parametrize("text", [*QUADRATIC, *EXPONENTIAL])
def test_a_steep_pattern_is_noticed(text: str) -> None:
    assert find_steep(FoundPattern(place="here", pattern=re.compile(text)), LENGTHS, steepest=STEEPEST)


@pytest.mark.parametrize("text", LINEAR)
def test_a_linear_pattern_is_not(text: str) -> None:
    assert not find_steep(FoundPattern(place="here", pattern=re.compile(text)), LENGTHS, steepest=STEEPEST)


@pytest.mark.parametrize(
    ("written", "bounded"),
    [
        (r"a*b+?", r"a{0,400}b{1,400}?"),
        (r"[*+]\*\\+x{2,}", r"[*+]\*\\{1,400}x{2,400}"),
        (r"[]*]+[^]+]*", r"[]*]{1,400}[^]+]{0,400}"),
        (r"(?:a|b){2}c{1,3}(?:de)+", r"(?:a|b){2}c{1,3}(?:de){1,40}"),
    ],
)
def test_repetitions_of_the_catalog_have_an_end(written: str, bounded: str) -> None:
    assert LONGEST_REPETITION == 400
    assert bound_repetitions(written) == bounded


def test_a_style_that_can_be_divided_in_many_ways_is_read_at_once() -> None:
    assert not _PLAIN_STYLE.fullmatch("aa:" + "aaaaaaaa:" * 2_000 + "!")
    assert not _PLAIN_STYLE.fullmatch("aa: b   }" * 2_000 + "!")
    assert _PLAIN_STYLE.fullmatch("<!-- p.a > b { margin: 0 auto; color:#fff } --> td{width:10px;}")
