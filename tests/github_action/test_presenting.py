"""The second half of the recipe for forks: a report that a stranger may have written becomes one comment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from support.facts import complete, without
from support.github_double import Fault, GitHubDouble, github_double
from support.reports import hostile, report
from support.runner import HEAD, HERE, Runner, Step

from openrelease.reports import json_report

pytestmark = pytest.mark.slow

SENTINEL = "ghs_sentinelsentinelsentinelsentinel"
FORK = {"full_name": "mallory/model"}
PULL = {
    "number": 7,
    "state": "open",
    "fork": True,
    "user": {"login": "mallory"},
    "head": {"sha": HEAD, "label": "mallory:feature", "repo": FORK},
    "base": {"sha": "b" * 40, "repo": HERE},
}
EVENT = {
    "action": "completed",
    "workflow_run": {
        "id": 5,
        "event": "pull_request",
        "head_sha": HEAD,
        "head_branch": "feature",
        "head_repository": {**FORK, "owner": {"login": "mallory"}},
        "pull_requests": [{"number": 666}],
    },
    "repository": HERE,
}


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    with github_double() as double:
        double.pulls = [PULL]
        yield double
        assert double.violations == []


@pytest.fixture
def runner(tmp_path: Path, github: GitHubDouble) -> Runner:
    (tmp_path / "workspace").mkdir()
    variables = {
        "GITHUB_API_URL": github.url,
        "GITHUB_EVENT_NAME": "workflow_run",
        "OPENRELEASE_REPORT": "report.json",
    }
    return Runner(folder=tmp_path, workspace=tmp_path / "workspace", variables=variables)


def both(runner: Runner, data: bytes, **variables: str) -> tuple[Step, Step | None]:
    (runner.workspace / "report.json").write_bytes(data)
    judged = runner.step("judge", EVENT, **variables)
    note = judged.outputs["comment"]
    token = {"OPENRELEASE_TOKEN": SENTINEL, "OPENRELEASE_AS_WORKFLOW": "true", "OPENRELEASE_NOTE": note}
    commented = runner.step("comment", EVENT, **token) if note else None
    assert SENTINEL not in f"{judged}{commented}"
    return judged, commented


def written(given: Any = None) -> bytes:
    return json_report.render(report(given or without(complete(), "weights"))).encode()


def test_the_comment_is_written_on_the_pull_request_that_github_names(runner: Runner, github: GitHubDouble) -> None:
    judged, commented = both(runner, written())
    assert (judged.outputs["exit-code"], judged.outputs["outcome"]) == ("0", "unmet")
    [comment] = github.comments
    assert "**Not met**" in str(comment["body"])
    assert f"https://github.com/octo/model-release/blob/{HEAD}/" in str(comment["body"])
    assert "Reported by run 5 of this pull request's own workflow" in str(comment["body"])
    assert commented
    assert commented.outputs == {"comment-url": comment["html_url"]}
    assert any(line.startswith("POST /repos/octo/model-release/issues/7/") for line in github.sent)
    assert not any("666" in line for line in github.sent)


def test_again_with_a_better_report_edits_the_comment(runner: Runner, github: GitHubDouble) -> None:
    for given in (None, complete()):
        both(runner, written(given))
    [comment] = github.comments
    assert "**Met**" in str(comment["body"])


def test_a_hostile_report_is_only_text(runner: Runner, github: GitHubDouble) -> None:
    judged, _ = both(runner, written(hostile()))
    [comment] = github.comments
    body = str(comment["body"])
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(body)
    inner = [each for token in tokens for each in token.children or ()]
    assert [each.content for each in inner if each.type == "html_inline"] == []
    assert not any("img" in token.content for token in tokens if token.type == "html_block")
    assert "\n::" not in body
    assert [line for line in judged.commands if not line.startswith("::debug")] == []


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"\x00" * 100, b"[" * 100_000, b" " * 9_000_000, b'{"body": "<!-- openrelease -->"}'],
)
def test_what_is_no_report_says_so_and_fails_nothing(runner: Runner, github: GitHubDouble, data: bytes) -> None:
    judged, _ = both(runner, data)
    assert (judged.code, judged.outputs["exit-code"]) == (0, "0")
    [comment] = github.comments
    assert "the report of the other run cannot be used" in str(comment["body"])


def test_a_report_that_is_a_link_is_not_followed(runner: Runner, github: GitHubDouble) -> None:
    (runner.workspace / "real.json").write_bytes(written())
    (runner.workspace / "report.json").symlink_to("real.json")
    judged = runner.step("judge", EVENT)
    assert "cannot be used" in judged.summary
    assert github.sent == []


def test_without_an_open_pull_request_a_notice_says_so(runner: Runner, github: GitHubDouble) -> None:
    github.pulls = []
    _, commented = both(runner, written())
    assert commented
    assert "no open pull request has commit cccccccccccc as head" in commented.commands[0]
    assert github.comments == []


def test_a_limit_while_it_is_looked_for_is_waited_for(runner: Runner, github: GitHubDouble) -> None:
    github.faults["GET"] = [Fault(status=429, headers={"retry-after": "0"})]
    both(runner, written())
    assert len(github.comments) == 1


def test_a_check_run_on_the_head(runner: Runner, github: GitHubDouble) -> None:
    judged, _ = both(runner, written(), OPENRELEASE_CHECK_RUN="true")
    token = {"OPENRELEASE_TOKEN": SENTINEL, "OPENRELEASE_NOTE": judged.outputs["check"]}
    checked = runner.step("check", EVENT, **token)
    [run] = github.checks
    assert (run["head_sha"], run["conclusion"]) == (HEAD, "neutral")
    assert checked.outputs == {"check-run-url": f"{github.url}/check-1"}
    assert SENTINEL not in f"{checked}{json.dumps(run)}"


def test_a_check_run_without_permission_is_a_notice(runner: Runner, github: GitHubDouble) -> None:
    judged, _ = both(runner, written(), OPENRELEASE_CHECK_RUN="true")
    github.faults["POST"] = [Fault(status=403, body='{"message": "Resource not accessible by integration"}')]
    note = {"OPENRELEASE_TOKEN": SENTINEL, "OPENRELEASE_NOTE": judged.outputs["check"]}
    checked = runner.step("check", EVENT, **note)
    assert checked.code == 0
    assert "checks: write" in checked.commands[0]
    empty = runner.step("check", EVENT, **{**note, "OPENRELEASE_TOKEN": ""})
    assert "the token: it is empty" in empty.commands[0]
