"""Records of the Model Openness Tool, judged by what they declare, beside what the tool says of them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.corpus import corpus

from openrelease.catalog.load_licenses import load_license_table
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.config import Settings
from openrelease.evaluate.per_component import evaluate_components
from openrelease.model import Level, Outcome, PolicyOutcome, PolicyVerdict, Report
from openrelease.policies.builtin_policies import load_builtin
from openrelease.run import run_record

pytestmark = pytest.mark.slow

MOT = corpus("mot", cases=300)
CLASSES = tuple(load_builtin(f"mof-{number}") for number in (3, 2, 1))
IDS = {each.name: each.id for each in load_record_form().components}

# What the tool does not count as open because it compares letter by letter, and what is meant. Nothing else
# may differ: what it refuses for another reason, and what it counts and we do not, fails the test.
SPELLINGS: Mapping[str, str] = {
    "Apache 2.0": "Apache-2.0",
    "Apache license 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "BSD-3": "BSD-3-Clause",
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
    "MIT License": "MIT",
    "MIT license": "MIT",
}


@cache
def rows() -> tuple[dict[str, str], ...]:
    with (MOT / "mot_classes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def judged(path: Path) -> Report:
    return run_record(path.read_bytes(), path.name, Settings(policies=CLASSES))


def reached(report: Report) -> int:
    """The best class that is met; classes build on each other."""
    met = [verdict.outcome is PolicyOutcome.MET for verdict in report.verdicts]
    return 3 - met.index(False) + 1 if False in met and met[0] else (1 if all(met) else 0)


def progress(report: Report) -> list[float]:
    """The tool's own measure: a paper waives the report, and a class counts when the one below is met."""
    paper = evaluate_components(report.facts, CLASSES[2], load_license_table())["research_paper"] is Outcome.MET
    shares = [_share(verdict, waived=paper and verdict.policy.id == "mof-1") for verdict in report.verdicts]
    return [share if all(below == 100 for below in shares[:n]) else 0 for n, share in enumerate(shares)]


def _share(verdict: PolicyVerdict, *, waived: bool) -> float:
    required = [each for each in verdict.verdicts if each.requirement.level is Level.REQUIRED]
    met = sum(each.outcome is Outcome.MET for each in required)
    return 100 * (met - waived) / (len(required) - waived)


def words(path: Path) -> set[str]:
    """The words that stand in a record where licenses do."""
    text = path.read_text(encoding="utf-8")
    return {word.strip(" '\"") for word in re.findall(r"(?:license|name):(.+)", text)}


def different(name: str, included: str) -> set[str]:
    counted = evaluate_components(judged(MOT / "models" / name).facts, CLASSES[2], load_license_table())
    ours = {component for component, outcome in counted.items() if outcome is Outcome.MET}
    return ours ^ {IDS[each] for each in included.split(";") if each}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_a_record_has_the_class_that_the_tool_gives_it(row: dict[str, str]) -> None:
    assert reached(judged(MOT / "models" / row["file"])) == int(row["class"])


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_the_same_components_count_but_for_those_that_are_only_spelled_otherwise(row: dict[str, str]) -> None:
    path = MOT / "models" / row["file"]
    facts = judged(path).facts
    for component in different(row["file"], row["included_open"]):
        license_ = facts.components[component].license
        meant = {SPELLINGS[word] for word in words(path) & SPELLINGS.keys()}
        assert license_ is not None
        assert license_.expression in meant, f"{component}: {license_.expression} is not explained"


def test_every_spelling_in_the_table_is_needed() -> None:
    changed = [row["file"] for row in rows() if different(row["file"], row["included_open"])]
    assert set().union(*(words(MOT / "models" / name) for name in changed)) >= SPELLINGS.keys()
    assert len(changed) == 25


@pytest.mark.parametrize("path", sorted((MOT / "golden").glob("*.yml")), ids=lambda path: path.stem)
def test_a_golden_case_has_its_class_and_its_progress(path: Path) -> None:
    report = judged(path)
    expected = golden()[str(report.facts.subject.name)]
    assert reached(report) == expected["class"]
    wanted = [float(expected["progress"][number]) for number in "321"]
    assert progress(report) == pytest.approx(wanted)


@cache
def golden() -> Mapping[str, dict[str, Any]]:
    """What the tool says of its golden cases; its JSON has commas too many."""
    text = (MOT / "golden" / "expected_results.json").read_text(encoding="utf-8")
    told = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))
    return {each["release"]["name"]: each["classification"] for each in told["models"]}


def test_all_cases_are_there() -> None:
    assert (len(rows()), len(golden())) == (273, 27)
