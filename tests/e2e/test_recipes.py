"""The recipes of the documents as users copy them, run by act from event to comment."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.act import User, user
from support.emulated_github import EmulatedGitHub, emulated_github
from support.github_double import GitHubDouble, github_double
from support.project import CHECKOUT, read
from support.repos import clone, commit_all, git
from support.runner import HEAD, HERE, pull_request_event

from openrelease.github_api.sticky_comment import make_marker

pytestmark = pytest.mark.slow

COMPLETE = CHECKOUT / "examples" / "complete"
FENCED = re.compile(r"^( *)```ya?ml\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def recipe(document: str, name: str) -> str:
    """The workflow of that name in a document, on the runner that act has."""
    found = [textwrap.dedent(body) for _, body in FENCED.findall(read(document))]
    [workflow] = [body for body in found if body.startswith(f"name: {name}\n")]
    return workflow


@pytest.fixture
def octo(tmp_path: Path) -> User:
    return user(tmp_path)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[EmulatedGitHub]:
    with emulated_github(tmp_path) as running:
        yield running


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    with github_double() as double:
        yield double
        assert double.violations == []


def event(emulator: EmulatedGitHub, base: str, head: str) -> dict[str, object]:
    pull = emulator.pull_request
    return {
        "action": "synchronize",
        "number": pull["number"],
        "pull_request": {
            **pull,
            "head": {**pull["head"], "sha": head},
            "base": {**pull["base"], "sha": base},
        },  # type: ignore[dict-item]
        "repository": emulator.repository,
        "sender": {"login": "octo"},
    }


def propose(octo: User, text: str) -> tuple[str, str]:
    """A merge of a change to the README, checked out; the ids of base and head."""
    repository = octo.repository
    base = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "-B", "feature")
    (repository / "README.md").write_text(text)
    head = commit_all(repository)
    git(repository, "checkout", "-q", "-B", "merged", base)
    git(repository, "merge", "-q", "--no-ff", "-m", "merge", "feature")
    return base, head


def test_the_recipe_of_the_readme_creates_edits_and_leaves_alone(octo: User, emulator: EmulatedGitHub) -> None:
    """Beside a stranger's comment with our hidden line, and another configuration with its own comment."""
    number = emulator.pull_request["number"]
    planted = f"{make_marker(json.dumps(['.', None, 'aia-baseline']))}\nall met, honest"
    path = f"/repos/octo/model-release/issues/{number}/comments"
    emulator.call("POST", path, {"body": planted}, account="ghs_outsider")
    octo.commit(recipe("README.md", "openrelease"), COMPLETE)
    card = (COMPLETE / "README.md").read_text()
    base, head = propose(octo, card.replace("license: apache-2.0", "license: cc-by-nc-4.0"))

    first = octo.run("pull_request", event(emulator, base, head), emulator.url)
    assert not first.succeeded
    stranger, ours = emulator.comments()
    assert stranger["body"] == planted
    assert "this change loses" in str(ours["body"])
    assert f"/blob/{head}/README.md" in str(ours["body"])

    octo.run("pull_request", event(emulator, base, head), emulator.url)
    assert ours["updated_at"]
    assert emulator.comments() == [stranger, ours]  # not written again

    git(octo.repository, "checkout", "-q", base)
    base, head = propose(octo, f"{card}\nOne more line.\n")
    mended = octo.run("pull_request", event(emulator, base, head), emulator.url)
    assert mended.succeeded
    stranger, edited = emulator.comments()
    assert (stranger["body"], edited["id"]) == (planted, ours["id"])
    assert "nothing changed" in str(edited["body"])
    assert "**Met**" in str(edited["body"])

    other = recipe("README.md", "openrelease").replace("policy: aia-baseline", "policy: aia-open-science")
    (octo.repository / ".github/workflows/openness.yml").write_text(other)
    commit_all(octo.repository)
    octo.run("pull_request", event(emulator, base, head), emulator.url)
    assert len(emulator.comments()) == 3


