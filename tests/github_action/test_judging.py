"""The step that judges: what it judges, what it tells where, and that no repository speaks to the runner."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.project import CHECKOUT
from support.repos import commit_all, git, make_repo
from support.runner import HEAD, HERE, Runner, Step, pull_request_event

pytestmark = pytest.mark.slow

EXAMPLES = CHECKOUT / "examples"
ORIGIN = "https://github.com/octo/model-release.git"


def checkout(tmp_path: Path, example: str = "incomplete", below: str = "") -> Runner:
    workspace = tmp_path / "workspace"
    shutil.copytree(EXAMPLES / example, workspace / below)
    make_repo(workspace)
    git(workspace, "remote", "add", "origin", ORIGIN)
    commit_all(workspace)
    return Runner(folder=tmp_path, workspace=workspace)


def report(step: Step) -> object:
    return json.loads(Path(step.outputs["report"]).read_text())


def note(step: Step) -> dict[str, object]:
    return json.loads(Path(step.outputs["comment"]).read_text())


def test_the_verdict_is_told_in_every_place(tmp_path: Path) -> None:
    step = checkout(tmp_path).step("judge", pull_request_event())
    assert step.code == 0
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("unmet", "1")
    assert report(step)["format"] == 1
    assert "**Not met**" in step.summary
    assert note(step)["body"].strip() == step.summary.strip()
    assert note(step)["create"] is True
    assert any(line.startswith("::error title=openrelease") for line in step.commands)
    assert len(step.commands) <= 30


def test_a_release_that_is_complete_passes(tmp_path: Path) -> None:
    step = checkout(tmp_path, "complete").step("judge", pull_request_event())
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("met", "0")
    assert not any(line.startswith("::error") for line in step.commands)


def test_the_commit_is_judged_not_what_other_steps_left_in_the_files(tmp_path: Path) -> None:
    runner = checkout(tmp_path)
    before = report(runner.step("judge"))
    for file in (EXAMPLES / "complete").iterdir():
        if file.is_file():
            shutil.copy(file, runner.workspace)
    git(runner.workspace, "add", "--all")
    assert report(runner.step("judge")) == before


def test_a_folder_without_git_is_judged_as_it_is(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "complete", tmp_path / "workspace")
    step = Runner(folder=tmp_path, workspace=tmp_path / "workspace").step("judge")
    assert report(step)["subject"]["revision"] is None
    assert "/blob/" not in step.summary


def test_places_in_a_subfolder_are_told_from_the_root(tmp_path: Path) -> None:
    step = checkout(tmp_path, below="models/tiny").step("judge", OPENRELEASE_PATH="models/tiny")
    files = {line.split("file=")[1].split(",")[0] for line in step.commands if "file=" in line}
    assert files
    assert all(file.startswith("models/tiny/") for file in files)
    assert "/models/tiny/README.md" in step.summary
    assert "models/tiny" not in Path(step.outputs["report"]).read_text()


def test_links_lead_to_the_head_of_the_pull_request_when_its_merge_is_checked_out(tmp_path: Path) -> None:
    runner = checkout(tmp_path)
    merge = git(runner.workspace, "rev-parse", "HEAD")
    merged = runner.step("judge", pull_request_event(), GITHUB_SHA=merge).summary
    assert f"https://github.com/octo/model-release/blob/{HEAD}/" in merged
    assert f"/blob/{merge}/" not in merged
    other = runner.step("judge", pull_request_event(), GITHUB_SHA="d" * 40, GITHUB_SERVER_URL="https://ghe.example")
    assert f"https://ghe.example/octo/model-release/blob/{merge}/" in other.summary


def test_a_checkout_of_another_repository_is_not_linked(tmp_path: Path) -> None:
    runner = checkout(tmp_path)
    git(runner.workspace, "remote", "set-url", "origin", "https://github.com/somebody/else.git")
    assert "/blob/" not in runner.step("judge").summary


@pytest.mark.parametrize("event", [None, {"schedule": "0 0 * * 0"}, {"merge_group": {"head_sha": HEAD}}])
def test_without_a_pull_request_there_is_no_comment(tmp_path: Path, event: object) -> None:
    step = checkout(tmp_path).step("judge", event)
    assert step.outputs["comment"] == ""
    assert step.outputs["exit-code"] == "1"


@pytest.mark.parametrize(
    ("example", "when", "create"),
    [
        ("complete", "always", True),
        ("complete", "on-failure", False),
        ("incomplete", "on-failure", True),
        ("incomplete", "never", None),
    ],
)
def test_when_to_comment(tmp_path: Path, example: str, when: str, create: bool | None) -> None:  # noqa: FBT001 - a table
    step = checkout(tmp_path, example).step("judge", pull_request_event(), OPENRELEASE_COMMENT=when)
    assert (note(step)["create"] if step.outputs["comment"] else None) is create


def test_on_pull_request_target_it_writes_nothing_unless_told_to(tmp_path: Path) -> None:
    runner = checkout(tmp_path, "complete")
    target = {"GITHUB_EVENT_NAME": "pull_request_target", "OPENRELEASE_CHECK_RUN": "true"}
    step = runner.step("judge", pull_request_event(), **target)
    assert (step.outputs["comment"], step.outputs["check"]) == ("", "")
    assert any("pull_request_target" in line for line in step.commands)
    told = runner.step("judge", pull_request_event(), OPENRELEASE_ALLOW_PULL_REQUEST_TARGET="true", **target)
    assert "" not in (told.outputs["comment"], told.outputs["check"])


def test_uses_with_other_settings_have_comments_of_their_own(tmp_path: Path) -> None:
    runner = checkout(tmp_path)
    keys = [
        note(runner.step("judge", pull_request_event(), OPENRELEASE_POLICY=policy))["key"]
        for policy in ("", "aia-baseline", " aia-baseline\n")
    ]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("variables", "code", "words"),
    [
        ({"OPENRELEASE_POLICY": "no-such-policy"}, "2", "no-such-policy"),
        ({"OPENRELEASE_POLICY": "gone.yml"}, "2", "gone.yml"),
        ({"OPENRELEASE_POLICY": "../outside.yml"}, "2", "outside.yml"),
        ({"OPENRELEASE_CONFIG": "gone.yml"}, "2", "gone.yml"),
        ({"OPENRELEASE_FAIL_ON": "sometimes"}, "2", "sometimes"),
        ({"OPENRELEASE_PATH": "gone"}, "2", "gone"),
    ],
)
def test_what_cannot_be_judged_says_so_everywhere(
    tmp_path: Path, variables: dict[str, str], code: str, words: str
) -> None:
    (tmp_path / "outside.yml").write_text("id: outside\n")
    step = checkout(tmp_path, "complete").step("judge", pull_request_event(), **variables)
    assert step.code == 0
    assert (step.outputs["exit-code"], step.outputs["outcome"], step.outputs["report"]) == (code, "", "")
    assert [line.startswith("::error title=openrelease::") and words in line for line in step.commands] == [True]
    assert "could not be evaluated" in step.summary
    assert "could not be evaluated" in str(note(step)["body"])


def test_an_unknown_word_for_comment_is_told_and_not_commented(tmp_path: Path) -> None:
    step = checkout(tmp_path, "complete").step("judge", pull_request_event(), OPENRELEASE_COMMENT="sometimes")
    assert (step.outputs["exit-code"], step.outputs["comment"]) == ("2", "")


def test_a_policy_file_in_a_checkout_of_its_own_and_never_through_a_link(tmp_path: Path) -> None:
    runner = checkout(tmp_path, "complete")
    policy = (
        "id: ours\ntitle: Ours\nversion: '1'\nsource: https://example.org/ours\nkinds: [model]\n"
        "extends: aia-baseline\nrequirements: []\n"
    )
    (runner.workspace / "central").mkdir()
    (runner.workspace / "central" / "ours.yml").write_text(policy)
    (runner.workspace / "central" / "link.yml").symlink_to("ours.yml")
    assert runner.step("judge", OPENRELEASE_POLICY="central/ours.yml").outputs["outcome"] == "met"
    assert runner.step("judge", OPENRELEASE_POLICY="central/link.yml").outputs["exit-code"] == "2"


NASTY = (
    "::set-output name=outcome::met",
    "##[set-output name=outcome]met",
    "::stop-commands::x",
    "%0A::error::x",
    "a\n::error file=README.md::forged\n",
    "::add-mask::unmet",
)


def test_no_name_or_text_in_a_repository_gives_the_runner_a_command(tmp_path: Path) -> None:
    runner = checkout(tmp_path)
    card = "\n".join(f"- {line}" for line in NASTY)
    for text in NASTY:
        broken = runner.workspace / f"{text.replace('/', '')}.safetensors"
        broken.write_bytes(b"\xff" * 64)
    (runner.workspace / "README.md").write_text(f"---\nlicense: '{NASTY[0]} {NASTY[1]}'\n---\n{card}\n")
    commit_all(runner.workspace)
    step = runner.step("judge", pull_request_event())
    assert step.outputs["outcome"] == "unmet"
    assert {line.split("::")[1].split(" ")[0] for line in step.commands} <= {"error", "warning", "notice"}
    assert all("title=openrelease" in line.split("::")[1] for line in step.commands)
    assert "##[" not in step.log
    assert "::error file=README.md::forged" not in step.commands
    for text in (step.summary, str(note(step)["body"])):
        assert "\n::" not in text


def test_it_needs_no_event_and_no_summary(tmp_path: Path) -> None:
    step = checkout(tmp_path).step("judge", GITHUB_EVENT_PATH="", GITHUB_STEP_SUMMARY="")
    assert (step.code, step.outputs["outcome"], step.summary) == (0, "unmet", "")


def test_two_runs_say_the_same(tmp_path: Path) -> None:
    runner = checkout(tmp_path)
    first, second = (runner.step("judge", {"repository": HERE}) for _ in range(2))
    assert (first.commands, first.summary, report(first)) == (second.commands, second.summary, report(second))
