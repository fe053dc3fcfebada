"""The file that an earlier step wrote in the folder of the action -> its content."""

from collections.abc import Mapping
from pathlib import Path

from openrelease.github_action.action_inputs import Environment
from openrelease.untrusted import load_json


def read_handover(environment: Environment) -> Mapping[str, object]:
    """Return the content of the file whose path an earlier step set as an output."""
    note = load_json(Path(environment.get("OPENRELEASE_NOTE", "")).read_bytes())
    return note if isinstance(note, Mapping) else {}


def read_fetched_file(file: str, limit: int) -> Mapping[str, object]:
    """Return what a fetching step wrote to a file of at most `limit` bytes, empty where that is no mapping.

    Raises `OSError`, and `UntrustedInputError` for a file that is too long or no JSON.
    """
    with Path(file).open("rb") as stream:
        value = load_json(stream.read(limit + 1), limit=limit)
    return value if isinstance(value, Mapping) else {}
