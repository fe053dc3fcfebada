"""Arguments -> exit code: the command line; one small function a command.

0: every policy is definitely met. 1: one is not met, or cannot be told. 2: wrong usage, settings or policy.
3: something could not be read, or a bug of ours. What is imported inside functions is not paid for by --help.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openrelease.cli.arguments import parsed
from openrelease.cli.export_command import export
from openrelease.cli.init_command import init
from openrelease.cli.open_target import LARGEST, file_bytes, opened
from openrelease.cli.output import crashed, emit, failed, tell
from openrelease.cli.policies_command import policies
from openrelease.errors import OpenReleaseError, UntrustedInputError, UsageError

if TYPE_CHECKING:
    from openrelease.model import Report

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every error becomes one line or more on stderr."""
    try:
        arguments = parsed(argv)
    except SystemExit as exit_:  # argparse has told what is wrong, or printed the help
        return exit_.code if isinstance(exit_.code, int) else 2
    try:
        return _COMMANDS[arguments.command](arguments)
    except OpenReleaseError as error:
        return failed(str(error), error.exit_code)
    except KeyboardInterrupt:
        return failed("interrupted", _INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last resort, so that a bug is told as one
        return crashed(error)


def run_and_exit() -> None:
    """Entry point of the console script: UTF-8 on every system, then `main`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.exit(main())


def _check(arguments: argparse.Namespace) -> int:
    from openrelease.config import exit_code  # noqa: PLC0415 - same
    from openrelease.run import run  # noqa: PLC0415 - see the module's docstring

    if arguments.manifest is not None:
        return _check_record(arguments)
    snapshot, settings = opened(arguments)
    report = run(snapshot, settings, today=_today())
    emit(_renderer(arguments)(report), arguments.output)
    if not report.satisfied and arguments.revision is None and not arguments.staged:
        _tell_untracked(Path(arguments.path))
    return exit_code(report, settings)


def _check_record(arguments: argparse.Namespace) -> int:
    """Judge what a record declares, by the framework's classes unless other policies are named."""
    from openrelease.config import exit_code  # noqa: PLC0415 - same
    from openrelease.run import CLASSES, run_record  # noqa: PLC0415 - see the module's docstring

    arguments.policy = arguments.policy or list(CLASSES)
    _, settings = opened(arguments)
    path = Path(arguments.manifest)
    name = path.name if path.is_absolute() else path.as_posix()
    try:
        report = run_record(file_bytes(arguments.manifest, LARGEST), name, settings)
    except UntrustedInputError as error:
        raise UsageError(f"{name}:{error.line or 1}: {error.reason}") from error
    emit(_renderer(arguments)(report), arguments.output)
    return exit_code(report, settings)


def _today() -> str:
    """The day in UTC, by which exceptions expire everywhere at the same time."""
    return dt.datetime.now(dt.timezone.utc).date().isoformat()


def _tell_untracked(path: Path) -> None:
    """What is missing may lie there all the same, and only not be known to git."""
    from openrelease.repository import untracked  # noqa: PLC0415 - see the module's docstring

    names = untracked(path)
    if names:
        count = f"{len(names)} untracked file{'s or folders' if len(names) > 1 else ' or folder'}"
        was, them = ("were", "them") if len(names) > 1 else ("was", "it")
        tell(f"{count}, such as {names[0]}, {was} not looked at; git add {them} to have {them} judged")


def _facts(arguments: argparse.Namespace) -> int:
    from openrelease.reports import facts_json  # noqa: PLC0415 - see the module's docstring
    from openrelease.run import look  # noqa: PLC0415 - same

    emit(facts_json(look(*opened(arguments))), arguments.output)
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from openrelease.manual.manual_pages import explain  # noqa: PLC0415 - see the module's docstring
    from openrelease.manual.render_page import page  # noqa: PLC0415 - same

    pages = (page(each.sort, each.name, each.title, each.parts) for each in explain(arguments.name))
    emit("\n".join(pages), None)
    return 0


def _identify(arguments: argparse.Namespace) -> int:
    from openrelease.reports.identification import as_json, as_text  # noqa: PLC0415 - see the module's docstring

    described = tuple(map(_described, arguments.files))
    emit(as_json(described) if arguments.format == "json" else as_text(described), None)
    return 0


def _described(file: str) -> Mapping[str, object]:
    """What one text is. Of what is no text that is told as its note: the other files are not to suffer."""
    from openrelease.catalog.load_licenses import identifier, license_table  # noqa: PLC0415 - see the module's docstring
    from openrelease.licenses import describe  # noqa: PLC0415 - same
    from openrelease.reports.json_report import permissive_word  # noqa: PLC0415 - same
    from openrelease.untrusted import decode_text  # noqa: PLC0415 - same

    data = file_bytes(file, LARGEST)
    try:
        text, refused = decode_text(data), {}
    except UntrustedInputError as error:
        text, refused = "", {"kind": "unknown", "note": error.reason}
    known = describe(identifier().identify(text))
    permissive = license_table().permissive(
        known["expression"] if isinstance(known["expression"], str) else None
    )
    return {"file": file, **known, "permissive": permissive_word(permissive), **refused}


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "facts": _facts,
    "export": export,
    "init": init,
    "policies": policies,
    "explain": _explain,
    "identify": _identify,
}


def _renderer(arguments: argparse.Namespace) -> Callable[[Report], str]:
    """The format's render; colours only for people at a terminal (https://no-color.org)."""
    from openrelease.reports import FORMATS as RENDERERS  # noqa: PLC0415 - see the module's docstring
    from openrelease.reports import terminal  # noqa: PLC0415 - same

    if arguments.format != "terminal":
        return RENDERERS[arguments.format]
    wanted = arguments.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    columns = shutil.get_terminal_size((terminal.WIDTH, 1)).columns if sys.stdout.isatty() else terminal.WIDTH
    return partial(terminal.render, colour=wanted, width=columns)
