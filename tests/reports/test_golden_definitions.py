"""Each shipped definition over small whole releases, as one file to read: tests/golden/definitions."""

from __future__ import annotations

import pytest
from support.golden import check_golden
from support.shipped import judged, releases

from openrelease.model import PolicyOutcome
from openrelease.policies.builtin_policies import builtin_ids
from openrelease.reports import terminal

RELEASES = tuple(releases())


@pytest.mark.parametrize("policy", builtin_ids())
def test_the_reports_of_a_definition(policy: str) -> None:
    told = (f"=== {name}\n\n{terminal.render(judged(name, policy))}" for name in RELEASES)
    check_golden(f"definitions/{policy}.txt", "\n".join(told))


MET, UNMET, OPEN, NOT = (
    PolicyOutcome.MET,
    PolicyOutcome.UNMET,
    PolicyOutcome.UNDETERMINED,
    PolicyOutcome.NOT_APPLICABLE,
)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("aia-baseline", [MET, MET, UNMET, UNMET, NOT, UNMET]),
        ("aia-open-science", [MET, UNMET, UNMET, UNMET, NOT, UNMET]),
        ("mof-3", [MET, UNMET, UNMET, UNMET, NOT, UNMET]),
        ("mof-2", [MET, UNMET, UNMET, UNMET, NOT, UNMET]),
        ("mof-1", [MET, UNMET, UNMET, UNMET, NOT, UNMET]),
        ("osaid-1.0", [OPEN, UNMET, UNMET, UNMET, NOT, UNMET]),
        ("eu-53-2", [MET, MET, UNMET, MET, NOT, UNMET]),
        ("otdi-0.1.7", [NOT, NOT, NOT, NOT, MET, OPEN]),
    ],
)
def test_what_becomes_of_each_release(policy: str, expected: list[PolicyOutcome]) -> None:
    found = [judged(name, policy).verdicts[0].outcome for name in RELEASES]
    assert dict(zip(RELEASES, found, strict=True)) == dict(zip(RELEASES, expected, strict=True))
