"""A block of work -> the same within limits of time and memory, whatever it does: reading, matching or computing.

Every reader has limits of its own; these hold for all of them together. A timer of the system interrupts the block,
also inside of a pattern that is being matched, and the block gets a `LimitReachedError` where it stands.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from openrelease.errors import LimitReachedError

SECONDS = 120.0
"""Seconds that a run may take, unless --deadline says otherwise."""

PROCESSOR_SECONDS = 50.0
"""Seconds of processor time of a run with that deadline or a shorter one: an idle machine needs less than a minute."""

MEGABYTES = 400
"""Memory that a run may take beside what the process has at its start; between two looks it may take some more."""

_TICK = 0.2  # seconds between two looks
_GRACE = 15.0  # seconds to report what was not read
_MEMORY_GRACE = 1.5  # as much more memory for the same
_STATUS = Path("/proc/self/statm")


@contextmanager
def limit_run(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Interrupt the block with `LimitReachedError` once it takes too long or too much memory.

    A block that goes on, to say what it did not read, is interrupted again after a while. Only the main thread of a
    POSIX system can be interrupted; elsewhere the block runs without these limits.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    guard = _Guard(seconds, megabytes)
    before = signal.signal(signal.SIGALRM, guard.look)
    signal.setitimer(signal.ITIMER_REAL, _TICK, _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def end_limits() -> None:
    """Interrupt the block no more: what is being printed is printed to its end."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        signal.setitimer(signal.ITIMER_REAL, 0)


def was_limit_reached() -> bool:
    """Return whether the last block was interrupted: what it found depends on the machine then."""
    return _Guard.was_reached


class _Guard:
    """The limits, which are raised once they are reached."""

    was_reached = False

    def __init__(self, seconds: float, megabytes: float) -> None:
        self._seconds, self._megabytes = seconds, _used_megabytes() + megabytes
        self._end = time.monotonic() + seconds
        self._most_processor = PROCESSOR_SECONDS if seconds <= SECONDS else seconds
        self._processor_end = time.process_time() + self._most_processor
        _Guard.was_reached = False

    def look(self, _: int, __: FrameType | None) -> None:
        """Raise `LimitReachedError` where a limit is reached."""
        if time.monotonic() > self._end:
            self._end = time.monotonic() + _GRACE
            _Guard.was_reached = True
            raise LimitReachedError(f"the run was stopped after {self._seconds:g} seconds (--deadline)")
        if time.process_time() > self._processor_end:
            self._processor_end += _GRACE
            _Guard.was_reached = True
            reason = f"{self._most_processor:g} seconds of processor time (a longer --deadline allows more)"
            raise LimitReachedError(f"the run was stopped after {reason}")
        if (used := _used_megabytes()) > self._megabytes:
            self._megabytes *= _MEMORY_GRACE
            _Guard.was_reached = True
            raise LimitReachedError(f"the run was stopped at {used:,.0f} megabytes of memory")


def _used_megabytes() -> float:
    """Return the resident memory; where the system does not say, its peak, in kilobytes or (macOS) bytes."""
    import resource  # noqa: PLC0415 - only POSIX has it

    try:
        return int(_STATUS.read_bytes().split()[1]) * resource.getpagesize() / 2**20
    except (OSError, IndexError, ValueError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 2**20 if peak > 2**28 else peak / 2**10
