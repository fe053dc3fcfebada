"""What a worker of a survey runs, with targets that kill or hang it: importable by processes that are spawned."""

from __future__ import annotations

import ctypes
import os
import signal

from openrelease.survey.evaluate_target import Job, end_process_after, evaluate_target


def evaluate_or_die(job: Job) -> str:
    """Evaluate a target; die as the kernel kills for memory, or hang in C with the lock of the interpreter held."""
    if job.target.target.endswith("killer"):
        os.kill(os.getpid(), signal.SIGKILL)
    if job.target.target.endswith("hanger"):
        with end_process_after(job.longest):
            ctypes.PyDLL(None).sleep(1_000)  # PyDLL keeps the lock, so that no thread of Python runs
    return evaluate_target(job)
