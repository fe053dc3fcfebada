"""The name of an engine -> executors that evaluate targets: processes of this machine, or a Dask cluster.

Each is a `concurrent.futures.Executor`. A process that dies breaks an executor of processes: `Engine.restart`
replaces it.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import connection
from typing import ParamSpec, TypeVar

from openrelease.errors import UsageError
from openrelease.values import dataclass

P = ParamSpec("P")
T = TypeVar("T")

INLINE, PROCESSES, DASK = "inline", "processes", "dask:"


@dataclass(frozen=True, kw_only=True)
class Engine:
    """How executors are made. `workers` is how many targets are evaluated at once.

    `start` takes the number of workers.
    """

    workers: int
    start: Callable[[int], Executor]


def choose_engine(name: str, workers: int | None) -> Engine:
    """Return the engine of a name: `processes`, `inline`, or `dask:ADDRESS` of a scheduler; raises `UsageError`."""
    if name == PROCESSES:
        return Engine(workers=workers or os.cpu_count() or 1, start=start_processes)
    if name == INLINE:
        return Engine(workers=1, start=lambda _: InlineExecutor())
    if not name.startswith(DASK):
        raise UsageError(f"--engine {name[:80]}: not {PROCESSES}, {INLINE} or {DASK}ADDRESS")
    try:
        from openrelease.survey.dask_engine import connect_cluster  # noqa: PLC0415 - its library is an extra
    except ImportError as error:
        raise UsageError("a Dask cluster needs its library: pip install 'openrelease[dask]'") from error
    return connect_cluster(name.removeprefix(DASK), workers)


class InlineExecutor(Executor):
    """Runs each call at once in this process: a debugger sees it, and nothing protects the survey from it."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Return the future of a call that is done."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def start_processes(workers: int) -> Executor:
    """Return processes that end with this one, however it ends."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Watch the parent from a thread: a worker whose parent was killed would wait for work forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_end(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
