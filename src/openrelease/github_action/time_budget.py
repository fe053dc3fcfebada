"""The time that all steps may wait for GitHub: one minute together, counted in a file."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from openrelease.github_action.action_inputs import Job
from openrelease.github_api.retry_requests import Patience

TOTAL_SECONDS = 60.0
"""Seconds that all steps with requests to GitHub may take together."""

_MIN_SECONDS = 5.0  # seconds that each step has at least
_FILE_NAME = "seconds-asked-for"


@contextmanager
def limit_patience(job: Job, most: float = TOTAL_SECONDS) -> Iterator[Patience]:
    """Yield the limits for this step, at most `most` seconds; the time of the block is subtracted."""
    spent, start = _read_seconds_spent(job), time.monotonic()
    try:
        yield Patience(total=max(_MIN_SECONDS, min(most, TOTAL_SECONDS - 2 * _MIN_SECONDS - spent)))
    finally:
        (job.home / _FILE_NAME).write_text(f"{spent + time.monotonic() - start:.3f}", encoding="ascii")


def _read_seconds_spent(job: Job) -> float:
    try:
        return float((job.home / _FILE_NAME).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0.0
