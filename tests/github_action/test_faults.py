"""Whatever GitHub does to the steps with a token: they end well, and write the token nowhere."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from support.github_double import Fault, GitHubDouble, github_double
from support.project import CHECKOUT
from support.runner import HEAD, Runner, pull_request_event, read_outputs

from openrelease.github_action import __main__ as action
from openrelease.github_api.sticky_comment import make_marker

pytestmark = pytest.mark.slow

SENTINEL = "ghs_sentinelsentinelsentinelsentinel"
ECHO = json.dumps({"message": f"Authorization: token {SENTINEL} is no good, nor is {SENTINEL}"})
FAULTS: Mapping[str, Fault] = {
    "401": Fault(status=401, body=ECHO),
    "403 integration": Fault(status=403, body='{"message": "Resource not accessible by integration"}'),
    "403 limit": Fault(
        status=403,
        body='{"message": "API rate limit exceeded"}',
        headers={"x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800"},
    ),
    "403 secondary": Fault(status=403, body='{"message": "secondary rate limit"}', headers={"retry-after": "3600"}),
    "404": Fault(status=404, body='{"message": "Not Found"}'),
    "422": Fault(status=422, body=ECHO),
    "429": Fault(status=429, body=ECHO, headers={"retry-after": "3600"}),
    "429 soon": Fault(status=429, body=ECHO, headers={"retry-after": "0"}),
    "403 secondary soon": Fault(status=403, body='{"message": "secondary rate limit"}', headers={"retry-after": "0"}),
    "500": Fault(status=500, body=ECHO, headers={"retry-after": "0"}),
    "502 html": Fault(status=502, body=f"<html>{SENTINEL}</html>", headers={"retry-after": "0"}),
    "503": Fault(status=503, body=ECHO, headers={"retry-after": "0"}),
    "dropped": Fault(drop=True),
    "503 but done": Fault(status=503, body=ECHO, headers={"retry-after": "0"}, done=True),
    "html": Fault(body=f"<html>{SENTINEL}</html>", headers={"content-type": "text/html"}),
    "nothing": Fault(body=""),
    "other JSON": Fault(body=f'["{SENTINEL}"]'),
    "redirect": Fault(status=302, headers={"location": "/elsewhere"}),
    "redirect to another host": Fault(status=301, headers={"location": "http://other.invalid/x"}),
}
VERDICT = next(
    step["run"]
    for step in yaml.safe_load((CHECKOUT / "action.yml").read_bytes())["runs"]["steps"]
    if step["name"] == "Verdict"
)
STEPS = {"list": "GET", "create": "POST", "update": "PATCH"}


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    with github_double() as double:
        yield double
        assert double.violations == []


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The exit code that the step before has put down for a release that is not complete."""
    folder = tmp_path_factory.mktemp("judged")
    runner = Runner(folder=folder, workspace=CHECKOUT / "examples" / "incomplete")
    return runner.step("judge").outputs["exit-code"]


def verdict(code: str) -> int:
    """How the job ends: with the last step of action.yml, as it stands there."""
    return subprocess.run(["bash", "-c", VERDICT], env={"CODE": code}, check=False).returncode


Run = Callable[[str, object], tuple[int, str, dict[str, str]]]


@pytest.fixture
def run(
    github: GitHubDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Run one step in this process: its exit code, everything that it wrote, and its outputs."""

    def step(name: str, note: object) -> tuple[int, str, dict[str, str]]:
        variables = files_of(tmp_path, note)
        for key, value in {**variables, "GITHUB_API_URL": github.url}.items():
            monkeypatch.setenv(key, value)
        monkeypatch.setattr("sys.argv", ["openrelease.github_action", name])
        code = action.main()
        printed = capfd.readouterr()
        outputs = Path(variables["GITHUB_OUTPUT"]).read_text()
        return code, f"{printed.out}{printed.err}{outputs}", read_outputs(outputs)

    return step


def files_of(folder: Path, note: object) -> dict[str, str]:
    files = {name: folder / name for name in ("output", "event.json", "note.json")}
    files["output"].write_text("")
    files["event.json"].write_text(json.dumps(pull_request_event()))
    files["note.json"].write_text(json.dumps(note))
    return {
        "GITHUB_REPOSITORY": "octo/model-release",
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_OUTPUT": str(files["output"]),
        "GITHUB_EVENT_PATH": str(files["event.json"]),
        "OPENRELEASE_HOME": str(folder),
        "OPENRELEASE_NOTE": str(files["note.json"]),
        "OPENRELEASE_TOKEN": SENTINEL,
        "OPENRELEASE_AS_WORKFLOW": "true",
    }


@pytest.mark.parametrize("what", STEPS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_comment(name: str, what: str, github: GitHubDouble, run: Run, judged: str) -> None:
    if what == "update":
        github.add(f"{make_marker('k')}\nold")
    github.faults[STEPS[what]] = [FAULTS[name]]
    note = {"key": "k", "create": True, "body": "**not met**"}
    code, told, outputs = run("comment", note)
    assert (code, verdict(judged)) == (0, 1)
    assert "sentinel" not in told
    assert len(github.comments) <= 1
    assert bool(outputs) != ("::notice title=openrelease::No comment was written: " in told)


@pytest.mark.parametrize("what", STEPS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_check_run(name: str, what: str, github: GitHubDouble, run: Run, judged: str) -> None:
    github.faults[STEPS[what]] = [FAULTS[name]]
    annotation = {
        "path": "README.md",
        "start_line": 1,
        "end_line": 1,
        "annotation_level": "failure",
        "message": "m",
    }
    note = {
        "key": "k",
        "conclusion": "failure",
        "title": "t",
        "summary": "s",
        "annotations": [annotation] * 51,
    }
    code, told, outputs = run("check", note)
    assert (code, verdict(judged)) == (0, 1)
    assert "sentinel" not in told
    assert len(github.checks) <= 1
    assert all(check["head_sha"] == HEAD for check in github.checks)
    assert bool(outputs) != ("::notice title=openrelease::No check run was written: " in told)
