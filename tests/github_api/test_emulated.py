"""The same against a GitHub that we did not write."""

from collections.abc import Iterator

import pytest
from support.emulated_github import EmulatedGitHub, emulated_github

from openrelease.github_api.comments_api import Thread
from openrelease.github_api.sticky_comment import CommentAction, make_marker, post_comment

pytestmark = pytest.mark.slow

WORKFLOW = "ghs_workflow"
KEY = "aia-baseline"


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmulatedGitHub]:
    with emulated_github(tmp_path_factory.mktemp("emulator")) as running:
        yield running


def test_created_among_others_then_edited_then_left(emulator: EmulatedGitHub) -> None:
    number = emulator.pull_request["number"]
    path = f"/repos/octo/model-release/issues/{number}/comments"
    planted = f"{make_marker(KEY)}\nplanted"
    emulator.call("POST", path, {"body": planted}, account="ghs_outsider")
    for chatter in range(120):
        emulator.call("POST", path, {"body": f"chatter {chatter}"})
    thread = Thread(api=emulator.url, repository="octo/model-release", number=number, token=WORKFLOW)
    done = [post_comment(thread, text, KEY).done for text in ("unmet", "met", "met")]
    assert done == [CommentAction.CREATED, CommentAction.EDITED, CommentAction.UNCHANGED]
    bodies = [found["body"] for page in (1, 2) for found in emulator.call("GET", f"{path}?per_page=100&page={page}")]
    assert [body for body in bodies if body.startswith("<!--")] == [planted, f"{make_marker(KEY)}\nmet"]
    assert len(bodies) == 122
