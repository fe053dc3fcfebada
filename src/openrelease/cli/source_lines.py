"""Tree -> the line of a file that a finding is about."""

from functools import cache

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Location, Snapshot
from openrelease.reports.terminal_findings import ReadLine
from openrelease.untrusted.text import decode_text

_MOST_BYTES = 2**20  # of a file; a line beyond them is not quoted


def make_line_reader(snapshot: Snapshot) -> ReadLine:
    """Return a function that gives the text of a place, "" where it cannot be read; each file is read once."""

    @cache
    def read_lines(path: str) -> list[str]:
        try:
            return decode_text(snapshot.read(path, _MOST_BYTES)).split("\n")
        except (UnreadableError, UntrustedInputError):
            return []

    def read_line(place: Location) -> str:
        lines = read_lines(place.path)
        return lines[place.line - 1] if place.line and place.line <= len(lines) else ""

    return read_line
