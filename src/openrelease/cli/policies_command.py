"""Arguments of `openrelease policies` -> exit code: list built-in policies, validate files, print the schema."""

import argparse
from functools import partial

from openrelease.cli.open_target import MAX_FILE_BYTES, read_user_file
from openrelease.cli.output import report_failure, write_output
from openrelease.errors import OpenReleaseError


def run_policies(arguments: argparse.Namespace) -> int:
    """List the built-in policies; with `--check` validate files, with `--schema` print the schema."""
    if arguments.check:
        return max(map(_check_file, arguments.check))
    write_output(_render_schema() if arguments.schema else _render_table(), None)
    return 0


def _render_table() -> str:
    from openrelease.manual.render_page import render_policy_table  # noqa: PLC0415 - same
    from openrelease.policies import builtin_policies as known  # noqa: PLC0415 - keeps --help fast

    return render_policy_table({name: known.load_builtin(name) for name in known.builtin_ids()})


def _render_schema() -> str:
    from openrelease.policies.policy_schema import policy_schema  # noqa: PLC0415 - keeps --help fast
    from openrelease.reports.shared.escape import json_text  # noqa: PLC0415 - same

    return json_text(policy_schema())


def _check_file(file: str) -> int:
    """Print that a policy file is valid, or every mistake in it."""
    from openrelease.manual.render_page import render_policy_line  # noqa: PLC0415 - same
    from openrelease.policies.builtin_policies import parse_policy  # noqa: PLC0415 - keeps --help fast

    read = partial(read_user_file, limit=MAX_FILE_BYTES)
    try:
        parsed = parse_policy(read(file), file, read)
    except OpenReleaseError as error:
        return report_failure(str(error), error.exit_code)
    write_output(f"{file}: valid: {render_policy_line(parsed)}", None)
    return 0
