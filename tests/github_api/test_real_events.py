"""Payloads that GitHub and its users wrote down, every event there is: npm's @octokit/webhooks-examples."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from openrelease.github_api.event_payload import Origin, find_pull_request

_FILE = Path(__file__).parents[1] / "node" / "node_modules" / "@octokit" / "webhooks-examples"
_PULLS = {"pull_request", "pull_request_review", "pull_request_review_comment", "pull_request_review_thread"}


@pytest.fixture(scope="module")
def payloads() -> list[tuple[str, dict]]:
    if not _FILE.exists():
        pytest.skip("329 payloads need tests/node: npm ci")
    events = json.loads((_FILE / "api.github.com" / "index.json").read_bytes())
    return [(event["name"], payload) for event in events for payload in event["examples"]]


def repository(payload: dict) -> str:
    return (payload.get("repository") or {}).get("full_name", "octo/none")


def test_only_events_on_pull_requests_have_one(payloads: list[tuple[str, dict]]) -> None:
    assert len(payloads) == 329
    for name, payload in payloads:
        found = find_pull_request(payload, repository(payload))
        expected = payload["pull_request"] if name in _PULLS else None
        assert (found and found.number) == (expected and expected["number"]), name
        assert (found and found.head) == (expected and expected["head"]["sha"]), name
        assert found is None or found.origin is Origin.HERE


def test_none_is_for_another_repository(payloads: list[tuple[str, dict]]) -> None:
    assert {find_pull_request(payload, "octo/other") for _, payload in payloads} == {None}


def test_the_same_from_a_fork_that_was_deleted(payloads: list[tuple[str, dict]]) -> None:
    deleted = [copy.deepcopy(payload) for name, payload in payloads if name in _PULLS]
    for payload in deleted:
        payload["pull_request"]["head"]["repo"] = None
    origins = [found.origin for each in deleted if (found := find_pull_request(each, repository(each)))]
    assert origins == [Origin.FORK] * 41
