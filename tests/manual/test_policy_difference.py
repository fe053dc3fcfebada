"""What one definition asks beyond another, in words."""

import pytest

from openrelease.cli.commands import main
from openrelease.manual.policy_difference import describe_difference
from openrelease.policies.builtin_policies import builtin_policies


def beyond(first: str, second: str) -> tuple[list[str], list[str]]:
    policies = builtin_policies()
    lines = [*describe_difference(policies[first], policies[second])]
    there = next(n for n, line in enumerate(lines) if n and not line.startswith(" "))
    return lines[1:there], lines[there + 1 :]


def test_a_policy_asks_nothing_beyond_itself() -> None:
    assert beyond("mof-3", "mof-3") == (["  nothing"], ["  nothing"])


def test_what_builds_on_another_asks_more_and_nothing_less() -> None:
    more, less = beyond("mof-3", "mof-2")
    assert "  Training source: required (there: not asked)" in more
    assert less == ["  nothing"]


def test_another_reading_differs_in_licenses_alone() -> None:
    more, less = beyond("aia-baseline", "aia-baseline-by-examples")
    assert more == ["  nothing"]
    assert all(": does not accept " in line for line in less)
    assert any("proprietary (Llama 2 Community License)" in line for line in less)


def test_checks_that_are_about_no_component_are_named() -> None:
    more, _ = beyond("mof-3", "aia-baseline")
    assert any("(weights-whole, required)" in line for line in more)


def test_the_command_prints_both_directions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies", "--diff", "g7-open-weights", "g7-open-source-ai"]) == 0
    printed = capsys.readouterr().out
    assert "g7-open-source-ai 2026-05 asks beyond g7-open-weights 2026-05:" in printed
    assert "Training source: required" in printed


def test_an_unknown_policy_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies", "--diff", "aia-baseline", "aia-basline"]) == 2
    assert "did you mean" in capsys.readouterr().err
