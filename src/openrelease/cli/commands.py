"""Arguments -> exit code: the command line, one function per command.

0: every policy is met. 1: a policy is not met, or that is unknown. 2: wrong usage, settings or policy.
3: the repository cannot be read, or a bug of openrelease. Imports inside functions keep --help fast.
"""

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
    """Run one command and return its exit code; errors are printed to stderr without a traceback."""
    try:
        arguments = parse_arguments(argv)
    except SystemExit as exit_:  # argparse has printed what is wrong, or the help
        return exit_.code if isinstance(exit_.code, int) else 2
    try:
        return _COMMANDS[arguments.command](arguments)
    except OpenReleaseError as error:
        return report_failure(str(error), error.exit_code)
    except KeyboardInterrupt:
        return report_failure("interrupted", _INTERRUPTED_CODE)
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is reported as one
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
    """Return what one file is; a file that is not text gets a note, so that the others are still identified."""
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
