"""Work that may fail temporarily -> its result, with few attempts and a limit on the total time.

PyGithub's own retries repeat a POST after a server error (two comments), never a PATCH, and by default sleep
until a rate limit is reset (an hour): https://pygithub.readthedocs.io/en/stable/utilities.html
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import TypeVar

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Limits of retries, in seconds except `tries`.

    `total` limits the whole, `longest` one wait for a rate limit; `pause` is the first wait after any other
    failure and doubles each time.
    """

    total: float = 60
    longest: float = 30
    pause: float = 2
    tries: int = 4


def retry_request(work: Callable[[], T], patience: Patience) -> T:
    """Return the result of `work`, which is retried after a transient `PublishError`.

    `work` must be safe to repeat: it reads the current state before it writes.
    """
    end = time.monotonic() + patience.total
    return run_within(patience.total, lambda: _try_repeatedly(work, patience, end))


def _try_repeatedly(work: Callable[[], T], patience: Patience, end: float) -> T:
    for tried in range(1, patience.tries):
        try:
            return work()
        except PublishError as error:
            wait = _seconds_to_wait(error, patience, tried)
            if not error.transient or wait > patience.longest or time.monotonic() + wait > end:
                raise
        time.sleep(wait)
    return work()


def _seconds_to_wait(error: PublishError, patience: Patience, tried: int) -> float:
    if error.wait is not None:
        return error.wait
    if error.cause is Cause.RATE_LIMITED:
        return patience.longest  # GitHub recommends a minute where it names no time
    return patience.pause * (1 << (tried - 1))


def run_within(seconds: float, work: Callable[[], T]) -> T:
    """Return the result of `work`, or raise a `PublishError` after `seconds`.

    A read timeout is not enough: it restarts with every byte that a slow server sends.
    """
    future: Future[T] = Future()
    threading.Thread(target=_settle_future, args=(future, work), daemon=True).start()
    try:
        return future.result(timeout=seconds)
    except FutureTimeoutError:
        raise PublishError(Cause.UNAVAILABLE, f"no response after {seconds:g} seconds") from None


def _settle_future(future: Future[T], work: Callable[[], T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - raised again in the waiting thread
        future.set_exception(error)
