"""Policies of other repositories: fetched at a full commit id by a step of their own, and by nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.github_double import Fault, GitHubDouble, github_double
from support.project import CHECKOUT
from support.repos import commit_all, git, make_repo, write_files
from support.runner import Runner, Step, pull_request_event

from openrelease.errors import UsageError
from openrelease.policies.pinned_policy import parse_pinned_policy

pytestmark = pytest.mark.slow

SENTINEL = "ghs_sentinelsentinelsentinelsentinel"
RULES = """\
id: acme
title: What Acme releases
version: '3'
source: https://acme.invalid/open
extends: aia-baseline
requirements:
  - {id: model-card, level: required}
"""
COMMIT = "0123456789" * 4


@pytest.fixture
def github(tmp_path: Path) -> Iterator[GitHubDouble]:
    with github_double() as double:
        double.repository = make_repo(tmp_path / "rules", {"open/acme.yml": RULES})
        yield double
        assert double.violations == []


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    workspace = tmp_path / "workspace"
    example = CHECKOUT / "examples" / "complete"
    files = {path.relative_to(example).as_posix(): path.read_bytes() for path in example.rglob("*.*")}
    make_repo(workspace, {**files, "LICENSE": (example / "LICENSE").read_bytes()})
    return Runner(folder=tmp_path, workspace=workspace)


def steps(runner: Runner, github: GitHubDouble, policy: str, token: str = SENTINEL) -> Step:
    """The step that fetches, and the one that judges."""
    event = pull_request_event()
    given = {"OPENRELEASE_POLICY": policy}
    fetched = runner.step("policies", event, GITHUB_API_URL=github.url, OPENRELEASE_TOKEN=token, **given)
    assert (fetched.code, fetched.log) == (0, "")
    told = fetched.outputs.get("policies", "")
    judged = runner.step("judge", event, OPENRELEASE_POLICIES=told, **given)
    for file in runner.folder.rglob("*.json"):
        assert "sentinel" not in file.read_text()
    return judged


def test_a_pinned_policy_judges_and_says_where_it_is_from(runner: Runner, github: GitHubDouble) -> None:
    assert github.repository is not None
    name = f"acme/rules/open/acme.yml@{git(github.repository, 'rev-parse', 'HEAD')}"
    step = steps(runner, github, f"aia-baseline, {name}")
    (_, judged) = json.loads(Path(step.outputs["report"]).read_text())["verdicts"]
    assert (judged["policy"], judged["version"], judged["origin"]) == ("acme", "3", name)
    assert [each["level"] for each in judged["requirements"] if each["id"] == "model-card"] == ["required"]
    assert github.tokens == {f"token {SENTINEL}"}
    assert [line.partition("?")[0].rpartition("/")[0] for line in github.sent] == [
        "GET /repos/acme/rules/git/trees",
        "GET /repos/acme/rules/git/blobs",
    ]


def test_what_is_on_the_branch_today_does_not_matter(runner: Runner, github: GitHubDouble) -> None:
    assert github.repository is not None
    commit = git(github.repository, "rev-parse", "HEAD")
    write_files(github.repository, {"open/acme.yml": RULES.replace("'3'", "'4'")})
    commit_all(github.repository)
    step = steps(runner, github, f"acme/rules/open/acme.yml@{commit}")
    assert json.loads(Path(step.outputs["report"]).read_text())["verdicts"][0]["version"] == "3"


@pytest.mark.parametrize("revision", ["main", "v1", "0123456", "", COMMIT.upper().replace("0", "A")])
def test_what_may_move_is_refused_and_never_asked_for(runner: Runner, github: GitHubDouble, revision: str) -> None:
    step = steps(runner, github, f"acme/rules/open/acme.yml@{revision}")
    assert step.outputs["exit-code"] == "2"
    assert "is not a full commit id" in step.log
    assert github.sent == []


@pytest.mark.parametrize(
    ("policy", "reason"),
    [
        (f"acme/rules/open/acme.yml@{COMMIT}", "it does not exist, or the token may not read it"),
        ("acme/rules/open/other.yml@HEAD", "no file open/other.yml in commit"),
    ],
)
def test_what_is_not_there_is_said_and_ends_with_2(
    runner: Runner, github: GitHubDouble, policy: str, reason: str
) -> None:
    assert github.repository is not None
    step = steps(runner, github, policy.replace("HEAD", git(github.repository, "rev-parse", "HEAD")))
    assert step.outputs["exit-code"] == "2"
    assert reason in step.log


def test_without_a_token_or_its_step_nothing_is_judged_by_guess(runner: Runner, github: GitHubDouble) -> None:
    name = f"acme/rules/open/acme.yml@{COMMIT}"
    assert "does not accept the token" in steps(runner, github, name, token="").log
    alone = runner.step("judge", pull_request_event(), OPENRELEASE_POLICY=name)
    assert (alone.outputs["exit-code"], "did not run" in alone.log) == ("2", True)


def test_what_is_not_the_blob_that_the_tree_names_is_refused(runner: Runner, github: GitHubDouble) -> None:
    assert github.repository is not None
    name = f"acme/rules/open/acme.yml@{git(github.repository, 'rev-parse', 'HEAD')}"
    tree = {"tree": [{"path": "open/acme.yml", "mode": "100644", "type": "blob", "sha": "a" * 40, "size": 4}]}
    blob = {"content": "aWQ6IHg=", "encoding": "base64"}
    github.faults["GET"] = [Fault(body=json.dumps(tree)), Fault(body=json.dumps(blob))]
    step = steps(runner, github, name)
    assert (step.outputs["exit-code"], "a blob with another id" in step.log) == ("2", True)


def test_it_may_not_lead_to_other_files(runner: Runner, github: GitHubDouble) -> None:
    assert github.repository is not None
    write_files(github.repository, {"open/acme.yml": RULES.replace("aia-baseline", "base.yml")})
    commit_all(github.repository)
    name = f"acme/rules/open/acme.yml@{git(github.repository, 'rev-parse', 'HEAD')}"
    assert "only built-in policies can be extended here" in steps(runner, github, name).log


@pytest.mark.parametrize("name", ["aia-baseline", "mof-3@1.0", "rules/own.yml", "../../rules/own.yml@x", "a@b.yml"])
def test_other_names_are_not_of_that_form(name: str) -> None:
    assert parse_pinned_policy(name) is None


def test_a_name_of_that_form_is_taken_apart() -> None:
    found = parse_pinned_policy(f"acme/rules/a b/c.yaml@{COMMIT}")
    assert found is not None
    assert (found.repository, found.path, found.commit) == ("acme/rules", "a b/c.yaml", COMMIT)
    with pytest.raises(UsageError, match="write all 40 digits"):
        parse_pinned_policy("acme/rules/a.yml@main")
