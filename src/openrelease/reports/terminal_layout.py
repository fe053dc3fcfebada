"""Text -> lines for a terminal: wrapped at a fixed width, coloured where asked."""

import textwrap

WIDTH = 96
RED, GREEN, YELLOW, BOLD = "31", "32", "33", "1"


def wrap_text(text: str, indent: int) -> list[str]:
    """Lines of at most WIDTH columns; longer words such as addresses are not broken."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def paint_text(text: str, code: str, *, colour: bool) -> str:
    """The text in an ANSI colour, unchanged where `colour` is false."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
