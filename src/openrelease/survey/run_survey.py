"""Targets -> results, on any engine: few targets in flight at a time, so that memory does not grow with their number.

Where a process dies, the targets that were in flight are evaluated again one by one; the one whose process dies
once more is an error.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import islice

from openrelease.survey.engines import Engine
from openrelease.survey.evaluate_target import Job, describe_death, evaluate_target

_AHEAD = 2  # targets in flight for each worker

Evaluate = Callable[[Job], str]


def run_jobs(jobs: Iterable[Job], engine: Engine, evaluate: Evaluate = evaluate_target) -> Iterator[str]:
    """Yield the line of each result as it comes, in any order."""
    waiting = iter(jobs)
    suspects: list[Job] = []
    while True:
        with engine.start(engine.workers) as executor:
            try:
                yield from _run_until_broken(waiting, executor, engine.workers * _AHEAD, evaluate, suspects)
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
        if not suspects:
            return
        for job in suspects:
            yield _run_alone(job, engine, evaluate)
        suspects.clear()


def _run_until_broken(
    waiting: Iterator[Job], executor: Executor, most: int, evaluate: Evaluate, suspects: list[Job]
) -> Iterator[str]:
    """Yield results until all jobs are done or a process has died; then `suspects` are the jobs in flight."""
    flying: dict[Future[str], Job] = {}
    while True:
        if not suspects:
            flying.update(_submit_jobs(islice(waiting, most - len(flying)), executor, evaluate, suspects))
        if not flying:
            return
        done, _ = wait(flying, return_when=FIRST_COMPLETED)
        for future in done:
            job = flying.pop(future)
            try:
                yield future.result()
            except Exception:  # noqa: BLE001 - whatever an engine raises for a worker that died
                suspects.append(job)


def _submit_jobs(
    jobs: Iterable[Job], executor: Executor, evaluate: Evaluate, suspects: list[Job]
) -> Iterator[tuple[Future[str], Job]]:
    for job in jobs:
        future = _submit_job(job, executor, evaluate)
        if future is None:
            suspects.append(job)
            return
        yield future, job


def _submit_job(job: Job, executor: Executor, evaluate: Evaluate) -> "Future[str] | None":
    """Submit a job; None where a process has died meanwhile."""
    try:
        return executor.submit(evaluate, job)
    except BrokenExecutor:
        return None


def _run_alone(job: Job, engine: Engine, evaluate: Evaluate) -> str:
    """Evaluate one job in a process of its own, which shows whether it was the one that died."""
    begun = time.monotonic()
    with engine.start(1) as executor:
        try:
            return executor.submit(evaluate, job).result()
        except Exception:  # noqa: BLE001 - as above
            return describe_death(job, time.monotonic() - begun)
