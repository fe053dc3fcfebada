"""Bytes -> Plain: strict JSON, and TOML within the same bounds."""

import json
import math
import re
import sys
from collections.abc import Callable
from typing import Any

from openrelease.errors import InputLimitError, UntrustedInputError
from openrelease.untrusted.plain import (
    FOREIGN,
    Plain,
    check_depth,
    check_length,
    decode_utf8,
    line_of,
    quote_ascii,
    shorten_message,
)

MAX_DEPTH = 128
MAX_DIGITS = 100
MAX_PARTS = 1_200_000  # structural characters of JSON: about 250 MB of objects at the very worst
MAX_KEY_PARTS = 64

# Strings and comments are passed over; what remains to count are the dots of one key. Each alternative
# takes what it can and never gives back, and a string without an end reaches to the end of the text, a
# last lone backslash included: were one ever to fail there, every quote after it would scan as far again.
_TOML_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\\?\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*"
    r"|(?P<dot>\.)"
    r"|(?P<end>[=,\[\]{}\n])",
    re.DOTALL,
)
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def load_json(data: bytes, *, limit: int = 33_554_432) -> Plain:
    """Read strict JSON (RFC 8259) of at most `limit` bytes; numbers are int or float.

    Raises UntrustedInputError also for duplicate keys, NaN, Infinity, floats beyond double precision,
    integers of more than MAX_DIGITS digits, and for what is too deep or has too many parts.
    """
    text = decode_utf8(check_length(data, limit))
    if sum(text.count(char) for char in ",:[{") > MAX_PARTS:
        raise InputLimitError(f"has more than {MAX_PARTS:,} parts")
    value: Plain = _run_decoder(lambda: _JSON.decode(text), text, "JSON")
    check_depth(value, MAX_DEPTH)
    return value


def load_toml(data: bytes, *, limit: int = 1_048_576) -> Plain:
    """Read TOML 1.0 of at most `limit` bytes; the value is a dict.

    Dates and times become text as in RFC 3339, and so do floats that JSON cannot write (inf, nan).
    Raises UntrustedInputError for anything else.
    """
    text = decode_utf8(check_length(data, limit))
    _check_key_parts(text)
    value = _run_decoder(lambda: _toml_loads(text), text, "TOML")
    check_depth(value, MAX_DEPTH)
    return _without_dates(value)


def _run_decoder(decode: Callable[[], Any], text: str, notation: str) -> Any:
    """Call `decode`, and turn every error into ours."""
    try:
        return decode()
    except RecursionError as error:
        raise InputLimitError("is nested too deep") from error
    except json.JSONDecodeError as error:
        line = line_of(text, error.pos)
        raise UntrustedInputError(shorten_message(f"is not {notation}: {error.msg}"), line) from error
    except FOREIGN as error:
        found = _TOML_LINE.search(str(error))
        line_number = int(found[1]) if found else None
        raise UntrustedInputError(shorten_message(f"is not {notation}: {error}"), line_number) from error


def _unique_object(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    """Build an object, as long as no key comes twice: readers disagree on which one wins."""
    entries = dict(pairs)
    if len(entries) != len(pairs):
        keys = [key for key, _ in pairs]
        raise UntrustedInputError(f"has the key {quote_ascii(_first_repeated(keys))} twice")
    return entries


def _first_repeated(keys: list[str]) -> str:
    """Find the first key that was there before."""
    first = {key: index for index, key in reversed(list(enumerate(keys)))}
    return next(key for index, key in enumerate(keys) if first[key] != index)


def _refuse_constant(word: str) -> Plain:
    """NaN and Infinity are Python's own addition to JSON."""
    raise UntrustedInputError(f"holds {word}, which JSON does not have")


def _parse_integer(digits: str) -> int:
    """Read an integer that every later sum, format and message can hold."""
    if len(digits) > MAX_DIGITS:
        raise InputLimitError(f"holds a number of more than {MAX_DIGITS} digits")
    return int(digits)


def _parse_float(digits: str) -> float:
    """Read a finite float: 1e999 would silently become infinity."""
    if not math.isfinite(number := float(digits)):
        raise UntrustedInputError(f"holds the number {quote_ascii(digits)}, which is too large")
    return number


_JSON = json.JSONDecoder(
    object_pairs_hook=_unique_object,
    parse_constant=_refuse_constant,
    parse_int=_parse_integer,
    parse_float=_parse_float,
)


def _check_key_parts(text: str) -> None:
    """Refuse keys like a.a.a.…: tomllib needs time cubed in their length (20,000 parts: 6 seconds)."""
    dots = 0
    for token in _TOML_TOKEN.finditer(text):
        dots = 0 if token["end"] else dots + (token["dot"] is not None)
        if dots >= MAX_KEY_PARTS:
            line = line_of(text, token.start())
            raise InputLimitError(f"has a key of more than {MAX_KEY_PARTS} parts", line)


def _toml_loads(text: str) -> Any:
    """Call tomllib, or its twin before Python 3.11. Imported here: few runs meet TOML."""
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415 - see the docstring
    else:
        import tomli as tomllib  # noqa: PLC0415 - see the docstring
    return tomllib.loads(text, parse_float=_finite_or_text)


def _finite_or_text(digits: str) -> float | str:
    """Read a float that JSON can write, else keep its text."""
    number = float(digits)
    return number if math.isfinite(number) else digits


def _without_dates(value: Any) -> Plain:
    """Turn dates into text; the depth was checked before."""
    if isinstance(value, dict):
        return {key: _without_dates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_dates(inner) for inner in value]
    if isinstance(value, int) and value.bit_length() > 4 * MAX_DIGITS:
        raise InputLimitError(f"holds a number of more than {MAX_DIGITS} digits")
    return value if isinstance(value, (str, int, float)) else str(value.isoformat())
