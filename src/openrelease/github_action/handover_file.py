"""A file that the step before has written -> what is to be published. It is ours, in a folder of our own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openrelease.github_action.action_inputs import Environment
from openrelease.untrusted import load_json


def read_handover(environment: Environment) -> Mapping[str, object]:
    """The note whose path the step before gave as an output."""
    note = load_json(Path(environment.get("OPENRELEASE_NOTE", "")).read_bytes())
    return note if isinstance(note, Mapping) else {}
