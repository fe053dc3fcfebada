"""The recipe of docs/hub.md for a Job that a webhook starts, run by bash against the loopback Hub."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from huggingface_hub import HfApi
from pydantic import TypeAdapter
from pyhfapi.types.api.discussion_create_response import DiscussionCreateResponse
from pyhfapi.types.api.discussion_list_response import DiscussionListResponse
from pyhfapi.types.api.discussion_retrieve_response import DiscussionRetrieveResponse
from support.hub_releases import tiny
from support.loopback_hub import HubFault, LoopbackHub
from support.project import read
from support.releases import card

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the recipe is for bash"),
]

PUSHED = {"event": {"action": "update", "scope": "repo.content"}, "updatedRefs": [{"ref": "refs/heads/main"}]}
TITLE = "Open source AI release: report"


def find_recipe() -> str:
    blocks = re.findall(r"^```bash\n(.*?)^```", read("docs/hub.md"), re.MULTILINE | re.DOTALL)
    [recipe] = [each for each in blocks if "WEBHOOK_PAYLOAD" in each]
    return recipe


def run_job(hub: LoopbackHub, folder: Path, name: str, kind: str = "model", **event: object) -> str:
    """Run the recipe as a Job, with the variables that the Hub sets; what it printed. `pip` has nothing to install."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    for tool, line in {"pip": "true", "openrelease": "-m openrelease", "python": ""}.items():
        command = "exit 0" if tool == "pip" else f'exec "{sys.executable}" {line} "$@"'
        (tools / tool).write_text(f"#!/bin/sh\n{command}\n")
        (tools / tool).chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "HF_TOKEN": hub.token,
        "WEBHOOK_REPO_ID": name,
        "WEBHOOK_REPO_TYPE": kind,
        "WEBHOOK_PAYLOAD": json.dumps(event or PUSHED),
    }
    done = subprocess.run(
        ["bash", "-c", find_recipe()], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


def test_one_discussion_is_opened_and_kept_up_to_date(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.add("acme/tiny", tiny())
    repo = {"type": "model", "name": "acme/tiny"}
    theirs = hub.discussions.open(repo, TITLE, "by somebody else", "outsider")
    for at in range(12):  # more than one page
        hub.discussions.open(repo, f"Question {at}", "?", hub.user)
    hub.discussions.open({**repo, "name": "acme/other"}, TITLE, "of another repository", hub.user)

    assert run_job(hub, tmp_path, "acme/tiny").startswith("0\n")
    opened = hub.discussions.kept[-1]
    assert (opened["title"], opened["repo"], len(hub.discussions.kept)) == (TITLE, repo, 15)
    [comment] = opened["events"]
    assert "**Met**" in comment["data"]["latest"]["raw"]
    assert hub.repositories["acme/tiny"].find_commit("main")[:7] in comment["data"]["latest"]["raw"]

    hub.add("acme/tiny", {"README.md": card(license="cc-by-nc-4.0")})
    assert run_job(hub, tmp_path, "acme/tiny").startswith("0\n")
    assert (len(hub.discussions.kept), opened["events"]) == (15, [comment])
    assert comment["data"]["edited"]
    assert "**Not met**" in comment["data"]["latest"]["raw"]
    assert theirs["events"][0]["data"]["latest"]["raw"] == "by somebody else"


def test_the_step_that_reads_has_no_token(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.add("acme/tiny", tiny())
    run_job(hub, tmp_path, "acme/tiny")
    with_token = {each.partition("?")[0] for each in hub.asked_with_token}
    assert with_token
    assert all("/discussions" in each or each.endswith("/whoami-v2") for each in with_token)


def test_a_dataset_has_its_discussion(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.add("datasets/acme/words", {"README.md": "# Words\n", "data.csv": "a,b\n1,2\n"}, dataset=True)
    assert run_job(hub, tmp_path, "acme/words", "dataset").startswith("0\n")
    assert [each["repo"] for each in hub.discussions.kept] == [{"type": "dataset", "name": "acme/words"}]


def test_its_own_discussion_does_not_start_it_again(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.add("acme/tiny", tiny())
    printed = run_job(hub, tmp_path, "acme/tiny", event={"action": "create", "scope": "discussion.comment"})
    assert (printed, hub.requests, hub.discussions.kept) == ("0\n", [], [])


@pytest.mark.parametrize("name", ["acme/none", "acme/tiny"])
def test_without_a_report_nothing_is_posted(name: str, hub: LoopbackHub, tmp_path: Path) -> None:
    hub.add("acme/tiny", tiny())
    hub.faults.append(("/tree/", HubFault(status=429, headers={"Retry-After": "999"})))
    assert run_job(hub, tmp_path, name).startswith("3\n")
    assert hub.discussions.kept == []


def test_the_discussions_of_the_double_are_those_of_the_openapi(hub: LoopbackHub) -> None:
    hub.add("acme/tiny", tiny())
    api = HfApi(endpoint=hub.url, token=hub.token)
    assert api.create_discussion("acme/tiny", "A title", description="text").events[0].content == "text"
    repo = {"type": "model", "name": "acme/tiny"}
    path = "/api/models/acme/tiny/discussions"
    body = {"title": "Another", "description": "text", "pullRequest": False}
    _, created = hub.discussions.answer("POST", path, {}, body, hub.user)
    _, listed = hub.discussions.answer("GET", path, {}, None, hub.user)
    _, found = hub.discussions.answer("GET", f"{path}/1", {}, None, hub.user)
    DiscussionCreateResponse.model_validate(created)
    assert [each.repo.name for each in DiscussionListResponse.model_validate(listed).discussions] == [repo["name"]] * 2
    TypeAdapter(DiscussionRetrieveResponse).validate_python(found)
