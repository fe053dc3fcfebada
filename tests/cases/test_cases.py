"""Every case of the Markdown files beside this one gets the verdicts that it must get."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cases import Case, judge, read_cases, said

FILES = sorted(Path(__file__).parent.glob("*.md"))
_SEVERAL = ("evidence ", "how ")  # keys of several things, of which some are expected
CASES = [pytest.param(case, id=f"{path.stem}: {case.title}") for path in FILES for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    report = judge(case)
    assert case.expected, "a case expects something"
    got = {key: said(report, key) for key in case.expected}
    wrong = {
        key: f"{got[key]!r}, not {value!r}"
        for key, value in case.expected.items()
        if not (set(value.split(", ")) <= set(got[key].split(", ")) if key.startswith(_SEVERAL) else got[key] == value)
    }
    assert not wrong
