"""What `whole` says of weights that are there, broken, declared, or unread."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import at, complete

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import whole
from openrelease.checks.check_type import Judgement
from openrelease.model import Fault, Level, Outcome, Requirement, Severity, WeightFile

FILE = WeightFile(path="model.safetensors", format="safetensors", serialisation="safe", size=1_000)
POINTER = replace(FILE, path="model-2.safetensors", pointer="git-lfs")


def fault(severity: Severity, rule: str = "shard-missing", remedy: str = "") -> Fault:
    return Fault(rule=rule, severity=severity, message="is not there", location=at("index.json"), remedy=remedy)


def judged(*weights: WeightFile, faults: tuple[Fault, ...] = (), severity: Severity = Severity.ERROR) -> Judgement:
    requirement = Requirement(
        id="weights-whole",
        title="whole",
        level=Level.REQUIRED,
        check="whole",
        options=whole.Options(severity=severity),
        why="because",
        remedy="add it",
    )
    return whole.check(replace(complete(), weights=weights, faults=faults), requirement, load_license_table())


def test_sound_weights_are_whole() -> None:
    found = judged(FILE)
    assert found.outcome is Outcome.MET
    assert [each.location.path for each in found.evidence] == ["model.safetensors"]


def test_an_error_is_a_finding_with_its_place_and_remedy() -> None:
    found = judged(FILE, faults=(fault(Severity.ERROR), fault(Severity.ERROR, remedy="write it again")))
    assert found.outcome is Outcome.UNMET
    assert [(each.location, each.remedy) for each in found.findings] == [
        (at("index.json"), "add it"),
        (at("index.json"), "write it again"),
    ]
    assert "index.json is not there (shard-missing)" in found.message


def test_faults_of_a_file_count_too() -> None:
    assert judged(replace(FILE, faults=(fault(Severity.ERROR),))).outcome is Outcome.UNMET


@pytest.mark.parametrize(
    ("given", "asked", "outcome"),
    [
        (Severity.WARNING, Severity.ERROR, Outcome.MET),
        (Severity.WARNING, Severity.WARNING, Outcome.UNMET),
        (Severity.ERROR, Severity.WARNING, Outcome.MET),
        (Severity.NOTE, Severity.ERROR, Outcome.MET),
        (Severity.NOTE, Severity.WARNING, Outcome.MET),
        (Severity.UNKNOWN, Severity.ERROR, Outcome.UNKNOWN),
        (Severity.UNKNOWN, Severity.WARNING, Outcome.MET),
    ],
)
def test_each_severity_counts_where_it_is_asked_for(given: Severity, asked: Severity, outcome: Outcome) -> None:
    assert judged(FILE, faults=(fault(given),), severity=asked).outcome is outcome


def test_pointers_alone_are_declared_and_neither_met_nor_missing() -> None:
    found = judged(POINTER)
    assert found.outcome is Outcome.NOT_APPLICABLE
    assert "1 files, 1,000 bytes" in found.message
    assert "git-lfs" in found.message
    assert judged(POINTER, faults=(fault(Severity.ERROR),)).outcome is Outcome.UNMET


def test_pointers_beside_content_are_said_to_be_unverified() -> None:
    assert "1 more are pointers, not verified" in judged(FILE, POINTER).message


def test_without_weights_in_the_tree_nothing_is_asked() -> None:
    assert judged().outcome is Outcome.NOT_APPLICABLE
