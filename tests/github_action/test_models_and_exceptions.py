"""Exceptions and several models on a pull request: those of the base count, and each model is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.pulls import Change, Pull, pull
from support.runner import Step

pytestmark = pytest.mark.slow

EXCEPTION = "exceptions:\n  - {{requirement: {of}, reason: later, owner: me, expires: {until}}}\n"
NO_TEXT: Change = {"LICENSE": None}
FAR, PAST = "9999-12-31", "2020-01-01"


def settings(of: str = "license-text", until: str = FAR) -> Change:
    return {".openrelease.yml": EXCEPTION.format(of=of, until=until)}


def judged(pulled: Pull) -> Step:
    return pulled.runner.step("judge", pulled.event)


def report(step: Step) -> dict:
    return json.loads(Path(step.outputs["report"]).read_text())


def body(step: Step) -> str:
    return json.loads(Path(step.outputs["comment"]).read_text())["body"]


def outcomes(step: Step) -> dict[str, str]:
    return {each["id"]: each["outcome"] for each in report(step)["verdicts"][0]["requirements"]}


def test_an_exception_of_the_base_counts_until_its_last_day(tmp_path: Path) -> None:
    step = judged(pull(tmp_path, {**settings(), **NO_TEXT}, {"NOTES.md": "Notes.\n"}))
    assert outcomes(step)["license-text"] == "waived"
    assert "#### Exceptions" in body(step)


@pytest.mark.parametrize("before", [{}, settings(until=PAST), settings(of="weights")])
def test_one_that_the_pull_request_brings_does_not(tmp_path: Path, before: Change) -> None:
    step = judged(pull(tmp_path, before, {**settings(), **NO_TEXT}))
    assert outcomes(step)["license-text"] == "unmet"
    assert step.outputs["exit-code"] == "1"
    [amended] = [each for each in report(step)["comparison"]["amendments"] if each["what"].endswith("license-text")]
    assert amended["loosens"]
    assert "exception from `license-text`" in body(step) or "exception from license-text" in body(step)


def test_an_expired_one_of_the_base_is_told(tmp_path: Path) -> None:
    step = judged(pull(tmp_path, {**settings(until=PAST), **NO_TEXT}, {"NOTES.md": "Notes.\n"}))
    assert outcomes(step)["license-text"] == "unmet"
    assert f"expired on {PAST} and does not count" in body(step)


def test_settings_that_name_what_a_change_removes_do_not_end_the_run(tmp_path: Path) -> None:
    declared = "components:\n  training_code:\n    - path: train.py\n"
    before = {".openrelease.yml": declared, "train.py": "x = 1\n"}
    step = judged(pull(tmp_path, before, {".openrelease.yml": None, "train.py": None}))
    (gone,) = report(step)["disputed"]
    assert gone["message"] == "train.py is declared for the training code, and is not in the repository"


MODELS: Change = {f"models/{name}/MODEL_CARD.md": f"---\nlicense: apache-2.0\n---\n# {name.title()}\n" for name in "ab"}


def test_a_comment_has_a_verdict_for_each_model(tmp_path: Path) -> None:
    worse = {"models/b/MODEL_CARD.md": "---\nlicense: cc-by-nc-4.0\n---\n# B\n"}
    step = judged(pull(tmp_path, MODELS, worse))
    rows = {each["name"]: each["verdicts"][0]["outcome"] for each in report(step)["releases"]}
    assert rows == {"a": "met", "b": "unmet"}
    assert "| `a` | ✅\u00a0met |" in body(step)
    assert "| `b` | ❌\u00a0not\u00a0met |" in body(step)
    assert "1 of 2 models meet it" in body(step)
    assert step.outputs["exit-code"] == "1"
