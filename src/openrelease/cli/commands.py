"""Arguments -> exit code: the command line.

0: every policy is met. 1: a policy is not met, or that is unknown. 2: wrong usage, settings or policy.
3: the repository cannot be read, or a bug of openrelease.
"""

import argparse
import atexit
import errno
import gc
import importlib
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import nullcontext
from typing import NoReturn

from openrelease.cli.arguments import parse_arguments
from openrelease.cli.output import report_crash, report_failure
from openrelease.errors import OpenReleaseError

_OBJECTS = 100_000  # new objects between two collections: few of a short process are garbage
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_ROOM = "make room, and run the same command again"
_INTERRUPTED_CODE = 130  # 128 + SIGINT, as shells have it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors are printed to stderr without a traceback."""
    try:
        arguments = parse_arguments(argv)
    except SystemExit as exit_:  # argparse has printed what is wrong, or the help
        return exit_.code if isinstance(exit_.code, int) else 2
    try:
        return _run_within_limits(arguments)
    except KeyboardInterrupt:
        return report_failure("interrupted", _INTERRUPTED_CODE)
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is reported as one
        return _report_error(error)


def _report_error(error: Exception) -> int:
    """Print what ended the command, and return its exit code."""
    if isinstance(error, OpenReleaseError):
        return report_failure(str(error), error.exit_code)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        file = f" {error.filename}" if error.filename else ""
        return report_failure(f"cannot write{file}: {error.strerror}; {_ROOM}", OpenReleaseError.exit_code)
    return report_crash(error)


def _run_within_limits(arguments: argparse.Namespace) -> int:
    """Run the command: NAME_command.py is imported now, so that --help stays fast and `explain` loads no scanner."""
    from openrelease.untrusted.run_limits import SECONDS, limit_run  # noqa: PLC0415 - keeps --help fast

    name = arguments.command.replace(" ", "_")
    place, function = ("cached_check", "run_cached_check") if name == "check" else (f"{name}_command", f"run_{name}")
    run = getattr(importlib.import_module(f"openrelease.cli.{place}"), function)
    # a survey limits the evaluation of each target
    limit = nullcontext() if name.startswith("survey") else limit_run(getattr(arguments, "deadline", None) or SECONDS)
    with limit:
        code: int = run(arguments)
    return code


def run_and_exit() -> None:
    """Entry point of the console script: UTF-8 on every system, then `main`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    gc.set_threshold(_OBJECTS, 50, 100)
    _leave(main())


def _leave(code: int) -> NoReturn:
    """End the process without freeing one object after another, which takes as long as to scan a small repository.

    Threads are joined by the interpreter: where those of a survey still stop its processes, nothing may be closed.
    """
    if threading.active_count() > 1:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(code)  # the interpreter reports it
    atexit._run_exitfuncs()  # noqa: SLF001 - temporary folders are deleted there
    os._exit(code)
