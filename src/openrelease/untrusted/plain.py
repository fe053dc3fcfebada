"""What all loaders share: the plain values they give, and the small guards they apply."""

import bisect
import re
from typing import TypeAlias

from openrelease.errors import InputLimitError, UntrustedInputError

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"
"""A decoded value. Strings may hold lone surrogates (an escape can name one): escape before writing."""

FOREIGN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)
"""What decoders were seen to raise on hostile input beside their own errors (RecursionError is in it)."""

_BREAK = re.compile(r"\r\n?|\n")
_QUOTE = 40  # characters of the input that a reason may quote
_REASON = 160  # characters of a decoder's own message that we pass on


def check_length(data: bytes, limit: int) -> bytes:
    """Give `data` back, or refuse it when it is longer than `limit` bytes."""
    if len(data) > limit:
        raise InputLimitError(f"is longer than {limit:,} bytes")
    return data


def decode_utf8(data: bytes) -> str:
    """Decode strict UTF-8; one byte order mark at its start is dropped."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = line_of(data.decode("latin-1"), error.start)
        raise UntrustedInputError("is not UTF-8", line) from error


def line_starts(text: str) -> tuple[int, ...]:
    r"""List where each line begins, as editors count: \n, \r\n and \r end lines, nothing else does."""
    return (0, *(match.end() for match in _BREAK.finditer(text)))


def line_at(starts: tuple[int, ...], index: int) -> int:
    """Give the line (from 1) of the character at `index`."""
    return bisect.bisect_right(starts, index)


def line_of(text: str, index: int) -> int:
    """Give the line (from 1) of one character, without a list of all lines: 32 MB may be line ends alone."""
    pairs = text.count("\r\n", 0, index + 1)
    return text.count("\n", 0, index) + text.count("\r", 0, index) - pairs + 1


def quote_ascii(text: str) -> str:
    """Quote a short part of the input for a message, in printable ASCII."""
    return ascii(text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…")


def shorten_message(message: str) -> str:
    """Put a decoder's own message on one printable, short line: it may quote the input."""
    plain = "".join(char if char.isprintable() else " " for char in message[:_REASON])
    return " ".join(plain.split())


def check_depth(value: Plain, depth: int) -> None:
    """Refuse a value with more than `depth` containers inside each other; never recurses."""
    level = [value]
    for _ in range(depth):
        level = [inner for outer in level for inner in _child_containers(outer)]
        if not level:
            return
    raise InputLimitError(f"is nested deeper than {depth} levels")


def _child_containers(value: Plain) -> list[Plain]:
    """List the lists and mappings directly inside; a scalar has none."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in children if isinstance(child, (dict, list))]
