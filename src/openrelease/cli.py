"""Arguments -> exit code: the command line; one small function a command.

0: every policy is definitely met. 1: one is not met, or cannot be told. 2: wrong usage, settings or policy.
3: something could not be read, or a bug of ours. What is imported inside functions is not paid for by --help.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openrelease import __version__
from openrelease.errors import OpenReleaseError, UntrustedInputError, UsageError

if TYPE_CHECKING:
    from openrelease.model import Report, Snapshot
    from openrelease.settings import Settings

FORMATS = ("terminal", "json", "markdown", "github", "sarif")
"""The formats of `check`; a test keeps them equal to those of reports/, imported only when needed."""

_CRASHED = 3
_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_LARGEST = 8_388_608  # bytes of one file for `identify`; the longest license is a hundredth of it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every error becomes one line or more on stderr."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as exit_:  # argparse has told what is wrong, or printed the help
        return exit_.code if isinstance(exit_.code, int) else 2
    try:
        return _COMMANDS[arguments.command](arguments)
    except OpenReleaseError as error:
        return _failed(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _failed("interrupted", _INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last resort, so that a bug is told as one
        return _crashed(error)


def run_and_exit() -> None:
    """Entry point of the console script: UTF-8 on every system, then `main`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.exit(main())


def _check(arguments: argparse.Namespace) -> int:
    from openrelease.run import run  # noqa: PLC0415 - see the module's docstring
    from openrelease.settings import exit_code  # noqa: PLC0415 - same

    snapshot, settings = _opened(arguments)
    report = run(snapshot, settings)
    _emit(_renderer(arguments)(report), arguments.output)
    return exit_code(report, settings)


def _facts(arguments: argparse.Namespace) -> int:
    from openrelease.reports import facts_json  # noqa: PLC0415 - see the module's docstring
    from openrelease.run import look  # noqa: PLC0415 - same

    _emit(facts_json(look(*_opened(arguments))), arguments.output)
    return 0


def _policies(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for every command
    from openrelease.knowledge.policies import policies  # noqa: PLC0415 - see the module's docstring
    from openrelease.reports.manual import table_of  # noqa: PLC0415 - same

    _emit(table_of(policies()), None)
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from openrelease.knowledge.manual import explain  # noqa: PLC0415 - see the module's docstring
    from openrelease.reports.manual import page  # noqa: PLC0415 - same

    pages = (page(each.sort, each.name, each.title, each.parts) for each in explain(arguments.name))
    _emit("\n".join(pages), None)
    return 0


def _identify(arguments: argparse.Namespace) -> int:
    from openrelease.reports.identification import as_json, as_text  # noqa: PLC0415 - see the module's docstring

    described = tuple(map(_described, arguments.files))
    _emit(as_json(described) if arguments.format == "json" else as_text(described), None)
    return 0


def _described(file: str) -> Mapping[str, object]:
    """What one text is. Of what is no text that is told as its note: the other files are not to suffer."""
    from openrelease.knowledge.licenses import identifier  # noqa: PLC0415 - see the module's docstring
    from openrelease.licenses import describe  # noqa: PLC0415 - same
    from openrelease.untrusted import decode_text  # noqa: PLC0415 - same

    data = _bytes(file, _LARGEST)
    try:
        text, refused = decode_text(data), {}
    except UntrustedInputError as error:
        text, refused = "", {"kind": "unknown", "note": error.reason}
    return {"file": file, **describe(identifier().identify(text)), **refused}


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "facts": _facts,
    "policies": _policies,
    "explain": _explain,
    "identify": _identify,
}


def _opened(arguments: argparse.Namespace) -> tuple[Snapshot, Settings]:
    """The tree that the arguments choose, and the settings for it."""
    from openrelease.settings import Flags, load  # noqa: PLC0415 - see the module's docstring
    from openrelease.snapshot import open_snapshot  # noqa: PLC0415 - same

    snapshot = open_snapshot(Path(arguments.path), revision=arguments.revision, staged=arguments.staged)
    flags = Flags(
        policies=tuple(arguments.policy),
        name=arguments.name,
        fail_on=getattr(arguments, "fail_on", None),
        unknown=getattr(arguments, "unknown", None),
        config=arguments.config,
    )
    return snapshot, load(snapshot, flags, partial(_bytes, limit=_LARGEST))


