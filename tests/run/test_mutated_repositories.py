"""Repositories after random changes, and parts of them: there is a report or a refusal, and never a crash.

scripts/fuzz_repositories.py runs the same for as long as one likes.
"""

from __future__ import annotations

import random

import pytest
from support.fuzz_targets import PARTS, judge_tree, read_part
from support.mutated_trees import load_seed_trees, mutate_tree

TREES = load_seed_trees()
SEEDS = range(40)


@pytest.mark.slow
@pytest.mark.parametrize("number", SEEDS)
def test_a_mutated_repository_has_a_report(number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - the same case for the same number
    judge_tree(mutate_tree(chance.choice(TREES), TREES, chance), chance)


@pytest.mark.slow
@pytest.mark.parametrize("name", PARTS)
def test_a_mutated_part_is_read_or_refused(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - same
    for _ in range(40):
        read_part(name, TREES, chance)
