"""The answers that readers gave by hand: complete, in two halves, and compared as they say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from support.project import CHECKOUT, run

if TYPE_CHECKING:
    from pathlib import Path

TRUTH = CHECKOUT / "benchmarks" / "truth"
FILES = sorted(TRUTH.glob("*.yaml"))
NAMES = {
    *("weights", "inference_code", "license", "model_card", "datasets", "training_code", "data_pipeline"),
    *("checkpoints", "evaluation_code", "evaluation_results", "paper"),
}
ANSWER = """
repo: owner/name
commit: 0000000000000000000000000000000000000000
kind: model
verdict: {license_permissive: [true, unknown]}
components:
  weights: {status: [linked, unclear]}
  paper: {status: in_repo}
  datasets: {status: unclear}
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_reading_answers_all_questions_in_the_words_of_a_report(path: Path) -> None:
    truth = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert truth["repo"] == path.stem.replace("__", "/")
    assert re.fullmatch("[0-9a-f]{40}", truth["commit"])
    assert set(truth["components"]) == NAMES
    kinds, terms = truth["kind"], truth["verdict"]["license_permissive"]
    assert {"model", "dataset", "benchmark", "tooling"} >= set(listed(kinds))
    assert {True, False, "mixed", "unknown"} >= set(listed(terms))
    for answer in truth["components"].values():
        assert {"in_repo", "linked", "unclear", "absent"} >= set(listed(answer["status"]))
        assert answer["evidence"] or not {"in_repo", "linked"} & set(listed(answer["status"]))


def test_the_two_halves_are_the_whole_and_have_nothing_in_common() -> None:
    halves = [(TRUTH / f"HALF_{half}.txt").read_text(encoding="utf-8").split() for half in "AB"]
    assert sorted([*halves[0], *halves[1]]) == [path.stem for path in FILES]


def test_agreement_counts_what_is_right_and_names_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "owner__name.yaml").write_text(ANSWER, encoding="utf-8")
    components = {
        "weights": {"status": "unclear", "license": {"permissive": False}},
        "technical_report": {"status": "linked"},
        "datasets": {"status": "linked"},
    }
    report = {"subject": {"kind": "model"}, "components": components}
    (tmp_path / "owner__name.json").write_text(json.dumps(report), encoding="utf-8")
    done = run("python", "benchmarks/agreement.py", str(tmp_path), "--truth", str(tmp_path), "--min", "60")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "owner__name paper: said linked, is in_repo",
        "owner__name datasets: said linked, is unclear",
        "owner__name weights license permissive: said false, is true or unknown",
        "reports 1/1; kind 1/1; components 1/2; unclear kept 0/1; weights license 0/1 (50.0 % of components)",
    ]


def test_agreement_fails_when_a_report_is_missing(tmp_path: Path) -> None:
    (tmp_path / "owner__name.yaml").write_text(ANSWER, encoding="utf-8")
    done = run("python", "benchmarks/agreement.py", str(tmp_path), "--truth", str(tmp_path))
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "owner__name report: said missing, is there")


def listed(value: Any) -> list[Any]:
    """One answer or several, as several."""
    return value if isinstance(value, list) else [value]
