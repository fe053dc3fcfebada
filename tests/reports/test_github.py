"""Annotations: ten of a level, the most severe first, on the file where something is missing."""

from __future__ import annotations

from dataclasses import replace

from support.facts import at, complete
from support.reports import hostile, incomplete, report

from openrelease.model import NOTHING, Problem
from openrelease.reports.github.workflow_annotations import LIMIT, render


def test_nothing_to_say_is_nothing() -> None:
    assert render(report(complete())) == ""


def test_unmet_is_an_error_and_unknown_a_warning() -> None:
    levels = [line.split(" ")[0] for line in render(report(incomplete())).splitlines()]
    assert set(levels) == {"::error", "::warning", "::notice"}
    assert levels == sorted(levels, key=["::error", "::warning", "::notice"].index)


def test_what_has_a_place_stands_there() -> None:
    line = next(line for line in render(report(incomplete())).splitlines() if "(weights-license)" in line)
    assert "file=LICENSE.model,line=1" in line


def test_the_last_of_too_many_says_how_many_more() -> None:
    problems = tuple(Problem(location=at(f"{n}.json"), message="is not JSON", affects=NOTHING) for n in range(40))
    lines = render(report(replace(complete(), problems=problems))).splitlines()
    assert len(lines) == LIMIT
    assert lines[-1].endswith("::31 more notices are in the summary of this job and in its JSON report.")


def test_a_hostile_name_makes_no_command_of_its_own() -> None:
    lines = render(report(hostile())).splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert not any("##[" in line for line in lines)
