"""A hundred thousand findings: every output stays within what GitHub takes, and says what it left out."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest
from support.facts import at
from support.reports import incomplete, report

from openrelease.github_api.workflow_commands import SUMMARY_LIMIT
from openrelease.model import (
    NOTHING,
    Evidence,
    Finding,
    Outcome,
    Problem,
    ReleaseReport,
    Report,
    Status,
    WeightFile,
)
from openrelease.reports import fit_json, gitlab, json_report, sarif, terminal
from openrelease.reports.github import check_run, workflow_annotations
from openrelease.reports.markdown import markdown_report
from openrelease.reports.read_json_report import read_json_report
from openrelease.reports.shared.comparison import Aspect, Change, Comparison, Direction, RuleChange

pytestmark = pytest.mark.slow

MANY = 100_000
COMMENT = 65_536
SUMMARY = 900 * 1024 // 4


@pytest.fixture(scope="module")
def flood() -> Report:
    """The requirements that are unmet have so many findings together, and so many files cannot be read."""
    given = report(incomplete(), "aia-baseline", "aia-open-science")
    findings = tuple(Finding(message=f"{n} ❌ is wrong", location=at(f"data/{n}.json", n + 1)) for n in range(MANY))
    problems = tuple(
        Problem(location=each.location or at("x"), message=each.message, affects=NOTHING) for each in findings
    )
    verdicts = tuple(
        replace(
            judged,
            verdicts=tuple(
                replace(each, findings=findings[: MANY // _unmet(given)], message="❌ wrong " * 5_000)
                if each.outcome is Outcome.UNMET
                else each
                for each in judged.verdicts
            ),
        )
        for judged in given.verdicts
    )
    return replace(given, facts=replace(given.facts, problems=problems), verdicts=verdicts)


def _unmet(given: Report) -> int:
    outcomes = [each.outcome for judged in given.verdicts for each in judged.verdicts]
    return outcomes.count(Outcome.UNMET)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    found = tuple(
        Change(
            aspect=Aspect.COMPONENT,
            direction=list(Direction)[n % 3],
            id=f"c{n}",
            title=f"Component {n} ❌",
            before="in repo",
            after="absent",
        )
        for n in range(MANY)
    )
    altered = tuple(RuleChange(what=f"policy {n}", before="a" * 500, after="b" * 500) for n in range(MANY))
    return Comparison(base="b" * 40, changes=found, amendments=altered)


def test_a_comment(flood: Report, comparison: Comparison) -> None:
    start = time.monotonic()
    told = markdown_report.render(flood, comparison=comparison)
    assert len(told) <= COMMENT - 100
    assert "**Not met**" in told
    assert "Cut, the least severe first: " in told
    assert f"of {MANY} changes" in told
    assert f"of {MANY} files that could not be read" in told
    assert told.count("🔴\u00a0lost") > told.count("🟢\u00a0gained")
    assert time.monotonic() - start < 60


def test_a_summary(flood: Report, comparison: Comparison) -> None:
    told = markdown_report.render(flood, comparison=comparison, limit=SUMMARY)
    assert 200_000 < len(told.encode()) <= SUMMARY_LIMIT - 100_000
    assert "The JSON report has all." in told


def test_annotations(flood: Report) -> None:
    lines = workflow_annotations.render(flood).splitlines()
    for level in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{level} ") for line in lines) <= workflow_annotations.LIMIT
    assert "more errors are in the summary of this job" in lines[workflow_annotations.LIMIT - 1]


def test_a_check_run(flood: Report) -> None:
    summary = markdown_report.render(flood, limit=check_run.SUMMARY_LIMIT // 4)
    told = check_run.check_run_content(flood, summary)
    assert len(summary.encode()) <= check_run.SUMMARY_LIMIT
    annotations = told["annotations"]
    assert isinstance(annotations, tuple)
    assert len(annotations) == check_run.MOST
    assert {each["annotation_level"] for each in annotations} == {"failure"}


def test_sarif_and_the_log(flood: Report) -> None:
    [run] = json.loads(sarif.render(flood))["runs"]
    assert len(run["results"]) == sarif.MOST_RESULTS
    assert len(terminal.render(flood)) < 1_000_000


LONG = "p" * 300
PLACE = at(f"{LONG}/{LONG}/x.json", 1)
"""A path that is longer than those that are read: reports do not rely on that limit."""
BOUNDS = {
    "json": (fit_json.MOST_BYTES, json_report.render),
    "sarif": (10_000_000, sarif.render),
    "gitlab": (10_000_000, gitlab.render),
    "terminal": (1_000_000, terminal.render),
    "markdown": (COMMENT, markdown_report.render),
    "annotations": (1_000_000, workflow_annotations.render),
}


@pytest.fixture(scope="module")
def hostile() -> Report:
    """A hundred thousand of everything that a tree can bring: findings, evidence, problems, weights and models."""
    given = report(incomplete(), "aia-baseline")
    problems = (Problem(location=PLACE, message=LONG, affects=NOTHING),) * MANY
    evidence = (Evidence(location=PLACE, how="weight-file", status=Status.IN_REPO, url=f"https://{LONG}.org"),) * 100
    weight = WeightFile(
        path=PLACE.path, format="gguf", serialisation="safe", metadata={f"k{n}": LONG for n in range(9)}
    )
    components = {id_: replace(each, evidence=evidence) for id_, each in given.facts.components.items()}
    facts = replace(given.facts, problems=problems, components=components, weights=(weight,) * (MANY // 50))
    found = (Finding(message=LONG, detail=LONG, remedy=LONG, location=PLACE),) * (MANY // 20)
    verdicts = tuple(
        replace(
            judged, verdicts=tuple(replace(each, findings=found) for each in judged.verdicts[:1]) + judged.verdicts[1:]
        )
        for judged in given.verdicts
    )
    models = tuple(
        ReleaseReport(name=LONG, root=LONG, how=LONG, facts=replace(facts, problems=()), verdicts=given.verdicts)
        for _ in range(40)
    )
    return replace(given, facts=facts, verdicts=verdicts, releases=models)


@pytest.mark.parametrize("name", BOUNDS)
def test_no_report_is_longer_than_its_bound(hostile: Report, name: str) -> None:
    most, render = BOUNDS[name]
    text = render(hostile)
    assert 1_000 < len(text.encode()) <= most
    assert name == "gitlab" or re.search(r"\d[\d,]* more|left_out|Cut, ", text)


def test_a_json_report_that_was_cut_is_still_one(hostile: Report) -> None:
    text = json_report.render(hostile)
    left = json.loads(text)[fit_json.LEFT_OUT]
    assert left["problems"] + left["findings"] > MANY - 10_000
    again, _ = read_json_report(text.encode(), hostile.facts.catalog)
    assert [each.outcome for each in again.verdicts] == [each.outcome for each in hostile.verdicts]


def test_a_report_of_the_usual_size_leaves_nothing_out() -> None:
    assert fit_json.LEFT_OUT not in json.loads(json_report.render(report(incomplete(), "aia-baseline")))
