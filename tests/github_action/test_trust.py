"""What another run reports is never vouched for, and a change cannot bring the policy that it is checked by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.facts import complete
from support.reports import report
from support.repos import commit_all, git, make_repo, write_files
from support.runner import HEAD

from openrelease.compare.base_snapshot import open_base
from openrelease.compare.policy_files import read_policies_from_base
from openrelease.errors import UsageError
from openrelease.github_action.step_check import check_release
from openrelease.reports import json_report
from openrelease.repository.git.find_repository import find_repository

EVENT = {
    "action": "completed",
    "workflow_run": {"id": 5, "event": "pull_request", "head_sha": HEAD, "head_branch": "f", "pull_requests": []},
    "repository": {"full_name": "octo/model-release"},
}


def publish(folder: Path) -> dict[str, object]:
    """Publish a report that says that everything is met, and return the content of the check run."""
    workspace, home = folder / "workspace", folder / "home"
    write_files(workspace, {"report.json": json_report.render(report(complete()))})
    write_files(home, {"event.json": json.dumps(EVENT)})
    check_release(
        {
            "GITHUB_REPOSITORY": "octo/model-release",
            "GITHUB_EVENT_NAME": "workflow_run",
            "GITHUB_EVENT_PATH": str(home / "event.json"),
            "GITHUB_OUTPUT": str(home / "output"),
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_SHA": HEAD,
            "OPENRELEASE_HOME": str(home),
            "OPENRELEASE_REPORT": "report.json",
            "OPENRELEASE_CHECK_RUN": "true",
            "OPENRELEASE_COMMENT": "never",
        }
    )
    content: dict[str, object] = json.loads((home / "check.json").read_text(encoding="utf-8"))
    return content


def test_the_report_of_another_run_never_makes_a_success_check(tmp_path: Path) -> None:
    check = publish(tmp_path)
    assert check["conclusion"] == "neutral"
    assert str(check["title"]).startswith("Reported by another run, not verified: ")


def test_a_policy_that_only_the_change_has_is_refused(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "repo", {"LICENSE": "text", "rules/base.yml": "id: base"})
    base_commit = git(folder, "rev-parse", "HEAD")
    write_files(folder, {"rules/base.yml": "id: changed", "rules/new.yml": "id: new"})
    commit_all(folder)
    write_files(folder, {"untracked.yml": "id: untracked"})
    repository = find_repository(folder)
    assert repository is not None
    read = read_policies_from_base(open_base(repository, base_commit), repository, folder, lambda path: path.encode())
    assert read("rules/base.yml") == b"id: base"
    assert read("untracked.yml") == b"untracked.yml"
    assert read("/elsewhere/p.yml") == b"/elsewhere/p.yml"
    with pytest.raises(UsageError, match="comes with the change"):
        read("rules/new.yml")
