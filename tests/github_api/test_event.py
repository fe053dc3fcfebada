"""Which pull request an event is about, and what its token may do."""

import pytest

from openrelease.github_api.event_payload import EventBase, Origin, PullRequest, find_base_commit, find_pull_request

SHA = "a" * 40
HERE = {"full_name": "octo/model"}


def event(head_repo: object = HERE, user: str = "octo", **changes: object) -> dict[str, object]:
    pull = {
        "number": 7,
        "head": {"sha": SHA, "repo": head_repo},
        "base": {"repo": HERE},
        "user": {"login": user},
        **changes,
    }
    return {"action": "opened", "number": 7, "pull_request": pull, "sender": {"login": "octo"}}


def test_a_pull_request_of_this_repository() -> None:
    assert find_pull_request(event(), "Octo/Model") == PullRequest(number=7, head=SHA, origin=Origin.HERE)


@pytest.mark.parametrize("head_repo", [{"full_name": "mallory/model"}, None, {}, "octo/model"])
def test_a_fork_even_one_that_is_gone(head_repo: object) -> None:
    found = find_pull_request(event(head_repo=head_repo), "octo/model")
    assert found == PullRequest(number=7, head=SHA, origin=Origin.FORK)


def test_dependabot_by_author_or_sender() -> None:
    found = find_pull_request(event(user="dependabot[bot]"), "octo/model")
    assert found is not None
    assert found.origin is Origin.DEPENDABOT
    sent = find_pull_request({**event(), "sender": {"login": "dependabot[bot]"}}, "octo/model")
    assert sent is not None
    assert sent.origin is Origin.DEPENDABOT


@pytest.mark.parametrize(
    "payload",
    [
        {"ref": "refs/heads/main", "after": SHA, "repository": HERE},  # push
        {"schedule": "0 0 * * 0", "repository": HERE},
        {"inputs": None, "ref": "refs/heads/main"},  # workflow_dispatch
        {"action": "checks_requested", "merge_group": {"head_sha": SHA}},
        {"action": "published", "release": {"tag_name": "v1"}},
        {"issue": {"number": 7, "pull_request": {"url": "x"}}},  # issue_comment: the default branch is checked out
        event(number="7"),
        event(number=None),
        event(head={"sha": "a" * 39}),
        event(head={"sha": f"{SHA}\n::error::"}),
        event(head=None),
        event(base={"repo": {"full_name": "octo/other"}}),
        event(base=None),
        {"pull_request": None},
        [],
        None,
    ],
)
def test_no_pull_request(payload: object) -> None:
    assert find_pull_request(payload, "octo/model") is None


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (event(base={"sha": SHA, "repo": HERE}), EventBase(commit=SHA, governs=True)),
        ({"merge_group": {"base_sha": SHA}}, EventBase(commit=SHA, governs=True)),
        ({"before": SHA, "ref": "refs/heads/main"}, EventBase(commit=SHA, governs=False)),
        ({"before": "0" * 40}, None),  # a branch that is new
        ({"before": f"{SHA}\n"}, None),
        ({"before": "--output=x"}, None),
        (event(base={"sha": None, "repo": HERE}), None),
        ({"schedule": "0 0 * * 0"}, None),
        (None, None),
    ],
)
def test_what_a_change_starts_from(payload: object, expected: EventBase | None) -> None:
    assert find_base_commit(payload) == expected
