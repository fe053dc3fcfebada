"""Arguments of `openrelease policies` -> exit code: a list of them, a look at files, the schema."""

from __future__ import annotations

import argparse
from functools import partial

from openrelease.cli.open_target import LARGEST, file_bytes
from openrelease.cli.output import emit, failed
from openrelease.errors import OpenReleaseError


def policies(arguments: argparse.Namespace) -> int:
    """List the built-in definitions; with `--check` or `--schema` help those who write their own."""
    if arguments.check:
        return max(map(_looked_at, arguments.check))
    emit(_schema() if arguments.schema else _table(), None)
    return 0


def _table() -> str:
    from openrelease.manual.render_page import table_of  # noqa: PLC0415 - same
    from openrelease.policies import builtin_policies as known  # noqa: PLC0415 - not paid for by `--help`

    return table_of({name: known.builtin(name) for name in known.builtin_ids()})


def _schema() -> str:
    from openrelease.policies.policy_schema import policy_schema  # noqa: PLC0415 - not paid for by `--help`
    from openrelease.reports.shared.escape import json_text  # noqa: PLC0415 - same

    return json_text(policy_schema())


def _looked_at(file: str) -> int:
    """Tell that a file is right, or all that is wrong with it."""
    from openrelease.manual.render_page import line_of  # noqa: PLC0415 - same
    from openrelease.policies.builtin_policies import parse_policy  # noqa: PLC0415 - not paid for by `--help`

    read = partial(file_bytes, limit=LARGEST)
    try:
        parsed = parse_policy(read(file), file, read)
    except OpenReleaseError as error:
        return failed(str(error), error.exit_code)
    emit(f"{file}: right: {line_of(parsed)}", None)
    return 0
