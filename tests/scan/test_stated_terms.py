"""Terms in the words of maintainers: none that limits the weights is missed, and honest releases are not refused."""

from __future__ import annotations

import pytest
from support.hostile_releases import judge, outcome
from support.looking import governing, look
from support.stated_terms import APACHE_KEY, StatedTerms, build_complete_release, build_release, load_bank

from openrelease.model import PolicyOutcome

pytestmark = pytest.mark.slow

BANK, MISSES = load_bank()
CASES = {case.id: case for case in BANK}
RESTRICTIVE = [case for case in CASES.values() if not case.permissive and case.id not in MISSES]
HONEST = [case for case in CASES.values() if case.permissive and case.id not in MISSES]
STATED = [case for case in RESTRICTIVE if case.stands_beside_a_key()]
MOST_MISSES = 104  # a smaller number when some are mended, never a larger one


def permissive(case: StatedTerms, key: str = "") -> str:
    found = governing(look(build_release(case, key=key), name="borl-ai/borl"))
    assert found is not None
    return found[1]


def test_the_bank_is_large_enough() -> None:
    assert sum(not case.permissive for case in BANK) >= 500
    assert sum(case.permissive for case in BANK) >= 180


def test_the_base_is_met() -> None:
    bare = StatedTerms(id="base", permissive=False, place="end", text="")
    assert permissive(bare) == "yes"
    assert outcome(judge(build_complete_release(bare))) is PolicyOutcome.MET


@pytest.mark.parametrize("case", RESTRICTIVE, ids=lambda case: case.id)
def test_stated_terms_are_not_permissive(case: StatedTerms) -> None:
    assert permissive(case) != "yes"


@pytest.mark.parametrize("case", STATED, ids=lambda case: case.id)
def test_a_license_key_does_not_outweigh_stated_terms(case: StatedTerms) -> None:
    assert permissive(case, APACHE_KEY) != "yes"


@pytest.mark.parametrize("case", HONEST, ids=lambda case: case.id)
def test_an_honest_release_is_permissive(case: StatedTerms) -> None:
    assert permissive(case) == "yes"


@pytest.mark.parametrize("case", RESTRICTIVE[::25], ids=lambda case: case.id)
def test_a_complete_release_of_other_terms_is_not_met(case: StatedTerms) -> None:
    assert outcome(judge(build_complete_release(case))) is not PolicyOutcome.MET


def test_the_known_misses_do_not_grow() -> None:
    assert len(MISSES) <= MOST_MISSES
    assert CASES.keys() >= MISSES
