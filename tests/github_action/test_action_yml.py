"""action.yml and the code that it starts agree, and nothing of a workflow gets into a script."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import yaml

from openrelease.config import FailOn, OnUnknown
from openrelease.github_action.action_inputs import CommentWhen, Inputs

ACTION = yaml.safe_load((Path(__file__).parents[2] / "action.yml").read_bytes())
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
DECLARED = set(ACTION["inputs"])


def env_of(step: str) -> dict[str, str]:
    return {name: value for name, value in STEPS[step].get("env", {}).items() if "inputs." in value}


def test_each_input_is_declared_once_and_read_once() -> None:
    read = {field.name.replace("_", "-") for field in dataclasses.fields(Inputs)}
    assert read | {"token"} == DECLARED


def test_each_input_reaches_the_judge_under_its_own_name() -> None:
    expected = {
        f"OPENRELEASE_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in DECLARED - {"token"}
    }
    assert env_of("Check") == expected


def test_no_step_that_reads_the_repository_gets_the_token() -> None:
    holders = {name for name, step in STEPS.items() if re.search(r"inputs\.token|github\.token|secrets\.", str(step))}
    assert holders == {"Base", "Policies", "Comment", "Check run"}
    for name in ("Look for the base", "Check"):
        assert (STEPS[name]["env"]["GITHUB_TOKEN"], STEPS[name]["env"]["GH_TOKEN"]) == ("", "")


@pytest.mark.parametrize("step", STEPS)
def test_no_expression_is_pasted_into_a_script(step: str) -> None:
    assert "${{" not in STEPS[step]["run"]


@pytest.mark.parametrize("step", STEPS)
def test_every_step_runs_in_bash_on_every_system(step: str) -> None:
    assert STEPS[step]["shell"] == "bash"


@pytest.mark.parametrize("step", ["Look for the base", "Base", "Policies", "Check", "Comment", "Check run"])
def test_python_starts_isolated_and_outside_the_workspace(step: str) -> None:
    name = {"Look for the base": "look", "Check": "judge", "Check run": "check"}.get(step, step.lower())
    assert (
        STEPS[step]["run"] == f'cd "$OPENRELEASE_HOME" && "$OPENRELEASE_PYTHON" -I -m openrelease.github_action {name}'
    )


def test_what_asks_github_and_fails_leaves_the_verdict() -> None:
    asking = ("Look for the base", "Base", "Comment", "Check run")
    assert all(STEPS[name]["continue-on-error"] is True for name in asking)
    assert list(STEPS)[-1] == "Verdict"


def test_a_verdict_that_was_never_written_down_is_a_failure() -> None:
    assert STEPS["Verdict"]["run"] == 'exit "${CODE:-3}"'


@pytest.mark.parametrize(("name", "words"), [("comment", CommentWhen), ("fail-on", FailOn), ("unknown", OnUnknown)])
def test_the_descriptions_name_every_word(name: str, words: type[CommentWhen | FailOn | OnUnknown]) -> None:
    assert all(word.value in ACTION["inputs"][name]["description"] for word in words)


def test_the_defaults_are_those_of_the_code() -> None:
    defaults = Inputs()
    assert ACTION["inputs"]["path"]["default"] == defaults.path
    assert ACTION["inputs"]["comment"]["default"] == defaults.comment.value
    assert ACTION["inputs"]["allow-pull-request-target"]["default"] == str(defaults.allow_pull_request_target).lower()
