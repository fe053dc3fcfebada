"""Targets and results <-> lines of JSON. What is read may come from another machine: it is validated."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from openrelease.errors import UntrustedInputError, UsageError
from openrelease.model import SURVEY_SCHEMA
from openrelease.reports.json_report import encode_value
from openrelease.reports.read_json_report import decode_value
from openrelease.reports.shared.escape import json_line
from openrelease.untrusted import load_json

ValueT = TypeVar("ValueT")

LINE_LIMIT = 4_194_304
"""Bytes of one line that is read; a result with 1,000 models has a tenth of that."""


def write_line(value: object) -> str:
    """Return a target, a result or a survey as one line; nested values that are empty are left out."""
    return json_line({key: _drop_empty(item) for key, item in encode_value(value).items()})


def _drop_empty(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _drop_empty(item) for key, item in value.items() if item not in (None, "", [], {})}
    return [_drop_empty(item) for item in value] if isinstance(value, list) else value


def read_line(line: bytes, kind: type[ValueT]) -> ValueT:
    """Return the value that a line holds; raises `UntrustedInputError` for anything else."""
    data = load_json(line, limit=LINE_LIMIT)
    if not isinstance(data, dict) or data.get("schema") != SURVEY_SCHEMA:
        raise UntrustedInputError(f"not a line of schema {SURVEY_SCHEMA}")
    value: ValueT = decode_value(kind, data, kind.__name__.lower())
    return value


def read_lines(path: Path, kind: type[ValueT]) -> Iterator[ValueT]:
    """Read a file of lines; raises `UsageError` with the number of a line that is not valid."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LINE_LIMIT + 1), b""), start=1):
                yield read_numbered_line(line, kind, f"{path}:{number}")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def read_numbered_line(line: bytes, kind: type[ValueT], place: str) -> ValueT:
    """Return the value of a line; raises `UsageError` with its place where it is not valid."""
    try:
        return read_line(line, kind)
    except UntrustedInputError as error:
        raise UsageError(f"{place}: {error.reason}") from error


def read_identifier(line: bytes) -> str | None:
    """Return the target of a complete line, without decoding the rest of it; None for any other line."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    found = value.get("target") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None
