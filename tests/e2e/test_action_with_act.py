"""The action as users have it, `uses: openrelease/openrelease@v1` in a workflow, from event to comment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.act import User, user
from support.emulated_github import EmulatedGitHub, emulated_github
from support.github_double import Fault, GitHubDouble, github_double
from support.project import CHECKOUT
from support.runner import pull_request_event

pytestmark = pytest.mark.slow

COMPLETE, INCOMPLETE = CHECKOUT / "examples" / "complete", CHECKOUT / "examples" / "incomplete"
DENIED = Fault(status=403, body='{"message": "Resource not accessible by integration"}')
WORKFLOW = """
name: openness
on: [pull_request, push]
permissions:
  contents: read
  pull-requests: write
jobs:
  openness:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: before
        run: |
          cd /
          echo "tools=$PATH $(command -v python3) $(python3 -m pip freeze 2>&1 | cksum)" >> "$GITHUB_OUTPUT"
      - id: openness
        uses: openrelease/openrelease@v1
        with:
          policy: aia-baseline
      - if: always()
        env:
          OUTCOME: ${{ steps.openness.outputs.outcome }}
          REPORT: ${{ steps.openness.outputs.report }}
          COMMENT: ${{ steps.openness.outputs.comment-url }}
          BEFORE: ${{ steps.before.outputs.tools }}
        run: |
          cd /
          tools="$PATH $(command -v python3) $(python3 -m pip freeze 2>&1 | cksum)"
          {
            echo "seen=$OUTCOME $COMMENT"
            echo "format=$(grep -c '"format": 1' "$REPORT")"
            [ "$tools" = "$BEFORE" ] && echo "untouched=yes"
            [ -z "$(git -C "$GITHUB_WORKSPACE" status --porcelain)" ] && echo "clean=yes"
          } >> "$GITHUB_OUTPUT"
"""
CANARY = "import pathlib; pathlib.Path({!r}).write_text('ran')\n"


@pytest.fixture
def octo(tmp_path: Path) -> User:
    return user(tmp_path)


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    with github_double() as double:
        yield double
        assert double.violations == []


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[EmulatedGitHub]:
    with emulated_github(tmp_path) as running:
        yield running


def emulated_event(emulator: EmulatedGitHub) -> dict[str, object]:
    return {
        "action": "opened",
        "number": emulator.pull_request["number"],
        "pull_request": emulator.pull_request,
        "repository": emulator.repository,
        "sender": {"login": "octo"},
    }


def test_a_pull_request_gets_one_comment_and_keeps_it_up_to_date(octo: User, emulator: EmulatedGitHub) -> None:
    octo.commit(WORKFLOW, INCOMPLETE)
    first = octo.run("pull_request", emulated_event(emulator), emulator.url)
    assert not first.succeeded
    [created] = emulator.comments()
    assert "**Not met**" in created["body"]
    assert first.outputs()["seen"] == f"unmet {created['html_url']}"
    assert (first.outputs()["format"], first.outputs()["untouched"], first.outputs()["clean"]) == (
        "1",
        "yes",
        "yes",
    )
    assert any("title=openrelease" in line for line in first.commands("error"))
    assert "**Not met**" in first.summary

    octo.commit(WORKFLOW, COMPLETE)
    second = octo.run("pull_request", emulated_event(emulator), emulator.url)
    assert second.succeeded
    [edited] = emulator.comments()
    assert edited["id"] == created["id"]
    assert "**Met**" in edited["body"]
    assert second.outputs()["seen"] == f"met {created['html_url']}"
    assert second.commands("error") == []


def test_a_push_has_summary_annotations_and_verdict_but_no_comment(octo: User, github: GitHubDouble) -> None:
    octo.commit(WORKFLOW, INCOMPLETE)
    run = octo.run("push", {"ref": "refs/heads/main", "repository": {"full_name": "octo/model-release"}}, github.url)
    assert not run.succeeded
    assert run.outputs()["seen"] == "unmet "
    assert "**Not met**" in run.summary
    assert run.commands("error")
    assert github.sent == []


def test_a_fork_cannot_be_commented_on_and_gets_its_verdict(octo: User, github: GitHubDouble) -> None:
    github.faults["POST"] = [DENIED]
    octo.commit(WORKFLOW, COMPLETE)
    run = octo.run("pull_request", pull_request_event(head_repo={"full_name": "mallory/model"}), github.url)
    assert run.succeeded
    assert run.outputs()["seen"] == "met "
    [notice] = [line for line in run.commands("notice") if "No comment" in line]
    assert "from forks" in notice
    tree, listed, written = (line.partition("?")[0] for line in github.sent)
    assert tree == f"GET /repos/octo/model-release/git/trees/{'b' * 40}"  # the base, which is nowhere
    assert [listed.split()[0], written.split()[0]] == ["GET", "POST"]


@pytest.mark.parametrize("uv", [True, False], ids=["uv", "pip"])
def test_nothing_in_a_hostile_workspace_runs_or_is_asked(octo: User, github: GitHubDouble, *, uv: bool) -> None:
    """Every module that could be imported by name, and every file that pip and uv take orders from."""
    canary = octo.folder / "canary"
    code = CANARY.format(str(canary))
    index = f"{github.url}/index"
    modules = (
        "yaml",
        "json",
        "sitecustomize",
        "usercustomize",
        "github",
        "requests",
        "openrelease",
        "encodings",
    )
    files = {
        **{f"{name}.py": code for name in modules},
        **{f"{name}/__init__.py": code for name in ("pip", "venv", "ensurepip", "hatchling")},
        **{f"{name}/__main__.py": code for name in ("pip", "venv")},
        "setup.py": code,
        "conftest.py": code,
        "uv.toml": f'index-url = "{index}"\n',
        "pip.conf": f"[global]\nindex-url = {index}\n",
        "pyproject.toml": f'[project]\nname = "x"\nversion = "1"\n[tool.uv]\nindex-url = "{index}"\n',
        ".python-version": "2.7\n",
    }
    octo.commit(WORKFLOW, COMPLETE, files)
    run = octo.run("pull_request", pull_request_event(), github.url, uv=uv, PYTHONPATH=".")
    assert run.outputs()["outcome"] in {"met", "unmet", "undetermined"}, run.log
    assert not canary.exists()
    assert not any("index" in line for line in github.sent)
    assert [found["user"]["login"] for found in github.comments] == ["github-actions[bot]"]
    assert "ghs_workflow" not in json.dumps(run.records)
