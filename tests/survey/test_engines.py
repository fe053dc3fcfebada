"""The same rows whatever evaluates them: processes, a Dask cluster; and after any kill."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.project import CHECKOUT
from support.survey_rows import Conduct, make_releases, read_rows

pytestmark = pytest.mark.slow

KILLS = 4
SEED = 20261130


def test_a_dask_cluster_gives_the_same_rows(releases: list[str], conduct: Conduct, tmp_path: Path) -> None:
    """A scheduler with one worker, started by Dask itself; every target has a process of its own there."""
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    started = [
        _start("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)),
        _start("distributed.cli.dask_worker", "--nthreads", "2", "--no-dashboard", "--scheduler-file", str(file)),
    ]
    try:
        rows = conduct(*releases[:3], "--engine", f"dask:{_wait_for_address(file)}", out="cluster")
    finally:
        for process in reversed(started):
            _stop(process)
    assert rows == conduct(*releases[:3], out="here")


def _start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT / "tests")])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process of Dask; a worker that tries to reach its scheduler once more is not waited for."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for_address(file: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if file.exists() and file.stat().st_size:
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.1)
    pytest.fail("the scheduler did not start")


def test_a_survey_that_is_killed_again_and_again_ends_with_the_same_rows(conduct: Conduct, tmp_path: Path) -> None:
    """SIGKILL at random moments; then no worker is left behind, and the next run goes on."""
    paths = make_releases(tmp_path / "releases", 8)
    whole = conduct(*paths, out="whole")
    moments = random.Random(SEED)  # noqa: S311 - moments, not secrets
    command = [
        sys.executable,
        "-m",
        "openrelease",
        "survey",
        *paths,
        "--out",
        str(tmp_path / "killed"),
        "--workers",
        "2",
    ]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
    kills = 0
    while True:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert process.wait(moments.uniform(1.0, 6.0) if kills < KILLS else 120) == 0
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
    assert read_rows(tmp_path / "killed") == whole
    assert not (tmp_path / "killed" / ".work").exists()
    assert _count_workers(str(tmp_path)) == 0


def _count_workers(word: str) -> int:
    """Processes of this test that are still there after a moment."""
    end = time.monotonic() + 20
    while (
        count := sum(word in _read_command(path) for path in Path("/proc").glob("[0-9]*"))
    ) and time.monotonic() < end:
        time.sleep(0.2)
    return count


def _read_command(path: Path) -> str:
    try:
        return (path / "cmdline").read_bytes().decode("utf-8", "replace") + os.fsdecode((path / "cwd").readlink())
    except OSError:
        return ""
