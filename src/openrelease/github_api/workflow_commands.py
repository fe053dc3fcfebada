"""Values and text -> the log, outputs and summary of a step.

Outputs go through a file, never through a workflow command: repository content could forge a printed line.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#environment-files
"""

import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from openrelease.reports.shared.escape import escape_log, workflow_command

SUMMARY_LIMIT = 1024 * 1024
"""Bytes of a step's summary; the runner drops a longer one completely."""


def write_command(name: str, message: str) -> None:
    """Print one workflow command, such as an annotation without a location."""
    _write_stdout(f"{workflow_command(name, {} if name == 'debug' else {'title': 'openrelease'}, message)}\n")


def print_safely(text: str) -> None:
    """Print text of any number of lines with workflow commands disabled."""
    token = secrets.token_hex(16)
    stop, resume = workflow_command("stop-commands", {}, token), workflow_command(token, {}, "")
    _write_stdout(f"{stop}\n{escape_log(text).rstrip()}\n{resume}\n")


def write_annotations(commands: str) -> None:
    """Print the annotations of a report."""
    _write_stdout(commands)


def set_outputs(file: Path, values: Mapping[str, str]) -> None:
    """Append outputs; a random delimiter for each prevents a value from adding another output."""
    _append_file(file, "".join(_format_output(name, value) for name, value in values.items()))


def add_summary(file: Path, text: str) -> bool:
    """Append Markdown to the summary of the step; return False, writing nothing, where it would be too long."""
    before = file.stat().st_size if file.exists() else 0
    if before + len(_encode_text(text)) > SUMMARY_LIMIT:
        return False
    _append_file(file, text)
    return True


def _format_output(name: str, value: str) -> str:
    delimiter = f"end-{secrets.token_hex(16)}"
    return f"{name}<<{delimiter}\n{value}\n{delimiter}\n"


def _append_file(file: Path, text: str) -> None:
    with file.open("ab") as stream:
        stream.write(_encode_text(text))


def _write_stdout(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _encode_text(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate is legal JSON, and a legal file name
