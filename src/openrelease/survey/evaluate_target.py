"""Target -> the line of its result, in a process that may be killed without harm to the survey.

`evaluate_target` is what every engine runs. In a process of ours it works in place, with a watchdog that ends the
process where nothing else can. In a thread, as on a Dask worker, it starts a process for the one target.
"""

import faulthandler
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from openrelease.config import Flags, load_settings
from openrelease.errors import NoSuchTreeError, OpenReleaseError, PolicyError, UsageError
from openrelease.hub import HubError, is_hub_target, open_hub_snapshot, parse_hub_target
from openrelease.model import ErrorClass, Failure, Kind, Result, Snapshot, Target
from openrelease.repository import open_snapshot
from openrelease.run import run
from openrelease.survey.fetch_commit import FetchError, FetchLimits, fetch_commit
from openrelease.survey.hub_targets import describe_hub_error
from openrelease.survey.summarize_report import describe_failure, summarize_report
from openrelease.survey.survey_lines import write_line
from openrelease.untrusted.run_limits import SECONDS, limit_run
from openrelease.values import dataclass, field, replace

GRACE = 30.0
"""Seconds after the deadline at which a process is ended that does not stop by itself."""

_DATASETS = "hub:datasets/"
_KILLED = Failure(type=ErrorClass.KILLED, message="the process that read it died")
_HUNG = Failure(type=ErrorClass.TIMEOUT, message="the process that read it did not stop at its deadline")


@dataclass(frozen=True, kw_only=True)
class Job:
    """A target and how it is evaluated. `policies` are names; `files` are the policy files among them, by path.

    `work` is a folder for clones that this process may write to, "" for one of the system.
    """

    target: Target
    policies: tuple[str, ...]
    day: str
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    deadline: float = SECONDS
    limits: FetchLimits = field(default_factory=FetchLimits)
    grace: float = GRACE
    work: str = ""

    @property
    def longest(self) -> float:
        """Seconds after which the process is ended."""
        return self.deadline + self.limits.seconds + self.grace


def evaluate_target(job: Job) -> str:
    """Return the result of a target as a line of JSON. It raises nothing; every failure is a result."""
    if threading.current_thread() is not threading.main_thread():
        return _evaluate_in_process(job)
    with end_process_after(job.longest):
        return evaluate_here(job)


def evaluate_here(job: Job) -> str:
    """Return the line of the result, evaluated in this process."""
    begun = time.monotonic()
    result = _evaluate_safely(job)
    return write_line(replace(result, seconds=round(time.monotonic() - begun, 3)))


def describe_death(job: Job, seconds: float) -> str:
    """Return the line of a target whose process died after so many seconds."""
    failure = _HUNG if seconds >= job.longest else _KILLED
    return write_line(replace(describe_failure(job.target, failure), seconds=round(seconds, 3)))


def _evaluate_safely(job: Job) -> Result:
    target = job.target
    if target.error:
        return describe_failure(target, target.error)
    try:
        with _open_target(job) as snapshot:
            return _evaluate_snapshot(job, snapshot)
    except FetchError as error:
        return describe_failure(target, error.failure)
    except HubError as error:
        return describe_failure(target, describe_hub_error(error))
    except OpenReleaseError as error:
        return describe_failure(target, Failure(type=_classify_error(error), message=str(error)))
    except Exception as error:  # noqa: BLE001 - a bug is the result of one target, not the end of the survey
        message = f"{type(error).__name__}: {error}"
        return describe_failure(target, Failure(type=ErrorClass.CRASH, message=message))


def _classify_error(error: OpenReleaseError) -> ErrorClass:
    if isinstance(error, NoSuchTreeError):
        return ErrorClass.NOT_FOUND
    return ErrorClass.SETTINGS if isinstance(error, (UsageError, PolicyError)) else ErrorClass.UNREADABLE


def _evaluate_snapshot(job: Job, snapshot: Snapshot) -> Result:
    with limit_run(job.deadline):
        flags = Flags(policies=job.policies, name=job.target.name)
        settings = load_settings(snapshot, flags, job.files.__getitem__)
        if settings.kind is None and job.target.source.startswith(_DATASETS):
            settings = replace(settings, kind=Kind.DATASET)
        if not snapshot.entries():
            return describe_failure(job.target, Failure(type=ErrorClass.EMPTY, message="it has no file"))
        return summarize_report(job.target, run(snapshot, settings, today=job.day), settings.licenses)


@contextmanager
def _open_target(job: Job) -> Iterator[Snapshot]:
    """Open the pinned commit; a clone is removed when the block ends."""
    target = job.target
    if is_hub_target(target.source):
        yield open_hub_snapshot(parse_hub_target(target.source, target.commit))
        return
    if "://" not in target.source:
        yield open_snapshot(Path(target.source), revision=target.commit)
        return
    room = Path(tempfile.mkdtemp(prefix="clone-", dir=job.work or None))
    try:
        fetch_commit(target.source, target.commit or "HEAD", room / "repository", job.limits)
        yield open_snapshot(room / "repository", revision=target.commit)
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def end_process_after(seconds: float) -> Iterator[None]:
    """End this process after so many seconds, even where the interpreter is stuck: the timer is one of C."""
    with Path(os.devnull).open("w") as nothing:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nothing)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _evaluate_in_process(job: Job) -> str:
    """Evaluate in a process for this target alone, since a thread can be neither interrupted nor limited."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="openrelease-") as room:
        try:
            done = subprocess.run(  # noqa: S603 - this interpreter, and code of ours
                [sys.executable, "-c", _SERVE],
                input=pickle.dumps(replace(job, work=room)),
                capture_output=True,
                cwd=room,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                timeout=job.longest + GRACE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return describe_death(job, job.longest)
    if done.returncode != 0:
        return describe_death(job, time.monotonic() - begun)
    return done.stdout.decode("ascii")


_SERVE = "from openrelease.survey.evaluate_target import serve_job; serve_job()"


def serve_job() -> None:
    """Read a job from stdin, and print the line of its result."""
    job: Job = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by the process that started this one
    with end_process_after(job.longest):
        sys.stdout.write(evaluate_here(job))
