"""Arguments of `openrelease policies` -> exit code: list built-in policies, validate files, print the schema."""

import argparse
from collections.abc import Sequence

from openrelease.cli.output import report_failure, write_output
from openrelease.cli.policy_sources import read_policy_file
from openrelease.errors import OpenReleaseError
from openrelease.manual.policy_difference import describe_difference
from openrelease.manual.render_page import render_policy_line, render_policy_table
from openrelease.policies.builtin_policies import builtin_ids, load_builtin, load_policy, parse_policy
from openrelease.policies.policy_schema import policy_schema
from openrelease.reports.shared.escape import escape_terminal, json_text


def run_policies(arguments: argparse.Namespace) -> int:
    """List the built-in policies; validate files, print the schema, or what one policy asks beyond another."""
    if arguments.diff:
        return _print_difference(arguments.diff)
    if arguments.check:
        return max(map(_check_file, arguments.check))
    known = {name: load_builtin(name) for name in builtin_ids()}
    write_output(json_text(policy_schema()) if arguments.schema else render_policy_table(known), None)
    return 0


def _print_difference(names: Sequence[str]) -> int:
    try:
        first, second = (load_policy(name, read_policy_file) for name in names)
    except OpenReleaseError as error:
        return report_failure(str(error), error.exit_code)
    write_output("".join(f"{escape_terminal(line)}\n" for line in describe_difference(first, second)), None)
    return 0


def _check_file(file: str) -> int:
    """Print that a policy file is valid, or every mistake in it."""
    try:
        parsed = parse_policy(read_policy_file(file), file, read_policy_file)
    except OpenReleaseError as error:
        return report_failure(str(error), error.exit_code)
    write_output(f"{file}: valid: {render_policy_line(parsed)}", None)
    return 0
