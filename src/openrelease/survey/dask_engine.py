"""The address of a Dask scheduler -> an engine: Dask's own executor of `concurrent.futures`."""

from concurrent.futures import Executor
from typing import Any

from distributed import Client

from openrelease.errors import UsageError
from openrelease.survey.engines import Engine

_SECONDS = "20s"
_CONNECT: Any = Client  # its calls have no types


def connect_cluster(address: str, workers: int | None) -> Engine:
    """Return the engine of a cluster; by default every thread of it evaluates one target at a time."""
    try:
        client = _CONNECT(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"--engine dask:{address[:80]}: no scheduler answers: {error}") from error

    def start(_: int) -> Executor:
        executor: Executor = client.get_executor(pure=False, retries=0)
        return executor

    return Engine(workers=workers or sum(client.nthreads().values()) or 1, start=start)
