"""Text -> stdout, stderr or a file, which is written completely or not at all."""

import os
import sys
from pathlib import Path

from openrelease import __version__
from openrelease.errors import UsageError

CRASH_CODE = 3
"""Exit code of a bug of openrelease."""


def write_output(text: str, output: Path | None, *, commands: bool = False) -> None:
    """Print, or write to a file. A reader that closes the pipe early does not change the exit code.

    What a job prints, GitHub reads for workflow commands: without `commands` no line of the text can be one.
    """
    from openrelease.untrusted.run_limits import end_limits  # noqa: PLC0415 - keeps --help fast

    end_limits()
    if output is not None:
        _write_file(output, text)
        return
    try:
        sys.stdout.write(text if commands else _hide_commands(text))
        sys.stdout.flush()
    except BrokenPipeError:
        # the interpreter flushes again at exit: https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _hide_commands(text: str) -> str:
    from openrelease.reports.shared.escape import escape_log  # noqa: PLC0415 - keeps --help fast

    return escape_log(text)


def _write_file(path: Path, text: str) -> None:
    """Write a file completely or not at all; a device or pipe is written to directly."""
    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace_file(path.resolve(), data)
    except OSError as error:
        raise UsageError(f"--output {path}: {error.strerror}") from error


def _replace_file(path: Path, data: bytes) -> None:
    """Write a temporary file and rename it, with the permissions of a new file."""
    import tempfile  # noqa: PLC0415 - needed by few runs

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".openrelease-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def report_failure(message: str, code: int) -> int:
    """Print an error to stderr, and return the exit code."""
    write_message(message)
    return code


def write_message(message: str) -> None:
    """Print a message to stderr, escaped, each line after the name of the program."""
    from openrelease.reports.shared.escape import escape_log, escape_terminal, redact_tokens  # noqa: PLC0415 - same

    lines = [escape_log(escape_terminal(redact_tokens(line))) for line in message.splitlines()]
    sys.stderr.write("".join(f"openrelease: {line}\n" for line in lines))


def report_crash(error: Exception) -> int:
    """Print one line that asks for a bug report; the traceback only with OPENRELEASE_DEBUG=1."""
    if os.environ.get("OPENRELEASE_DEBUG") == "1":
        import traceback  # noqa: PLC0415 - same

        report_failure(traceback.format_exc(), CRASH_CODE)
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    hint = "please report it with the command; OPENRELEASE_DEBUG=1 shows where"
    return report_failure(f"this is a bug of openrelease {__version__} ({what}); {hint}", CRASH_CODE)
