"""Each requirement of each shipped definition can be met, unmet and unknown, or it is said why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from support.probes import probes

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import CHECKS
from openrelease.model import Kind, Outcome, Requirement
from openrelease.policies.builtin_policies import builtin_policies

WANTED = {Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN}


def never(requirement: Requirement, outcome: Outcome) -> str:
    """Why a requirement cannot become this by the nature of its verb, or an empty text."""
    applies, reason = REASONS.get((requirement.check, outcome), (lambda _: False, ""))
    return reason if applies(requirement.options) else ""


REASONS: Mapping[tuple[str, Outcome], tuple[Callable[[Any], bool], str]] = {
    ("review", Outcome.MET): (lambda options: not options.settled_by, "a person has to read it"),
    ("licensed", Outcome.UNMET): (
        lambda options: options.acceptance.any_restriction,
        "any license will do, and one that nobody states may exist",
    ),
    ("graded", Outcome.MET): (lambda options: not options.open, "how good a text is a person has to tell"),
    ("stated", Outcome.UNKNOWN): (lambda _: True, "a license is stated, or it is assumed"),
    ("suitable", Outcome.UNKNOWN): (
        lambda _: True,
        "a license of which nobody knows for what it was made is not out of place",
    ),
}


def outcomes(requirement: Requirement, kinds: tuple[Kind, ...]) -> set[Outcome]:
    check = CHECKS[requirement.check].check
    every = (given for kind in kinds for given in probes(requirement, kind))
    return {check(given, requirement, load_license_table()).outcome for given in every}


CASES = [
    pytest.param(policy.kinds, requirement, id=f"{policy.id}: {requirement.id}")
    for policy in builtin_policies().values()
    for requirement in policy.requirements
]


@pytest.mark.parametrize(("kinds", "requirement"), CASES)
def test_it_becomes_all_that_its_verb_allows(kinds: tuple[Kind, ...], requirement: Requirement) -> None:
    found = outcomes(requirement, kinds)
    missing = {outcome for outcome in WANTED - found if not never(requirement, outcome)}
    assert missing == set()
    assert {outcome for outcome in found & WANTED if never(requirement, outcome)} == set()
