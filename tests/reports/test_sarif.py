"""SARIF: valid by its schema, within GitHub's limits, with fingerprints that outlive an edit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.facts import at, complete, without
from support.reports import HOSTILE, hostile, incomplete, report, several

from openrelease.model import NOTHING, Facts, Finding, Outcome, Problem, Report
from openrelease.reports.sarif import MOST_RESULTS, render

pytestmark = pytest.mark.slow

SCHEMA = jsonschema.Draft4Validator(json.loads((Path(__file__).parent / "sarif_schema.json").read_bytes()))
BOTH = ("aia-baseline", "aia-open-science")


def run_of(given: Report) -> dict[str, Any]:
    told = json.loads(render(given))
    assert list(SCHEMA.iter_errors(told)) == []
    [run] = told["runs"]
    return run


@pytest.mark.parametrize(
    "given",
    [
        complete(),
        incomplete(),
        hostile(),
        without(complete(), "weights"),
        several(),
        several(third=HOSTILE),
    ],
)
def test_it_is_valid_and_every_result_has_its_rule_and_a_place(given: Facts) -> None:
    run = run_of(report(given, *BOTH))
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    marks = [result["partialFingerprints"]["openrelease/v1"] for result in run["results"]]
    assert len(set(marks)) == len(marks)


def test_a_clean_release_still_lists_what_was_checked() -> None:
    run = run_of(report(complete()))
    assert [result for result in run["results"] if result["level"] == "error"] == []
    assert {"weights", "weights-license"} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in run["tool"]["driver"]["rules"])


def test_each_rule_links_its_page() -> None:
    rules = run_of(report(incomplete(), *BOTH))["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["helpUri"] == f"https://openrelease.github.io/openrelease/rules/{rule['id']}/"
        assert rule["help"]["text"].endswith(rule["helpUri"])
        assert rule["help"]["markdown"].endswith(f"[`{rule['id']}`]({rule['helpUri']})")


def test_levels() -> None:
    levels = {result["ruleId"]: result["level"] for result in run_of(report(incomplete()))["results"]}
    assert levels["license-text"] == "error"
    assert levels["inference-code"] == "warning"  # unknown
    assert levels["model-card"] == "warning"  # recommended


def test_a_result_has_the_finding_its_place_and_the_fix() -> None:
    result = run_of(report(incomplete()))["results"][0]
    assert (result["ruleId"], result["level"]) == ("weights-license", "error")
    assert "Fix: " in result["message"]["text"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "LICENSE.model", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1},
    }


def marks(given: Facts) -> set[str]:
    return {each["partialFingerprints"]["openrelease/v1"] for each in run_of(report(given))["results"]}


def test_a_fingerprint_stays_when_lines_move_and_others_are_mended() -> None:
    moved = replace(
        incomplete(),
        documents=tuple(
            replace(each, topics={name: at(each.path, 99) for name in each.topics}) for each in incomplete().documents
        ),
    )
    assert marks(moved) == marks(incomplete())
    assert marks(without(complete(), "license")) < marks(without(complete(), "license", "model_card"))


def crowded(count: int) -> Report:
    given = report(incomplete())
    [judged] = given.verdicts
    findings = tuple(Finding(message=f"{n} is wrong", location=at(f"data/{n}.json")) for n in range(count))
    verdicts = tuple(
        replace(each, findings=findings) if each.outcome is Outcome.UNMET else each for each in judged.verdicts
    )
    return replace(given, verdicts=(replace(judged, verdicts=verdicts),))


@pytest.mark.slow
def test_more_than_github_keeps_is_cut_and_says_so() -> None:
    run = run_of(crowded(MOST_RESULTS))
    assert len(run["results"]) == MOST_RESULTS
    assert {each["level"] for each in run["results"]} == {"error"}
    [note] = [
        each["message"]["text"]
        for each in run["invocations"][0]["toolExecutionNotifications"]
        if "not listed" in each["message"]["text"]
    ]
    assert "more results are not listed; the JSON report has all." in note


def test_what_could_not_be_read_is_no_alert() -> None:
    given = replace(
        complete(), problems=tuple(Problem(location=at(f"{n}"), message="odd", affects=NOTHING) for n in range(150))
    )
    run = run_of(report(given))
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 101
    assert run["results"] == run_of(report(complete()))["results"]


def test_a_text_is_neither_a_link_nor_a_placeholder() -> None:
    given = without(complete(), "weights")
    told = report(given)
    [judged] = told.verdicts
    finding = Finding(message=r"[click](https://evil.invalid) {0} \[x", location=at("a b/[c].md"))
    verdicts = tuple(replace(each, findings=(finding,)) for each in judged.verdicts)
    [result, *_] = run_of(replace(told, verdicts=(replace(judged, verdicts=verdicts),)))["results"]
    assert result["message"]["text"].startswith(r"\[click\](https://evil.invalid) {{0}} \\\[x.")
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/%5Bc%5D.md"
