"""How long GitHub may keep a job waiting: one minute for all steps together, kept count of in a file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from openrelease.github_action.action_inputs import Job
from openrelease.github_api.retry_requests import Patience

SECONDS = 60.0
"""What all steps that ask GitHub may take together."""

_LEAST = 5.0  # seconds that each step has: one that waits long leaves that much to the two others
_FILE = "seconds-asked-for"


@contextmanager
def patience(job: Job, most: float = SECONDS) -> Iterator[Patience]:
    """What is left for this step, at most `most` seconds; the time of the block is taken off."""
    spent, start = _spent(job), time.monotonic()
    try:
        yield Patience(total=max(_LEAST, min(most, SECONDS - 2 * _LEAST - spent)))
    finally:
        (job.home / _FILE).write_text(f"{spent + time.monotonic() - start:.3f}", encoding="ascii")


def _spent(job: Job) -> float:
    try:
        return float((job.home / _FILE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0.0
