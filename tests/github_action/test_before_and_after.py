"""On a pull request both sides are judged, by the rules of the base; the comment leads with what changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.pulls import Pull, pull, shallow
from support.repos import git, make_repo
from support.runner import HERE, Runner, Step

pytestmark = pytest.mark.slow

CHECKPOINTS = [f"checkpoints/step-0{step:03}/model.safetensors" for step in (40, 80, 120, 160)]
BARE = dict.fromkeys(["model.safetensors", *CHECKPOINTS])
LAX = {".openrelease.yml": "fail-on: never\n"}
TOOL = {".openrelease.yml": "kind: tooling\n"}
OWN = """\
id: own
title: Own
version: '{version}'
source: https://own.invalid
kinds: [model]
requirements:
  - {{id: a, title: A, level: {level}, check: present, options: {{components: [{of}]}}, why: W., remedy: R.}}
"""


def judged(pulled: Pull, **variables: str) -> Step:
    return pulled.runner.step("judge", pulled.event, **variables)


def comparison(step: Step) -> dict:
    return json.loads(Path(step.outputs["report"]).read_text())["comparison"]


def body(step: Step) -> str:
    return json.loads(Path(step.outputs["comment"]).read_text())["body"]


def told(step: Step) -> set[tuple[str, str, str]]:
    return {(each["direction"], each["id"], each["after"]) for each in comparison(step)["changes"]}


def test_a_requirement_that_is_lost_leads_the_comment(tmp_path: Path) -> None:
    step = judged(pull(tmp_path, {}, BARE))
    assert ("worse", "weights", "not met") in told(step)
    assert body(step).startswith("### ❌ Open source AI release: this change loses ")
    assert "**Not met** (before: met)" in body(step)
    assert "| 🔴\u00a0lost | **The model's weights are available**" in body(step)
    assert step.outputs["exit-code"] == "1"
    assert "What changes" in step.log


def test_what_was_missing_before_is_folded(tmp_path: Path) -> None:
    step = judged(pull(tmp_path, {}, {"NOTES.md": "Notes.\n"}, example="incomplete"))
    assert body(step).startswith("### Open source AI release: nothing changed")
    assert "<summary>Not caused by this change: " in body(step)
    assert "#### What to do" not in body(step)


@pytest.mark.parametrize(("fail_on", "code"), [("unmet", "1"), ("regression", "0"), ("never", "0")])
def test_old_sins_fail_only_who_asks_for_it(tmp_path: Path, fail_on: str, code: str) -> None:
    pulled = pull(tmp_path, {}, {"NOTES.md": "Notes.\n"}, example="incomplete")
    assert judged(pulled, OPENRELEASE_FAIL_ON=fail_on).outputs["exit-code"] == code


def test_a_regression_fails_where_only_regressions_do(tmp_path: Path) -> None:
    pulled = pull(tmp_path, {}, BARE)
    assert judged(pulled, OPENRELEASE_FAIL_ON="regression").outputs["exit-code"] == "1"


def test_a_checkout_of_two_commits_is_enough_and_one_of_one_says_what_to_do(tmp_path: Path) -> None:
    pulled = pull(tmp_path, {}, BARE)
    two = shallow(pulled, tmp_path / "two", 2).step("judge", pulled.event)
    assert ("worse", "weights", "not met") in told(two)
    one = shallow(pulled, tmp_path / "one", 1).step("judge", pulled.event)
    assert comparison(one)["changes"] is None
    assert "fetch-depth: 2" in body(one)
    assert "fetch-depth: 2" in one.log
    strict = shallow(pulled, tmp_path / "regression", 1)
    assert strict.step("judge", pulled.event, OPENRELEASE_FAIL_ON="regression").outputs["exit-code"] == "1"


def test_the_head_itself_is_compared_with_the_tip_of_the_base(tmp_path: Path) -> None:
    pulled = pull(tmp_path, {}, BARE)
    git(pulled.runner.workspace, "checkout", "-q", pulled.head)
    step = judged(pulled)
    assert comparison(step)["base"] == pulled.base
    assert ("worse", "weights", "not met") in told(step)


def test_what_others_merged_meanwhile_is_not_the_doing_of_this_change(tmp_path: Path) -> None:
    pulled = pull(tmp_path, {}, {"NOTES.md": "Notes.\n"})
    workspace = pulled.runner.workspace
    git(workspace, "checkout", "-q", "main")
    git(workspace, "rm", "-q", "model.safetensors")
    git(workspace, "commit", "-q", "-m", "drop")
    git(workspace, "checkout", "-q", "--detach", "main")
    git(workspace, "merge", "-q", "--no-ff", "-m", "merge", "feature")
    assert told(judged(pulled, GITHUB_SHA=git(workspace, "rev-parse", "HEAD"))) == set()


def test_a_merge_that_is_not_githubs_own_does_not_choose_the_base(tmp_path: Path) -> None:
    pulled = pull(tmp_path, {}, BARE)
    workspace = pulled.runner.workspace
    git(workspace, "checkout", "-q", "--detach", "main")
    (workspace / ".openrelease.yml").write_text(LAX[".openrelease.yml"])
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "a base of their own")
    git(workspace, "merge", "-q", "--no-ff", "-m", "merge", "feature")
    step = judged(pulled)
    assert comparison(step)["base"] == pulled.base
    assert step.outputs["exit-code"] == "1"


@pytest.mark.parametrize("settings", [LAX, TOOL, {".openrelease.yml": "policies: [own.yml]\n"}])
def test_settings_of_a_pull_request_do_not_count_for_it(tmp_path: Path, settings: dict[str, str]) -> None:
    """Each of these would pass by its own rules."""
    own = {"own.yml": OWN.format(version=1, level="required", of="license")}
    step = judged(pull(tmp_path, {}, {**settings, **own, **BARE}))
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("unmet", "1")
    assert any(each["loosens"] for each in comparison(step)["amendments"])
    assert "Policy change" in body(step)
    assert "The rules of the base apply until it is merged. By the new ones:" in body(step)
    assert "! " in step.log


@pytest.mark.parametrize("settings", [LAX, TOOL])
def test_nor_do_they_where_the_base_is_not_in_the_checkout(tmp_path: Path, settings: dict[str, str]) -> None:
    pulled = pull(tmp_path, {}, {**settings, **BARE})
    step = shallow(pulled, tmp_path / "one", 1).step("judge", pulled.event)
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("unmet", "1")
    assert "the defaults count, and not the settings of this change" in body(step)


def test_settings_of_the_base_count(tmp_path: Path) -> None:
    step = judged(pull(tmp_path, LAX, {".openrelease.yml": None, **BARE}))
    assert step.outputs["exit-code"] == "0"
    assert [
        (each["what"], each["before"], each["after"], each["loosens"]) for each in comparison(step)["amendments"]
    ] == [("fail-on", "never", "unmet", False)]


def test_a_change_cannot_leave_the_policy_by_looking_like_something_else(tmp_path: Path) -> None:
    readme = "# Tools\n\nThis repository is a library and command line tool.\n"
    gone = {**BARE, **dict.fromkeys(["model.py", "generate.py", "train.py"])}
    step = judged(pull(tmp_path, {}, {**gone, "README.md": readme}))
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("undetermined", "1")


def test_a_policy_file_of_the_input_is_that_of_the_base(tmp_path: Path) -> None:
    before = {"own.yml": OWN.format(version=1, level="required", of="checkpoints")}
    after = {"own.yml": OWN.format(version=2, level="recommended", of="weights")}
    pulled = pull(tmp_path, before, {**after, **BARE})
    step = judged(pulled, OPENRELEASE_POLICY="own.yml")
    [amendment] = comparison(step)["amendments"]
    assert (amendment["before"], amendment["after"], amendment["loosens"]) == (
        "required",
        "recommended",
        True,
    )
    report = json.loads(Path(step.outputs["report"]).read_text())
    [verdict] = report["verdicts"]
    assert (verdict["policy"], verdict["version"], verdict["origin"]) == ("own", "1", "own.yml")
    assert len(verdict["sha256"]) == 64
    assert verdict["sha256"][:16] in body(step)


def test_a_policy_file_that_the_change_may_have_altered_is_not_used_without_the_base(tmp_path: Path) -> None:
    policy = {"own.yml": OWN.format(version=1, level="required", of="license")}
    pulled = pull(tmp_path, policy, BARE)
    step = shallow(pulled, tmp_path / "one", 1).step("judge", pulled.event, OPENRELEASE_POLICY="own.yml")
    assert step.outputs["exit-code"] == "2"
    assert "fetch-depth: 2" in step.log


def test_a_policy_that_is_new_with_the_pull_request_is_refused(tmp_path: Path) -> None:
    after = {"own.yml": OWN.format(version=1, level="required", of="weights")}
    step = judged(pull(tmp_path, {}, after), OPENRELEASE_POLICY="own.yml")
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("", "2")


def test_broken_settings_of_the_base_leave_the_defaults(tmp_path: Path) -> None:
    step = judged(pull(tmp_path, {".openrelease.yml": "kind: [\n"}, {".openrelease.yml": None}))
    assert step.outputs["outcome"] == "met"
    assert "settings of the base cannot be used" in body(step)


def test_broken_settings_of_the_change_are_an_error(tmp_path: Path) -> None:
    step = judged(pull(tmp_path, {}, {".openrelease.yml": "kind: [\n"}))
    assert step.outputs["exit-code"] == "2"


def test_a_folder_that_the_base_does_not_have_is_all_new(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    make_repo(workspace, {"README.md": "# Models\n"})
    base = git(workspace, "rev-parse", "HEAD")
    pulled = pull(tmp_path / "model", {}, {})
    model = {
        path.relative_to(pulled.runner.workspace).as_posix(): path.read_bytes()
        for path in pulled.runner.workspace.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    for name, content in model.items():
        place = workspace / "models/tiny" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    git(workspace, "add", "-A", "-f")
    git(workspace, "commit", "-q", "-m", "add")
    head = git(workspace, "rev-parse", "HEAD")
    runner = Runner(folder=tmp_path, workspace=workspace)
    step = runner.step("judge", Pull(runner=runner, base=base, head=head).event, OPENRELEASE_PATH="models/tiny")
    assert "better" in {each[0] for each in told(step)}
    assert "worse" not in {each[0] for each in told(step)}
    assert body(step).startswith("### ✅ Open source AI release: this change meets ")


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("push", lambda pulled: {"before": pulled.base, "after": pulled.head, "repository": HERE}),
        ("merge_group", lambda pulled: {"merge_group": {"base_sha": pulled.base, "head_sha": pulled.head}}),
    ],
)
def test_a_push_and_a_merge_group_are_compared_too(tmp_path: Path, name: str, event: object) -> None:
    pulled = pull(tmp_path, {}, {**LAX, **BARE})
    step = pulled.runner.step("judge", event(pulled), GITHUB_EVENT_NAME=name)  # type: ignore[operator]
    assert ("worse", "weights", "not met") in told(step)
    assert step.outputs["comment"] == ""
    assert step.outputs["exit-code"] == {"push": "0", "merge_group": "1"}[name]


@pytest.mark.parametrize(
    "event",
    [
        {"before": "0" * 40, "repository": HERE},
        {"schedule": "0 0 * * 0"},
        {"inputs": None},
        {"release": {"tag_name": "v1"}},
    ],
)
def test_where_nothing_came_before_there_is_nothing_to_compare(tmp_path: Path, event: object) -> None:
    pulled = pull(tmp_path, {}, BARE)
    step = pulled.runner.step("judge", event, GITHUB_EVENT_NAME="push")
    assert "comparison" not in json.loads(Path(step.outputs["report"]).read_text())
    assert "Nothing to compare" not in step.summary


@pytest.mark.parametrize(
    ("after", "when", "create"),
    [
        ({"NOTES.md": "Notes.\n"}, "on-change", False),
        (BARE, "on-change", True),
        (TOOL, "on-change", True),
        ({"NOTES.md": "Notes.\n"}, "on-failure", False),
    ],
)
def test_comments_on_change(tmp_path: Path, after: dict, when: str, *, create: bool) -> None:
    step = judged(pull(tmp_path, {}, after), OPENRELEASE_COMMENT=when)
    assert json.loads(Path(step.outputs["comment"]).read_text())["create"] is create
