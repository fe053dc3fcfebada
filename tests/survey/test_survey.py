"""Folders in, one line for each of them out: whatever the order, the number of workers, and what dies meanwhile."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.repos import git, make_repo
from support.survey_faults import evaluate_or_die
from support.survey_rows import Conduct, make_releases, read_rows

from openrelease import __version__
from openrelease.cli import main
from openrelease.model import Result, Target
from openrelease.survey.engines import Engine, start_processes
from openrelease.survey.evaluate_target import Job
from openrelease.survey.fetch_commit import FetchLimits
from openrelease.survey.run_survey import run_jobs
from openrelease.survey.survey_lines import read_line

pytestmark = pytest.mark.slow


def test_a_row_says_what_was_found_at_which_commit(
    conduct: Conduct, releases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = conduct(*releases, "--policy", "aia-baseline")
    assert capsys.readouterr().out == "6 of 6 targets evaluated (100.0 %)\n"
    first, second = rows[releases[0]], rows[releases[1]]
    assert (first["schema"], first["tool"], first["kind"], first["error"]) == (1, __version__, "model", None)
    assert (first["commit"], first["name"]) == (git(Path(releases[0]), "rev-parse", "HEAD"), "acme/release-0")
    assert first["url"] == "https://github.com/acme/release-0"
    policy = first["policies"]["aia-baseline"]
    assert (policy["outcome"], policy["version"], len(policy["sha256"])) == ("met", "2026-11", 64)
    assert policy["requirements"]["weights"] == "met"
    weights = first["components"]["weights"]
    assert (weights["license"], weights["permissive"], weights["families"]) == ("Apache-2.0", True, ["permissive"])
    assert weights["evidence"][0]["path"] == "model.safetensors"
    assert second["policies"]["aia-baseline"]["outcome"] == "unmet"
    assert second["actions"][0]["message"] == "no weights found"


def test_workers_and_order_change_nothing(conduct: Conduct, releases: list[str]) -> None:
    assert conduct(*releases, "--workers", "1") == conduct(*releases[::-1], "--workers", "2", out="other")


def test_shards_together_are_the_survey(conduct: Conduct, releases: list[str]) -> None:
    whole = conduct(*releases, out="whole")
    for number in (1, 2, 3):
        rows = conduct(*releases, "--shard", f"{number}/3")
    assert rows == whole


def test_a_folder_of_shards_is_divided_once(conduct: Conduct, releases: list[str], tmp_path: Path) -> None:
    conduct(*releases, "--list-only")
    shutil.copytree(tmp_path / "survey", tmp_path / "elsewhere")
    conduct("--shard", "1/2")
    conduct("--shard", "2/2", out="elsewhere")
    shutil.copy(tmp_path / "elsewhere" / "results-2-of-2.jsonl", tmp_path / "survey")
    assert set(read_rows(tmp_path / "survey")) == set(releases)


@pytest.mark.parametrize("cut", [1, 200, 3_000])
def test_a_torn_line_is_evaluated_again(conduct: Conduct, releases: list[str], tmp_path: Path, cut: int) -> None:
    rows = conduct(*releases[:3])
    path = tmp_path / "survey" / "results.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    assert conduct(*releases[:3]) == rows
    assert conduct() == rows


def test_a_full_disk_is_no_bug_and_loses_no_row(conduct: Conduct, releases: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "survey"
    command = [sys.executable, "-m", "openrelease", "survey", *releases, "--workers", "2", "--out", str(folder)]
    conduct(*releases, "--list-only")
    room = (folder / "targets.jsonl").stat().st_size + 2_000  # one row and a part of the next
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert done.returncode == 3
    assert "cannot write: File too large; make room, and run the same command again" in done.stderr
    assert conduct(*releases) == conduct(*releases, out="undisturbed")


def test_targets_stay_pinned_when_a_survey_goes_on(conduct: Conduct, tmp_path: Path) -> None:
    (path,) = make_releases(tmp_path / "releases", 1)
    conduct(path, "--list-only")
    pinned = git(Path(path), "rev-parse", "HEAD")
    git(Path(path), "rm", "-q", "LICENSE")
    git(Path(path), "commit", "-q", "-m", "Drop the license")
    assert conduct(path)[path]["commit"] == pinned


def test_another_survey_is_not_mixed_into_a_folder(
    conduct: Conduct, releases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    conduct(releases[0])
    conduct(releases[1], code=2)
    conduct(releases[0], "--policy", "mof-1", code=2)
    assert "other targets" in capsys.readouterr().err


def test_a_file_names_targets_and_errors_are_rows(
    conduct: Conduct, releases: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, unborn, broken = tmp_path / "plain", tmp_path / "unborn", tmp_path / "broken"
    shutil.copytree(releases[0], plain, ignore=shutil.ignore_patterns(".git"))
    make_repo(unborn)
    shutil.copytree(releases[0], broken)
    shutil.rmtree(broken / ".git" / "objects")
    known = {
        "schema": 1,
        "target": "known",
        "source": releases[0],
        "commit": git(Path(releases[0]), "rev-parse", "HEAD"),
    }
    lines = ["# ours", str(plain), "", str(unborn), str(broken), str(plain), json.dumps(known)]
    (tmp_path / "list.txt").write_text("\n".join(lines))
    rows = conduct(f"@{tmp_path / 'list.txt'}")
    assert {name: (row["error"] or {}).get("type") for name, row in rows.items()} == {
        str(plain): None,
        str(unborn): "empty",
        str(broken): "unreadable",
        "known": None,
    }
    assert "2 of 4 targets evaluated (50.0 %); 2 errors (1 empty, 1 unreadable)" in capsys.readouterr().out


def test_wrong_settings_of_a_repository_are_an_error_of_it_alone(conduct: Conduct, tmp_path: Path) -> None:
    one, two = make_releases(tmp_path / "releases", 2)
    (Path(one) / ".openrelease.yml").write_text("kind: spaceship\n")
    git(Path(one), "add", ".openrelease.yml")
    git(Path(one), "commit", "-q", "-m", "Add settings")
    rows = conduct(one, two)
    assert rows[one]["error"]["type"] == "settings"
    assert rows[two]["error"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "no such folder"),
        ([], "no target is named"),
        ([".", "--engine", "rockets"], "not processes, inline or dask:ADDRESS"),
        ([".", "--shard", "4/3"], "not a shard"),
        ([".", "--policy", "nothing"], "nothing"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", *arguments, "--out", str(tmp_path / "out")]) == 2
    assert message in capsys.readouterr().err


def _jobs(releases: list[str], folder: Path, extra: str, deadline: float) -> list[Job]:
    (folder / extra).symlink_to(releases[0])
    paths = [releases[0], str(folder / extra), *releases[1:]]
    limits = FetchLimits(seconds=0.1)
    return [
        Job(
            target=Target(target=path, source=path),
            policies=("mof-3",),
            day="2026-01-01",
            limits=limits,
            deadline=deadline,
            grace=1,
        )
        for path in paths
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("extra", "deadline", "expected"), [("killer", 90, "killed"), ("hanger", 2, "timeout")])
def test_a_repository_that_takes_its_worker_down_is_a_row(
    extra: str, deadline: float, expected: str, releases: list[str], tmp_path: Path
) -> None:
    engine = Engine(workers=2, start=start_processes)
    lines = run_jobs(_jobs(releases[:3], tmp_path, extra, deadline), engine, evaluate_or_die)
    rows = [read_line(line.encode(), Result) for line in lines]
    errors = {row.target: row.error.type.value for row in rows if row.error}
    assert errors == {str(tmp_path / extra): expected}
    assert sorted(row.target for row in rows) == sorted([*releases[:3], str(tmp_path / extra)])
