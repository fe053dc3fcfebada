"""Data of a report -> JSON within a number of bytes: the ends of its longest lists are left out, and counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from openrelease.reports.shared.escape import json_text

MOST_BYTES = 8_388_608
"""Bytes of a JSON report; a later step of a workflow reads no longer one."""

LEFT_OUT = "left_out"
"""The key that counts the entries that were left out, by the key of their list; absent where there are none."""

_LENGTHS = (2_000, 500, 100, 20, 5)  # entries of a list that are kept, until the report fits
_WHOLE = frozenset({"verdicts", "requirements", "components", "ladders", "levels"})  # as long as the policies are
_LONGEST_TEXT = 2_000  # characters, as many as a reader of reports keeps


def fit_json(data: Mapping[str, Any], most: int = MOST_BYTES) -> str:
    """Return the data as JSON, with shorter lists and texts where it would be longer than `most` bytes."""
    for length in (None, *_LENGTHS):
        left: Counter[str] = Counter()
        cut = data if length is None else _cut_value(data, "", length, left)
        if length == _LENGTHS[-1] or _measure(cut) <= most:
            text = json_text({**cut, LEFT_OUT: dict(left)} if left else cut)
            if len(text) <= most:  # it is ASCII
                break
    return text


def _measure(value: Any) -> int:
    """Return the characters of all texts, fewer than JSON has: what is longer is not worth encoding."""
    if isinstance(value, dict):
        return sum(len(key) + _measure(item) for key, item in value.items())
    if isinstance(value, list):
        return sum(map(_measure, value))
    return len(value) if isinstance(value, str) else 1


def take_fitting(items: Sequence[Any], most: int = MOST_BYTES) -> Sequence[Any]:
    """Return the first items whose JSON has together at most `most` bytes."""
    ends = accumulate(len(json_text(item)) for item in items)
    return items[: sum(1 for end in ends if end <= most)]


def _cut_value(value: Any, key: str, length: int, left: Counter[str]) -> Any:
    """Return a value with at most `length` entries in each list; `left` counts the others by the key of the list."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_TEXT else f"{value[: _LONGEST_TEXT - 1]}…"
    if isinstance(value, dict):
        return {name: _cut_value(item, name, length, left) for name, item in value.items()}
    if isinstance(value, list):
        kept = value if key in _WHOLE else value[:length]
        if len(kept) < len(value):
            left[key] += len(value) - len(kept)
        return [_cut_value(item, key, length, left) for item in kept]
    return value
