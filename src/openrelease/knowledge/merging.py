"""Requirements as written, and those that they extend -> requirements with nothing left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Written: TypeAlias = Mapping[str, object]
"""A requirement as a file has it."""


def completed(items: object, base: Mapping[str, Written]) -> Any:
    """Add to each requirement whose id the base knows the keys and options that it leaves out.

    Options are those of the base only while the check is, too. What is no requirement at all stays as it is.
    """
    if not isinstance(items, list):
        return items
    return [_completed(item, base) for item in items]


def _completed(item: object, base: Mapping[str, Written]) -> object:
    if not isinstance(item, Mapping) or not isinstance(item.get("id"), str) or item["id"] not in base:
        return item
    below = base[item["id"]]
    own, options = item.get("options", {}), below.get("options", {})
    if item.get("check", below["check"]) != below["check"]:
        return {**below, "options": {}, **item}
    if not isinstance(own, Mapping) or not isinstance(options, Mapping):
        return {**below, **item}
    return {**below, **item, "options": {**options, **own}}
