"""The type of a page of the manual."""

import re
from collections.abc import Mapping

from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class ManualPage:
    """What the manual says about one word; `sort` is what the word is, and `parts` are headings with their text.

    Parts without text are not printed.
    """

    sort: str
    name: str
    title: str
    parts: tuple[tuple[str, str], ...]


def format_files(files: Mapping[str, str | None]) -> str:
    """Return the files of an example, each path followed by its text; None stands for a file to remove."""
    return "\n".join(_format_file(path, text) for path, text in files.items())


def _format_file(path: str, text: str | None) -> str:
    lines = ("(remove this file)" if text is None else text).splitlines()
    return "\n".join((f"{path}:", *(f"  {line}".rstrip() for line in lines)))


def join_wrapped_lines(text: str) -> str:
    """Return text with the lines joined that the source broke; items and lines after a stop stay apart."""
    return re.sub(r"(?<![.:\n])\n *(?!- |\n)", " ", text)
