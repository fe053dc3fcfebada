"""Lines -> the numbers and bullets that they begin with, which the matching guidelines ignore."""

import re

BULLET_LINE = re.compile(
    r"^[ \t>#*/;%|.=+_-]{0,40}(\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,5})(?:[.):]|\.\))|"
    r"\d{1,2}(?:\.\d{1,2}){1,3})(?=[*_\\]{0,3}\s+\S)",
    re.IGNORECASE,
)
"""A line that begins with a number, a letter or a Roman number; the group is that beginning."""

ENUMERATOR = re.compile(r"\d{1,2}|[a-z]|[ivx]{1,5}")
"""A word that may be such a bullet."""


def blank_bullets(line: str) -> str:
    """Return the line with its bullet blanked."""
    found = BULLET_LINE.match(line)
    return line if found is None else line[: found.start(1)] + " " * len(found[1]) + line[found.end(1) :]
