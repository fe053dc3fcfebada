"""All steps together keep a job waiting for a minute at most."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.runner import HERE

from openrelease.github_action import time_budget
from openrelease.github_action.action_inputs import Job, read_job

pytestmark = pytest.mark.slow


def job(folder: Path) -> Job:
    names = ("OPENRELEASE_HOME", "GITHUB_WORKSPACE", "GITHUB_OUTPUT")
    return read_job({**dict.fromkeys(names, str(folder)), "GITHUB_REPOSITORY": HERE["full_name"]})


def asked(of: Job) -> None:
    with time_budget.limit_patience(of):
        raise KeyError


@pytest.mark.parametrize("wanted", [(20.0, 60.0, 60.0), (60.0, 60.0, 60.0), (60.0, 60.0), (20.0,)])
def test_however_long_each_takes_it_is_a_minute(
    wanted: tuple[float, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step takes all that it is given, by a clock that we turn."""
    now = 0.0
    monkeypatch.setattr(time_budget.time, "monotonic", lambda: now)
    for most in wanted:
        with time_budget.limit_patience(job(tmp_path), most) as left:
            assert left.total >= 5
            now += left.total
    assert now <= 60


def test_a_file_that_is_none_counts_as_nothing_spent(tmp_path: Path) -> None:
    (tmp_path / "seconds-asked-for").write_text("soon")
    with time_budget.limit_patience(job(tmp_path), 20) as left:
        assert left.total == 20


def test_what_fails_is_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter((0.0, 40.0, 40.0, 40.0))
    monkeypatch.setattr(time_budget.time, "monotonic", lambda: next(now))
    with pytest.raises(KeyError):
        asked(job(tmp_path))
    with time_budget.limit_patience(job(tmp_path)) as left:
        assert left.total == 10
