"""The state before a change that is not in the checkout: asked of the API, and never more than that."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.github_double import Fault, GitHubDouble, github_double
from support.pulls import EXAMPLES, Change, Pull, pull, shallow
from support.repos import git, make_repo
from support.runner import Runner, Step

from openrelease.errors import SnapshotError, UnreadableError
from openrelease.github_action.fetched_base import read_fetched_base
from openrelease.repository.git.find_repository import find_repository
from openrelease.repository.git.git_snapshot import RevisionSnapshot
from openrelease.repository.remote_tree import open_remote_tree

pytestmark = pytest.mark.slow

SENTINEL = "ghs_sentinelsentinelsentinelsentinel"
BARE: Change = dict.fromkeys(
    ["model.safetensors", *(f"checkpoints/step-0{step:03}/model.safetensors" for step in (40, 80, 120, 160))]
)
LAX = {".openrelease.yml": "fail-on: never\n"}
POLICY = """\
id: own
title: Own
version: '1'
source: https://own.invalid
kinds: [model]
requirements:
  - {id: a, title: A, level: required, check: present, options: {components: [weights]}, why: W., remedy: R.}
"""


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    with github_double() as double:
        yield double
        assert double.violations == []


@pytest.fixture
def gone(tmp_path: Path, github: GitHubDouble) -> tuple[Pull, Runner]:
    """A change that takes the weights away, and a runner that has one commit of it."""
    card = (EXAMPLES / "complete" / "README.md").read_text()
    pulled = pull(tmp_path, {}, {"README.md": f"{card}\nOne more line.\n", **BARE})
    github.repository = pulled.runner.workspace
    return pulled, shallow(pulled, tmp_path, 1)


def steps(pulled: Pull, runner: Runner, github: GitHubDouble, token: str = SENTINEL, **given: str) -> Step:
    """The three steps of action.yml that come before the comment, each with what the one before gave."""
    looked = runner.step("look", pulled.event, **given)
    assert looked.code == 0, looked.log
    base = {"OPENRELEASE_NOTE": looked.outputs["wanted"], "OPENRELEASE_TOKEN": token}
    fetched = runner.step("base", pulled.event, GITHUB_API_URL=github.url, **base)
    assert (fetched.code, fetched.log) == (0, "")
    judged = runner.step("judge", pulled.event, OPENRELEASE_BASE=fetched.outputs["base"], **given)
    for file in runner.folder.rglob("*.json"):
        assert "sentinel" not in file.read_text()
    assert "sentinel" not in f"{fetched.log}{judged.log}{judged.summary}"
    return judged


def comparison(step: Step) -> dict:
    return json.loads(Path(step.outputs["report"]).read_text())["comparison"]


def note(step: Step) -> str:
    return comparison(step)["note"]


def test_what_the_api_tells_is_what_the_checkout_would(
    gone: tuple[Pull, Runner], github: GitHubDouble, tmp_path: Path
) -> None:
    pulled, runner = gone
    told = comparison(steps(pulled, runner, github))
    held = comparison(shallow(pulled, tmp_path / "two", 2).step("judge", pulled.event))
    assert told == held
    assert ("requirement", "weights", "worse") in {
        (each["aspect"], each["id"], each["direction"]) for each in told["changes"]
    }
    assert len(github.sent) == 1 + len(BARE) + 1  # the tree, and what differs: the weights and the README
    assert github.tokens == {f"token {SENTINEL}"}


def test_settings_and_policies_of_the_base_count(tmp_path: Path, github: GitHubDouble) -> None:
    before = {"own.yml": POLICY, ".openrelease.yml": "unknown: pass\n"}
    pulled = pull(tmp_path, before, {"own.yml": POLICY.replace("required", "recommended"), **LAX, **BARE})
    github.repository = pulled.runner.workspace
    step = steps(pulled, shallow(pulled, tmp_path, 1), github, OPENRELEASE_POLICY="own.yml")
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("unmet", "1")
    assert {each["what"]: each["before"] for each in comparison(step)["amendments"]} == {
        "policy own, requirement a": "required",
        "fail-on": "unmet",
        "unknown": "pass",
    }


def test_a_folder_of_the_repository(tmp_path: Path, github: GitHubDouble) -> None:
    pulled = pull(tmp_path, {}, BARE, below="models/tiny")
    github.repository = pulled.runner.workspace
    step = steps(pulled, shallow(pulled, tmp_path, 1), github, OPENRELEASE_PATH="models/tiny")
    assert {each["direction"] for each in comparison(step)["changes"]} >= {"worse"}


def test_what_others_merged_meanwhile_is_left_out(tmp_path: Path, github: GitHubDouble) -> None:
    pulled = pull(tmp_path, {}, {"NOTES.md": "Notes.\n"})
    workspace = pulled.runner.workspace
    git(workspace, "checkout", "-q", "main")
    git(workspace, "rm", "-q", "model.safetensors")
    git(workspace, "commit", "-q", "-m", "drop")
    onto = git(workspace, "rev-parse", "HEAD")
    git(workspace, "checkout", "-q", "--detach", "main")
    git(workspace, "merge", "-q", "--no-ff", "-m", "merge", "feature")
    github.repository = workspace
    step = steps(pulled, shallow(pulled, tmp_path, 1), github)
    assert (comparison(step)["base"], comparison(step)["changes"]) == (onto, [])


@pytest.mark.parametrize("depth", [1, 2])
def test_nothing_is_asked_for_that_is_in_the_checkout_or_governs_nothing(tmp_path: Path, depth: int) -> None:
    pulled = pull(tmp_path, {}, BARE)
    runner = shallow(pulled, tmp_path / "clone", depth)
    event = pulled.event if depth == 2 else {"before": pulled.base, "repository": {"full_name": "o/r"}}
    assert runner.step("look", event).outputs == {}


FAULTS = {
    "401": Fault(status=401, body=json.dumps({"message": f"{SENTINEL} is no good"})),
    "403": Fault(status=403, body='{"message": "Resource not accessible by integration"}'),
    "403 limit": Fault(
        status=403,
        body='{"message": "API rate limit exceeded"}',
        headers={"x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800"},
    ),
    "404": Fault(status=404, body='{"message": "Not Found"}'),
    "422": Fault(status=422, body='{"message": "Invalid"}'),
    "429": Fault(status=429, headers={"retry-after": "3600"}),
    "html": Fault(body="<html>Sign in</html>", headers={"content-type": "text/html"}),
    "other JSON": Fault(body='["tree"]'),
    "no entries": Fault(body='{"tree": [{}]}'),
    "cut": Fault(body='{"tree": [], "truncated": true}'),
    "302": Fault(status=302, headers={"location": "http://other.invalid/"}),
}


@pytest.mark.parametrize(("name", "place"), [*((name, "tree") for name in FAULTS), ("404", "blob"), ("html", "blob")])
def test_refused_it_falls_back_and_says_so(
    name: str, place: str, gone: tuple[Pull, Runner], github: GitHubDouble
) -> None:
    faults = {"tree": [FAULTS[name]], "blob": [None, FAULTS[name]]}
    github.faults["GET"] = faults[place]  # type: ignore[assignment]
    step = steps(*gone, github)
    assert comparison(step)["changes"] is None
    assert "GitHub's API did not give it (" in note(step)
    assert "fetch-depth: 2" in note(step)
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("unmet", "1")


def test_a_change_too_large_to_be_compared_cannot_leave_the_policy_either(tmp_path: Path, github: GitHubDouble) -> None:
    """A kind that was concluded from the change is no pass, and without the base nobody knows the one before."""
    before = {f"notes/{number}.md": f"Note {number}.\n" for number in range(101)}
    readme = "# Tools\n\nThis repository is a library and command line tool.\n"
    gone = {**BARE, **dict.fromkeys([*before, "model.py", "generate.py", "train.py"])}
    pulled = pull(tmp_path, before, {**gone, "README.md": readme})
    github.repository = pulled.runner.workspace
    runner = shallow(pulled, tmp_path, 1)
    step = steps(pulled, runner, github)
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("undetermined", "1")
    assert "Nothing to compare with" in note(step)
    assert steps(pulled, runner, github, OPENRELEASE_UNKNOWN="pass").outputs["exit-code"] == "0"


def test_what_passes_is_waited_for(gone: tuple[Pull, Runner], github: GitHubDouble) -> None:
    github.faults["GET"] = [Fault(status=502, headers={"retry-after": "0"}), Fault(drop=True)]
    assert comparison(steps(*gone, github))["changes"]


def test_without_a_token_nothing_is_asked(gone: tuple[Pull, Runner], github: GitHubDouble) -> None:
    step = steps(*gone, github, token="")
    assert "does not accept the token: it is empty" in note(step)
    assert github.sent == []


def test_where_too_much_differs_only_the_tree_is_asked_for(tmp_path: Path, github: GitHubDouble) -> None:
    before = {f"notes/{number}.md": f"Note {number}.\n" for number in range(101)}
    pulled = pull(tmp_path, before, dict.fromkeys(before))
    github.repository = pulled.runner.workspace
    step = steps(pulled, shallow(pulled, tmp_path, 1), github)
    assert "101 files differ" in note(step)
    assert len(github.sent) == 1


def test_a_large_file_stays_away_and_is_told_as_unread(tmp_path: Path, github: GitHubDouble) -> None:
    pulled = pull(tmp_path, {"extra.safetensors": "x" * 524_289}, {"extra.safetensors": None})
    github.repository = pulled.runner.workspace
    assert comparison(steps(pulled, shallow(pulled, tmp_path, 1), github))["changes"] is not None
    assert len(github.sent) == 1


COMMIT, PATH = "a" * 40, "README.md"
CONTENT = b"# Names\n"
OID = hashlib.sha1(b"blob %d\0%b" % (len(CONTENT), CONTENT), usedforsecurity=False).hexdigest()
ENTRY = [PATH, "100644", OID, len(CONTENT)]
TOLD = {"commit": COMMIT, "entries": [ENTRY], "blobs": {OID: base64.b64encode(CONTENT).decode()}}
FORGED: dict[str, object] = {
    "another commit": {**TOLD, "commit": "f" * 40},
    "another blob": {**TOLD, "blobs": {OID: base64.b64encode(b"license: mit").decode()}},
    "no base64": {**TOLD, "blobs": {OID: "§"}},
    "a number for a path": {**TOLD, "entries": [[1, *ENTRY[1:]]]},
    "an odd id": {**TOLD, "entries": [[PATH, "100644", "--upload-pack=x", 8]]},
    "an odd mode": {**TOLD, "entries": [[PATH, "9", *ENTRY[2:]]]},
    "a list": [TOLD],
    "no entries": {"commit": COMMIT},
    "no blobs": {**TOLD, "blobs": [1]},
    "deep": json.loads("[" * 200 + "]" * 200),
}


def opened(folder: Path, told: object) -> RevisionSnapshot:
    """What becomes of a file with such content, beside a repository that holds something else."""
    repository = find_repository(make_repo(folder / "repo", {"LICENSE": "x"}))
    assert repository
    file = folder / "told.json"
    file.write_text(json.dumps(told))
    return open_remote_tree(repository, read_fetched_base(str(file), COMMIT))


@pytest.mark.parametrize("wrong", FORGED)
def test_what_is_told_is_not_believed(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError):
        opened(tmp_path, FORGED[wrong])


def test_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError):
        read_fetched_base(str(tmp_path / "none.json"), COMMIT)


def test_what_cannot_be_used_is_missing(gone: tuple[Pull, Runner], tmp_path: Path) -> None:
    pulled, runner = gone
    file = tmp_path / "forged.json"
    file.write_text(json.dumps(TOLD))
    step = runner.step("judge", pulled.event, OPENRELEASE_BASE=str(file))
    assert "another commit was fetched" in note(step)
    assert (step.outputs["outcome"], step.outputs["exit-code"]) == ("unmet", "1")


def test_paths_that_leave_the_tree_are_left_out(tmp_path: Path) -> None:
    odd = ("../LICENSE", "/etc/passwd", "a//b", "a\0b", "")
    tree = opened(tmp_path, {**TOLD, "entries": [ENTRY, *([path, *ENTRY[1:]] for path in odd)]})
    assert [entry.path for entry in tree.entries()] == [PATH]
    assert tree.read(PATH, 3, 2) == CONTENT[2:5]
    assert len(tree.problems) == len(odd)


def test_what_is_said_to_be_there_and_is_not_cannot_be_read(tmp_path: Path) -> None:
    tree = opened(tmp_path, {**TOLD, "blobs": {}})
    assert [entry.size for entry in tree.entries()] == [len(CONTENT)]
    with pytest.raises(UnreadableError, match="content not in the repository"):
        tree.read(PATH, 10)
