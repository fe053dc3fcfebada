"""Arguments -> exit code: the command line; one small function a command.

0: every policy is definitely met. 1: one is not met, or cannot be told. 2: wrong usage, settings or policy.
3: something could not be read, or a bug of ours. What is imported inside functions is not paid for by --help.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from openrelease.cli.arguments import parse_arguments
from openrelease.cli.check_command import run_check
from openrelease.cli.export_command import run_export
from openrelease.cli.init_command import run_init
from openrelease.cli.open_target import MAX_FILE_BYTES, open_target, read_user_file
from openrelease.cli.output import report_crash, report_failure, write_output
from openrelease.cli.policies_command import run_policies
from openrelease.errors import OpenReleaseError, UntrustedInputError

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


def _run_facts(arguments: argparse.Namespace) -> int:
    from openrelease.reports import facts_json  # noqa: PLC0415 - see the module's docstring
    from openrelease.run import collect_facts  # noqa: PLC0415 - same

    write_output(facts_json(collect_facts(*open_target(arguments))), arguments.output)
    return 0


def _run_explain(arguments: argparse.Namespace) -> int:
    from openrelease.manual.explain_word import explain  # noqa: PLC0415 - see the module's docstring
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
    from openrelease.reports.report_keys import PERMISSIVE  # noqa: PLC0415 - same
    from openrelease.untrusted import decode_text  # noqa: PLC0415 - same

    data = read_user_file(file, MAX_FILE_BYTES)
    try:
        text, refused = decode_text(data), {}
    except UntrustedInputError as error:
        text, refused = "", {"kind": "unknown", "note": error.reason}
    known = describe_identification(load_identifier().identify(text))
    permissive = load_license_table().permissive(known["expression"] if isinstance(known["expression"], str) else None)
    return {"file": file, **known, "permissive": PERMISSIVE[permissive], **refused}


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": run_check,
    "facts": _run_facts,
    "export": run_export,
    "init": run_init,
    "policies": run_policies,
    "explain": _run_explain,
    "identify": _run_identify,
}