def test_a_checkout_of_one_commit_gets_its_base_from_the_api(octo: User, github: GitHubDouble) -> None:
    """As actions/checkout leaves it where nobody asks for more."""
    workflow = re.sub(r"fetch-depth: 2.*", "fetch-depth: 1", recipe("README.md", "openrelease"))
    octo.commit(workflow, COMPLETE)
    card = (COMPLETE / "README.md").read_text()
    base, head = propose(octo, card.replace("license: apache-2.0", "license: cc-by-nc-4.0"))
    github.repository = octo.repository.rename(octo.folder / "full")
    clone(github.repository, octo.repository, "--depth=1", "--branch=merged")
    git(octo.repository, "remote", "set-url", "origin", "https://github.com/octo/model-release.git")

    run = octo.run("pull_request", pull_request_event(head=head, base=base), github.url)
    assert not run.succeeded
    [comment] = github.comments
    assert "this change loses" in str(comment["body"])
    assert f"GET /repos/octo/model-release/git/trees/{base}?recursive=1" in github.sent
    assert sum("/git/blobs/" in line for line in github.sent) == 1  # the card, all that differs
    assert "ghs_workflow" not in json.dumps(run.records)


KEEP = """
name: upload
description: Stands for actions/upload-artifact.
inputs:
  name: {description: n, required: true}
  path: {description: p, required: true}
runs:
  using: composite
  steps:
    - shell: bash
      env:
        FROM: ${{ inputs.path }}
      run: cp "$FROM" "$ARTIFACT"
"""
FETCH = """
name: download
description: Stands for actions/download-artifact, which needs a service that act does not have.
inputs:
  name: {description: n, required: true}
  path: {description: p, required: true}
  run-id: {description: r, required: true}
  github-token: {description: t, required: true}
runs:
  using: composite
  steps:
    - shell: bash
      env:
        TARGET: ${{ inputs.path }}
        RUN: ${{ inputs.run-id }}
      run: mkdir -p "$TARGET" && cp "$ARTIFACT" "$TARGET/report.json" && echo "fetched from run $RUN"
"""


def test_the_two_workflows_for_forks(octo: User, github: GitHubDouble) -> None:
    """The first writes nothing and needs no right to; the second comments where GitHub says it belongs."""
    first = recipe("docs/pull-requests.md", "openrelease")
    upload = re.findall(r"uses: (actions/upload-artifact@\w+)", first)[0]
    keep = octo.folder / "upload"
    keep.mkdir()
    (keep / "action.yml").write_text(KEEP)
    artifact = octo.folder / "artifact.json"
    octo.commit(first, CHECKOUT / "examples" / "incomplete")
    fork = {"full_name": "mallory/model-release", "owner": {"login": "mallory"}}
    pull = {
        "number": 7,
        "state": "open",
        "fork": True,
        "user": {"login": "mallory"},
        "head": {"sha": HEAD, "label": "mallory:feature", "repo": fork},
        "base": {"sha": "b" * 40, "repo": HERE},
    }
    judged = octo.run(
        "pull_request",
        {"number": 7, "pull_request": pull, "repository": HERE},
        github.url,
        actions={upload: keep},
        ARTIFACT=str(artifact),
    )
    assert not judged.succeeded  # for the verdict alone
    assert github.sent == [f"GET /repos/octo/model-release/git/trees/{'b' * 40}?recursive=1"]
    assert json.loads(artifact.read_text())["verdicts"][0]["outcome"] == "unmet"

    second = recipe("docs/pull-requests.md", "openrelease comment")
    download = re.findall(r"uses: (actions/download-artifact@\w+)", second)[0]
    fetch = octo.folder / "download"
    fetch.mkdir()
    (fetch / "action.yml").write_text(FETCH)
    octo.commit(second, COMPLETE)
    github.pulls = [pull]
    run = {"id": 5, "event": "pull_request", "head_sha": HEAD, "head_branch": "feature"}
    told = octo.run(
        "workflow_run",
        {"action": "completed", "workflow_run": {**run, "head_repository": fork}, "repository": HERE},
        github.url,
        actions={download: fetch},
        ARTIFACT=str(artifact),
    )
    assert told.succeeded, told.log
    [comment] = github.comments
    assert "**Not met**" in str(comment["body"])
    assert "Reported by run 5" in str(comment["body"])
    assert any(line.startswith("POST /repos/octo/model-release/issues/7/comments") for line in github.sent)
    assert "ghs_workflow" not in json.dumps(told.records)
