"""Records of the Model Openness Tool that lie in a repository: judged by themselves, and deciding nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from openrelease.catalog.load_mot_form import load_record_form
from openrelease.config import load_settings
from openrelease.model import Report
from openrelease.reports import FORMATS
from openrelease.repository import MemorySnapshot
from openrelease.run import run

FRAMEWORK = "framework: {name: Model Openness Framework, version: '1.0', date: '2024-12-15'}\n"


def record(*left_out: str, license_: str = "Apache-2.0") -> str:
    """A record that lists everything but what is left out."""
    listed = (each.name for each in load_record_form().components if each.name not in left_out)
    components = "".join(f"  - {{name: {name}}}\n" for name in listed)
    head = f"{FRAMEWORK}release:\n  name: Tiny\n  license: {{distribution: {{name: {license_}}}}}\n"
    return f"{head}  components:\n{components}"


def judged(files: dict[str, str]) -> Report:
    snapshot = MemorySnapshot(files)
    return run(snapshot, load_settings(snapshot))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (record(), "Class I - Open Science (mof-3 met, mof-2 met, mof-1 met)"),
        (record("Datasets"), "Class II - Open Tooling (mof-3 met, mof-2 met, mof-1 not met)"),
        (record("Inference code"), "Class III - Open Model (mof-3 met, mof-2 not met, mof-1 not met)"),
        (record(license_="proprietary terms"), "no class of the framework"),
    ],
)
def test_a_record_has_the_best_class_that_it_declares(text: str, said: str) -> None:
    report = judged({"README.md": "# T", "mot/tiny.yml": text})
    assert [(each.name, each.root) for each in report.records] == [("Tiny", "mot/tiny.yml")]
    assert said in " ".join(FORMATS["terminal"](report).split())  # without the breaks of long lines
    assert said in FORMATS["markdown"](report)


def test_a_record_decides_nothing_of_what_the_repository_is_judged_by() -> None:
    without = judged({"README.md": "# T", "mot/tiny.yml": "a: b\n"})
    report = judged({"README.md": "# T", "mot/tiny.yml": record()})
    assert report.verdicts == without.verdicts
    assert replace(report.facts, records=()) == without.facts


def test_a_record_is_told_in_json() -> None:
    told = json.loads(FORMATS["json"](judged({"tiny.yaml": record()})))
    (found,) = told["records"]
    assert (found["name"], found["root"]) == ("Tiny", "tiny.yaml")
    assert [each["outcome"] for each in found["verdicts"]] == ["met", "met", "met"]
    assert found["components"]["weights"]["evidence"][0]["path"] == "tiny.yaml"
    assert "records" not in json.loads(FORMATS["json"](judged({"README.md": "# T"})))


@pytest.mark.parametrize(
    "path", ["a/b/c/deep.yml", ".hidden/tiny.yml", "tests/fixtures/tiny.yml", "tiny.json", "tiny.txt"]
)
def test_what_is_far_away_or_a_fixture_is_no_record(path: str) -> None:
    assert judged({path: record()}).records == ()


def test_what_is_meant_as_a_record_and_cannot_be_read_is_a_problem() -> None:
    report = judged({"tiny.yml": f"{FRAMEWORK}release: [\n"})
    assert report.records == ()
    (problem,) = report.facts.problems
    assert (problem.location.path, problem.location.line) == ("tiny.yml", 3)
    assert "cannot be read as a record: is not YAML" in problem.message


@pytest.mark.slow
def test_beyond_a_limit_records_are_a_problem() -> None:
    report = judged({f"mot/{number:02}.yml": record() for number in range(22)})
    assert len(report.records) == 20
    assert [each.message for each in report.facts.problems] == ["2 more records were not read: only the first 20 are"]
