"""Text -> lines for a terminal: wrapped at its width, coloured where asked."""

import textwrap

from openrelease.values import dataclass

WIDTH = 96
"""Columns where there is no terminal."""

NARROWEST, WIDEST = 60, 200
RED, GREEN, YELLOW, BOLD = "31", "32", "33", "1"


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Where a report is shown: its width in columns, and whether ANSI colours are."""

    width: int = WIDTH
    colour: bool = False

    @property
    def columns(self) -> int:
        """The width within the bounds that a report can be read in."""
        return max(NARROWEST, min(self.width, WIDEST))

    def wrap(self, text: str, indent: int = 0, hanging: int | None = None) -> list[str]:
        """Lines that fit; longer words such as addresses are not broken. `hanging` indents all but the first."""
        return textwrap.wrap(
            text,
            self.columns,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent if hanging is None else hanging),
            break_long_words=False,
            break_on_hyphens=False,
        )

    def paint(self, text: str, code: str) -> str:
        """The text in an ANSI colour, unchanged where there are none."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def keep_end(text: str, room: int) -> str:
    """A path cut at its start, as its end says more."""
    return text if len(text) <= room else f"...{text[3 - room :]}"
