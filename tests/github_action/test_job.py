"""What the environment says, and what it must not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from openrelease.errors import UsageError
from openrelease.github_action.action_inputs import CommentWhen, Inputs, read_inputs, read_job

RUNNER = {
    "GITHUB_REPOSITORY": "octo/model",
    "GITHUB_WORKSPACE": "/w",
    "GITHUB_OUTPUT": "/o",
    "OPENRELEASE_HOME": "/h",
}


def test_without_any_input_the_defaults_hold() -> None:
    assert read_inputs({}) == Inputs()
    empty = {f"OPENRELEASE_{name.upper()}": " " for name in Inputs.__dataclass_fields__}
    assert read_inputs(empty) == Inputs()


@pytest.mark.parametrize("text", ["a,b/c.yml", "a\nb/c.yml\n", " a ,\n\n b/c.yml ,", "a\r\nb/c.yml"])
def test_policies_one_a_line_or_with_commas(text: str) -> None:
    assert read_inputs({"OPENRELEASE_POLICY": text}).policy == ("a", "b/c.yml")


def test_the_other_inputs() -> None:
    given = read_inputs(
        {
            "OPENRELEASE_PATH": "models/a b",
            "OPENRELEASE_CONFIG": "openness.yml",
            "OPENRELEASE_FAIL_ON": "never",
            "OPENRELEASE_UNKNOWN": "pass",
            "OPENRELEASE_COMMENT": "on-failure",
            "OPENRELEASE_ALLOW_PULL_REQUEST_TARGET": "True",
        }
    )
    assert given == Inputs(
        path="models/a b",
        config="openness.yml",
        fail_on="never",
        unknown="pass",
        comment=CommentWhen.ON_FAILURE,
        allow_pull_request_target=True,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("COMMENT", "sometimes"), ("ALLOW_PULL_REQUEST_TARGET", "yes"), ("COMMENT", "x" * 9999)],
)
def test_an_unknown_word_is_refused_with_the_known_ones(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=r"use (always, on-change, on-failure, never|true, false)$") as caught:
        read_inputs({f"OPENRELEASE_{name}": value})
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("name", RUNNER)
def test_outside_github_actions_it_says_so(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} is not set"):
        read_job({key: value for key, value in RUNNER.items() if key != name})


def test_the_addresses_of_an_enterprise_server() -> None:
    job = read_job(
        {**RUNNER, "GITHUB_API_URL": "https://ghe.example/api/v3", "GITHUB_SERVER_URL": "https://ghe.example"}
    )
    assert (job.api, job.server) == ("https://ghe.example/api/v3", "https://ghe.example")
    assert read_job(RUNNER).api == "https://api.github.com"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b'{"pull_request": {"number": 1}}', b"[" * 100_000])
def test_an_event_that_cannot_be_read_is_no_pull_request(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "event.json"
    file.write_bytes(content)
    assert read_job({**RUNNER, "GITHUB_EVENT_PATH": str(file)}).pull_request is None
    assert read_job({**RUNNER, "GITHUB_EVENT_PATH": str(tmp_path / "gone")}).pull_request is None
