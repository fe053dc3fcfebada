"""Files and bytes that are added to a repository never make a verdict better: what is not read is unknown.

scripts/fuzz_additions.py tries as many pairs as one likes.
"""

from __future__ import annotations

import pytest
from support.hostile_releases import judge
from support.worse_pairs import find_better, make_pair

PAIRS = range(12)


@pytest.mark.slow
@pytest.mark.parametrize("number", PAIRS)
def test_what_is_added_makes_no_verdict_better(number: int) -> None:
    before, after = make_pair(number)
    assert not find_better(judge(before), judge(after))
