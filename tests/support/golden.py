"""Texts that a person has read, kept as files; UPDATE_GOLDEN=1 writes them anew, to be read again."""

from __future__ import annotations

import os
from pathlib import Path

from openrelease import __version__

_FOLDER = Path(__file__).resolve().parents[1] / "golden"


def check_golden(name: str, text: str) -> None:
    """The text is that of the golden file, but for our version."""
    path = _FOLDER / name
    told = text.replace(__version__, "VERSION")
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(told, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == told
