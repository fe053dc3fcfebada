"""The GitLab job of docs/gitlab.md: its YAML, and its script as a runner executes it in a checkout."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support.project import CHECKOUT, read, run
from support.repos import commit_all, environment, git, make_repo

pytestmark = pytest.mark.slow

PAGE = read("docs/gitlab.md")
[SNIPPET] = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
JOB = yaml.safe_load(SNIPPET)["openrelease"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A merge request that removes LICENSE, checked out."""
    shutil.copytree(CHECKOUT / "examples" / "complete", tmp_path / "project")
    project = make_repo(tmp_path / "project")
    commit_all(project)
    git(project, "rm", "-q", "LICENSE")
    git(project, "commit", "-q", "-m", "drop")
    return project


def execute(project: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script as a runner does: one bash, which stops at the first command that fails."""
    path = f"{Path(sys.executable).parent}:{environment()['PATH']}"
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(JOB["script"])],
        cwd=project,
        env={**environment(), "PATH": path, **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_snippet_follows_the_schema_of_gitlab(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text(SNIPPET, encoding="utf-8")
    checked = run("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", tmp_path / ".gitlab-ci.yml")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_merge_request_that_loses_a_requirement_fails_and_leaves_its_artifacts(checkout: Path) -> None:
    done = execute(checkout, CI_MERGE_REQUEST_DIFF_BASE_SHA=git(checkout, "rev-parse", "HEAD~1"))
    assert done.returncode == 1, done.stderr
    shown = re.search(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert shown
    assert re.sub(r"[0-9a-f]{12}", "ID", done.stdout) == re.sub(r"[0-9a-f]{12}", "ID", shown[1])
    issues = json.loads((checkout / JOB["artifacts"]["reports"]["codequality"]).read_text())
    assert [each["check_name"] for each in issues] == ["license-text"]
    [sarif] = JOB["artifacts"]["paths"]
    assert json.loads((checkout / sarif).read_text())["version"] == "2.1.0"


def test_a_merge_request_that_loses_nothing_passes(checkout: Path) -> None:
    done = execute(checkout, CI_MERGE_REQUEST_DIFF_BASE_SHA=git(checkout, "rev-parse", "HEAD"))
    assert (done.returncode, "Nothing changed" in done.stdout) == (0, True), done.stderr


def test_the_default_branch_leaves_the_artifact_to_compare_with_and_never_fails(checkout: Path) -> None:
    done = execute(checkout)
    assert (done.returncode, (checkout / "gl-code-quality-report.json").exists()) == (0, True), done.stderr
