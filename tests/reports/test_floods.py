"""A hundred thousand findings: every output stays within what GitHub takes, and says what it left out."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from support.facts import at
from support.reports import incomplete, report

from openrelease.github_api.workflow_commands import SUMMARY_LIMIT
from openrelease.model import NOTHING, Finding, Outcome, Problem, Report
from openrelease.reports import sarif, terminal
from openrelease.reports.github import check_run, workflow_annotations
from openrelease.reports.markdown import markdown_report
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
