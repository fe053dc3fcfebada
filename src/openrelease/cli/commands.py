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

from openrelease.cli.arguments import parse_arguments
from openrelease.cli.export_command import run_export
from openrelease.cli.init_command import run_init
from openrelease.cli.open_target import MAX_FILE_BYTES, open_target, read_user_file
from openrelease.cli.output import report_crash, report_failure, write_message, write_output
from openrelease.cli.policies_command import run_policies
from openrelease.errors import OpenReleaseError, UntrustedInputError, UsageError

if TYPE_CHECKING:
    from openrelease.model import Report

_INTERRUPTED_CODE = 130  # 128 + SIGINT, as shells have it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every error becomes one line or more on stderr."""
    try:
        arguments = parse_arguments(argv)
    except SystemExit as exit_:  # argparse has told what is wrong, or printed the help
        return exit_.code if isinstance(exit_.code, int) else 2
    try:
        return _COMMANDS[arguments.command](arguments)
    except OpenReleaseError as error:
        return report_failure(str(error), error.exit_code)
    except KeyboardInterrupt:
        return report_failure("interrupted", _INTERRUPTED_CODE)
    except Exception as error:  # noqa: BLE001 - the last resort, so that a bug is told as one
        return report_crash(error)


def run_and_exit() -> None:
    """Entry point of the console script: UTF-8 on every system, then `main`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.exit(main())


def _run_check(arguments: argparse.Namespace) -> int:
    from openrelease.config import compute_exit_code  # noqa: PLC0415 - same
    from openrelease.run import run  # noqa: PLC0415 - see the module's docstring

    if arguments.manifest is not None:
        return _run_check_record(arguments)
    snapshot, settings = open_target(arguments)
    report = run(snapshot, settings, today=_today_utc())
    write_output(_choose_renderer(arguments)(report), arguments.output)
    if not report.satisfied and arguments.revision is None and not arguments.staged:
        _report_untracked(Path(arguments.path))
    return compute_exit_code(report, settings)


def _run_check_record(arguments: argparse.Namespace) -> int:
    """Judge what a record declares, by the framework's classes unless other policies are named."""
    from openrelease.config import compute_exit_code  # noqa: PLC0415 - same
    from openrelease.run import MOF_CLASSES, run_record  # noqa: PLC0415 - see the module's docstring

    arguments.policy = arguments.policy or list(MOF_CLASSES)
    _, settings = open_target(arguments)
    path = Path(arguments.manifest)
    name = path.name if path.is_absolute() else path.as_posix()
    try:
        report = run_record(read_user_file(arguments.manifest, MAX_FILE_BYTES), name, settings)
    except UntrustedInputError as error:
        raise UsageError(f"{name}:{error.line or 1}: {error.reason}") from error
    write_output(_choose_renderer(arguments)(report), arguments.output)
    return compute_exit_code(report, settings)


def _today_utc() -> str:
    """The day in UTC, by which exceptions expire everywhere at the same time."""
    return dt.datetime.now(dt.timezone.utc).date().isoformat()


def _report_untracked(path: Path) -> None:
    """What is missing may lie there all the same, and only not be known to git."""
    from openrelease.repository import list_untracked  # noqa: PLC0415 - see the module's docstring

    names = list_untracked(path)
    if names:
        count = f"{len(names)} untracked file{'s or folders' if len(names) > 1 else ' or folder'}"
        was, them = ("were", "them") if len(names) > 1 else ("was", "it")
        write_message(f"{count}, such as {names[0]}, {was} not looked at; git add {them} to have {them} judged")


def _run_facts(arguments: argparse.Namespace) -> int:
    from openrelease.reports import facts_json  # noqa: PLC0415 - see the module's docstring
    from openrelease.run import collect_facts  # noqa: PLC0415 - same

    write_output(facts_json(collect_facts(*open_target(arguments))), arguments.output)
    return 0


def _run_explain(arguments: argparse.Namespace) -> int:
    from openrelease.manual.manual_pages import explain  # noqa: PLC0415 - see the module's docstring
    from openrelease.manual.render_page import render_page  # noqa: PLC0415 - same

    pages = (render_page(each.sort, each.name, each.title, each.parts) for each in explain(arguments.name))
    write_output("\n".join(pages), None)
    return 0


def _run_identify(arguments: argparse.Namespace) -> int:
    from openrelease.reports.identification import format_json, format_text  # noqa: PLC0415 - see the module's docstring

    described = tuple(map(_describe_file, arguments.files))
    write_output(format_json(described) if arguments.format == "json" else format_text(described), None)
    return 0


def _describe_file(file: str) -> Mapping[str, object]:
    """What one text is. Of what is no text that is told as its note: the other files are not to suffer."""
    from openrelease.catalog.load_licenses import load_identifier, load_license_table  # noqa: PLC0415 - see the module's docstring
    from openrelease.licenses import describe_identification  # noqa: PLC0415 - same
    from openrelease.reports.json_report import permissive_word  # noqa: PLC0415 - same
    from openrelease.untrusted import decode_text  # noqa: PLC0415 - same

    data = read_user_file(file, MAX_FILE_BYTES)
    try:
        text, refused = decode_text(data), {}
    except UntrustedInputError as error:
        text, refused = "", {"kind": "unknown", "note": error.reason}
    known = describe_identification(load_identifier().identify(text))
    permissive = load_license_table().permissive(known["expression"] if isinstance(known["expression"], str) else None)
    return {"file": file, **known, "permissive": permissive_word(permissive), **refused}


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": _run_check,
    "facts": _run_facts,
    "export": run_export,
    "init": run_init,
    "policies": run_policies,
    "explain": _run_explain,
    "identify": _run_identify,
}


def _choose_renderer(arguments: argparse.Namespace) -> Callable[[Report], str]:
    """The format's render; colours only for people at a terminal (https://no-color.org)."""
    from openrelease.reports import FORMATS as RENDERERS  # noqa: PLC0415 - see the module's docstring
    from openrelease.reports import terminal  # noqa: PLC0415 - same
    from openrelease.reports.terminal_layout import WIDTH  # noqa: PLC0415 - same

    if arguments.format != "terminal":
        return RENDERERS[arguments.format]
    wanted = arguments.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    columns = shutil.get_terminal_size((WIDTH, 1)).columns if sys.stdout.isatty() else WIDTH
    return partial(terminal.render, colour=wanted, width=columns)