def _renderer(arguments: argparse.Namespace) -> Callable[[Report], str]:
    """The format's render; colours only for people at a terminal (https://no-color.org)."""
    from openrelease.reports import FORMATS as RENDERERS  # noqa: PLC0415 - see the module's docstring
    from openrelease.reports import terminal  # noqa: PLC0415 - same

    if arguments.format != "terminal":
        return RENDERERS[arguments.format]
    wanted = arguments.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return partial(terminal.render, colour=wanted)


def _emit(text: str, output: Path | None) -> None:
    """Print, or write to a file. A reader that goes away early changes nothing of the verdict."""
    if output is not None:
        _write(output, text)
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # the interpreter flushes again at exit: https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _place(text: str) -> Path:
    """Where a report may be written: anywhere but among git's own files."""
    path = Path(text)
    if ".git" in (part.lower() for part in (*path.parent.resolve().parts, path.name)):
        raise argparse.ArgumentTypeError(f"{text} is inside .git; choose another place")
    return path


def _write(path: Path, text: str) -> None:
    """Write a whole file or nothing."""
    try:
        _put(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UsageError(f"--output {path}: {error.strerror}") from error


def _put(path: Path, data: bytes) -> None:
    """Write beside the place and move it there, with the permissions of a new file; leave nothing behind."""
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


def _bytes(path: str, limit: int) -> bytes:
    """A file that the user named, at most `limit` + 1 bytes of it: the loaders refuse what is too long."""
    try:
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _failed(message: str, code: int) -> int:
    from openrelease.reports.escape import redact, terminal  # noqa: PLC0415 - see the module's docstring

    lines = [terminal(redact(line)) for line in message.splitlines()]
    sys.stderr.write("".join(f"openrelease: {line}\n" for line in lines))
    return code


def _crashed(error: Exception) -> int:
    """One line that asks for a report; the traceback only for those who ask for it."""
    if os.environ.get("OPENRELEASE_DEBUG") == "1":
        _failed(traceback.format_exc(), _CRASHED)
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    hint = "please report it with the command; OPENRELEASE_DEBUG=1 shows where"
    return _failed(f"this is a bug of openrelease {__version__} ({what}); {hint}", _CRASHED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="openrelease",
        description="Is this repository a complete open source AI release? Evidence first, then a verdict.",
        epilog="exit codes: 0 definitely met, 1 not met or cannot tell, 2 wrong usage, 3 could not read",
    )
    parser.add_argument("--version", action="version", version=f"openrelease {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="judge a repository by one or more policies")
    _selection(check)
    check.add_argument("--format", choices=FORMATS, default="terminal", help="how the report is told")
    check.add_argument("--fail-on", metavar="WHEN", help="unmet (exit 1 unless definitely met) or never")
    check.add_argument("--unknown", metavar="HOW", help="what counts where it cannot be told: fail or pass")
    _selection(commands.add_parser("facts", help="print what policies see of a repository, as JSON"))
    commands.add_parser("policies", help="list the built-in policies")
    explain = commands.add_parser("explain", help="tell what a requirement, check, component or license is")
    explain.add_argument("name", metavar="NAME")
    identify = commands.add_parser("identify", help="tell which license a text is")
    identify.add_argument("files", nargs="+", metavar="FILE")
    identify.add_argument("--format", choices=("terminal", "json"), default="terminal")
    return parser


def _selection(parser: argparse.ArgumentParser) -> None:
    """The arguments that choose a tree and how it is judged."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="a repository or folder")
    tree = parser.add_mutually_exclusive_group()
    tree.add_argument(
        "--revision", "--rev", metavar="REV", help="judge a commit instead of the files on disk"
    )
    tree.add_argument("--staged", action="store_true", help="judge what is about to be committed")
    parser.add_argument(
        "--policy", action="append", default=[], metavar="ID|FILE", help="a built-in policy or a file"
    )
    parser.add_argument("--name", metavar="OWNER/NAME", help="the repository's own name on its host")
    parser.add_argument("--config", metavar="FILE", help="settings file, as a path inside the repository")
    parser.add_argument("--output", metavar="FILE", type=_place, help="write there instead of printing")
