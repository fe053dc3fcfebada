"""How long GitHub may keep a job waiting: one minute for all steps together, kept count of in a file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from openrelease.github_action.action_inputs import Job
from openrelease.github_api.retry_requests import Patience

TOTAL_SECONDS = 60.0
"""What all steps that ask GitHub may take together."""

_MIN_SECONDS = 5.0  # seconds that each step has: one that waits long leaves that much to the two others
_FILE_NAME = "seconds-asked-for"


@contextmanager
def limit_patience(job: Job, most: float = TOTAL_SECONDS) -> Iterator[Patience]:
    """What is left for this step, at most `most` seconds; the time of the block is taken off."""
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
