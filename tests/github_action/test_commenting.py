"""The step with the token: one comment, or one notice that says what is missing; never another exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.github_double import Fault, GitHubDouble, github_double
from support.runner import HERE, Runner, Step, pull_request_event

pytestmark = pytest.mark.slow

SENTINEL = "ghs_sentinelsentinelsentinelsentinel"
DENIED = Fault(status=403, body='{"message": "Resource not accessible by integration"}')


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    with github_double() as double:
        yield double
        assert double.violations == []


@pytest.fixture
def runner(tmp_path: Path, github: GitHubDouble) -> Runner:
    variables = {
        "GITHUB_API_URL": github.url,
        "OPENRELEASE_TOKEN": SENTINEL,
        "OPENRELEASE_AS_WORKFLOW": "true",
    }
    return Runner(folder=tmp_path, workspace=tmp_path / "workspace", variables=variables)


def comment(
    runner: Runner, body: str = "**met**", event: object = None, *, create: bool = True, **variables: str
) -> Step:
    note = runner.folder / "note.json"
    note.write_text(json.dumps({"key": "k", "create": create, "body": body}))
    step = runner.step("comment", event or pull_request_event(), OPENRELEASE_NOTE=str(note), **variables)
    assert SENTINEL not in f"{step}"
    assert (step.code, step.summary) == (0, "")
    return step


def test_created_then_edited(runner: Runner, github: GitHubDouble) -> None:
    first = comment(runner, "**not met**")
    assert first.outputs == {"comment-url": f"{github.url}/comment-1"}
    assert first.commands == ["::debug::comment created"]
    assert comment(runner).outputs == first.outputs
    assert [str(found["body"]).partition("\n")[2] for found in github.comments] == ["**met**"]
    assert github.tokens == {f"token {SENTINEL}"}


def test_nothing_to_bring_up_to_date(runner: Runner, github: GitHubDouble) -> None:
    assert comment(runner, create=False).outputs == {"comment-url": ""}
    assert github.comments == []


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (pull_request_event(), "Give the job the permission pull-requests: write"),
        (pull_request_event(head_repo={"full_name": "mallory/model"}), "from forks"),
        (pull_request_event(head_repo=None), "from forks"),
        (pull_request_event(sender="dependabot[bot]"), "Dependabot"),
    ],
)
def test_without_permission_one_notice_names_it(
    runner: Runner, github: GitHubDouble, event: object, words: str
) -> None:
    github.faults["POST"] = [DENIED]
    step = comment(runner, event=event)
    assert len(step.commands) == 1
    assert step.commands[0].startswith("::notice title=openrelease::No comment was written: ")
    assert words in step.commands[0]
    assert "The verdict is not affected" in step.commands[0]
    assert step.outputs == {}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(status=401, body='{"message": "Bad credentials"}'), "Check the input token."),
        (Fault(body="<html>"), "GITHUB_API_URL"),
        (Fault(status=404, body='{"message": "Not Found"}'), "pull-requests: write"),
        (
            Fault(status=422, body='{"message": "Body %0A::error::is too long"}'),
            "Body %250A::error::is too long",
        ),
        (Fault(status=429, headers={"retry-after": "3600"}), "rate limit"),
    ],
)
def test_other_refusals(runner: Runner, github: GitHubDouble, fault: Fault, words: str) -> None:
    github.faults["GET"] = [fault]
    step = comment(runner)
    assert len(step.commands) == 1
    assert words in step.commands[0]


def test_an_empty_token_asks_nobody(runner: Runner, github: GitHubDouble) -> None:
    step = comment(runner, OPENRELEASE_TOKEN="")
    assert "the token: it is empty" in step.commands[0]
    assert github.sent == []


def test_a_token_of_another_account_asks_for_its_name(runner: Runner, github: GitHubDouble) -> None:
    github.account, github.user_status = {"login": "release-bot", "type": "User"}, 200
    comment(runner, "one", OPENRELEASE_AS_WORKFLOW="false")
    assert comment(runner, "two", OPENRELEASE_AS_WORKFLOW="false").commands == ["::debug::comment edited"]


def test_it_loads_nothing_that_reads_repositories_and_pygithub_only_to_comment() -> None:
    code = "import sys, openrelease.github_action.step_comment; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    rooms = ("openrelease.repository", "openrelease.scan", "openrelease.weights", "github", "requests")
    assert [name for name in loaded if name.startswith(rooms)] == []


def test_a_run_without_a_pull_request_is_an_error_of_usage(tmp_path: Path) -> None:
    step = Runner(folder=tmp_path, workspace=tmp_path).step("comment", {"repository": HERE})
    assert step.code == 2


def test_a_note_that_is_broken_is_a_bug_told_without_a_bare_traceback(runner: Runner) -> None:
    (runner.folder / "note.json").write_text('{"key": "::error::x"}')
    step = runner.step("comment", pull_request_event(), OPENRELEASE_NOTE=str(runner.folder / "note.json"))
    assert step.code == 3
    assert [line.split("::")[1] for line in step.commands] == ["error title=openrelease"]
    assert SENTINEL not in step.log
