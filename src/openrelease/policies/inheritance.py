"""Requirements as written, and those that they extend -> requirements with nothing left out."""

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from openrelease.model import Requirement
from openrelease.policies.decode_options import quote_short, suggest_word
from openrelease.values import replace

Written: TypeAlias = Mapping[str, object]
"""A requirement as a file has it."""


def complete_requirements(items: object, base: Mapping[str, Written]) -> Any:
    """Add to each requirement whose id the base knows the keys and options that it leaves out.

    Options are those of the base only while the check is, too. What is no requirement at all stays as it is.
    """
    if not isinstance(items, list):
        return items
    return [_complete_requirement(item, base) for item in items]


def _complete_requirement(item: object, base: Mapping[str, Written]) -> object:
    if not isinstance(item, Mapping) or not isinstance(item.get("id"), str) or item["id"] not in base:
        return item
    below = base[item["id"]]
    own, options = item.get("options", {}), below.get("options", {})
    if item.get("check", below["check"]) != below["check"]:
        return {**below, "options": {}, **item}
    if not isinstance(own, Mapping) or not isinstance(options, Mapping):
        return {**below, **item}
    return {**below, **item, "options": {**options, **own}}


def drop_requirements(base: tuple[Requirement, ...], ids: Collection[str]) -> tuple[Requirement, ...]:
    """The requirements without these ids, and without dependencies (`after`) on them."""
    kept = (each for each in base if each.id not in ids)
    return tuple(replace(each, after=None) if each.after in ids else each for each in kept)


def merge_requirements(base: tuple[Requirement, ...], own: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """The base's requirements first; one of the same id takes the place of the base's."""
    overriding = {each.id: each for each in own}
    names = {each.id for each in base}
    return (
        *(overriding.get(each.id, each) for each in base),
        *(each for each in own if each.id not in names),
    )


def check_after(id_: str, waits: Mapping[str, object]) -> str:
    """The error in a dependency (`after`), or "". `waits` maps each id to its dependency."""
    other = waits.get(id_)
    if isinstance(other, str) and other not in waits:
        return f"no requirement is named {quote_short(other)}{suggest_word(other, waits)}"
    return "`after` leads back to this requirement" if _is_circular(id_, waits) else ""


def _is_circular(id_: str, waits: Mapping[str, object]) -> bool:
    following: object = id_
    for _ in waits:
        following = waits.get(following) if isinstance(following, str) else None
    return isinstance(following, str)
