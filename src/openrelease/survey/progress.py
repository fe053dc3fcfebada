"""How far a survey is -> a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY = 10.0  # seconds between two lines

Advance = Callable[[], None]


@contextmanager
def show_progress(total: int, done: int) -> Iterator[Advance]:
    """Yield a function to call after each target; what it shows goes to stderr."""
    if sys.stderr.isatty():
        try:
            from openrelease.survey.progress_bar import show_bar  # noqa: PLC0415 - its library is an extra
        except ImportError:
            pass
        else:
            with show_bar(total, done) as advance:
                yield advance
            return
    yield _Lines(total, done).advance


class _Lines:
    """Lines such as "survey: 40 of 150", not more often than every few seconds."""

    def __init__(self, total: int, done: int) -> None:
        self._total, self._done = total, done
        self._next = time.monotonic() + _EVERY

    def advance(self) -> None:
        self._done += 1
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            sys.stderr.write(f"openrelease: survey: {self._done:,} of {self._total:,} targets\n")
