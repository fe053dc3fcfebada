"""Entries of YAML -> frozen rules: patterns are built, lists become sets, and a missing field is an error."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

from openrelease.catalog.component_rules import Example
from openrelease.catalog.patterns import Pattern, Words, build_pattern
from openrelease.model import Kind, Status
from openrelease.values import required_names
from openrelease.weights import suffix_pattern

T = TypeVar("T")

_CONVERT: Mapping[object, Callable[[Any], Any]] = {
    Status: Status,
    Kind: Kind,
    frozenset[Kind]: lambda ids: frozenset(map(Kind, ids)),
    frozenset[str]: frozenset,
    tuple[frozenset[str], ...]: lambda groups: tuple(map(frozenset, groups)),
    tuple[Example, ...]: tuple,
}
"""How a value is read, by the type of its field."""


def read_words(data: Mapping[str, Any]) -> Words:
    """Read the word lists of a file, which its patterns name as `{name}`, beside those that every file has."""
    return {**_weight_words(), **{name: tuple(words) for name, words in data.get("words", {}).items()}}


@cache
def _weight_words() -> Words:
    """Suffixes of weights: those that a link is known by, and those of files that may be something else."""
    return {
        "weight_suffix": (suffix_pattern("linked"),),
        "uncertain_weight_suffix": (suffix_pattern("uncertain"),),
    }


def build_rules(type_: type[T], entries: Iterable[Mapping[str, Any]], words: Words) -> tuple[T, ...]:
    """Build a rule of a type from each entry; raises ValueError for one that lacks a field."""
    return tuple(build_rule(type_, entry, words) for entry in entries)


def build_rule(type_: type[T], entry: Mapping[str, Any], words: Words) -> T:
    """Build one rule; raises ValueError where it lacks a field, TypeError where it has one too many."""
    types, required = _field_types(cast("Hashable", type_))
    if missing := required - entry.keys():
        raise ValueError(f"{type_.__name__} {entry} lacks {', '.join(sorted(missing))}")
    return type_(**{name: _convert_value(types.get(name), value, words) for name, value in entry.items()})


def _convert_value(type_: object, value: Any, words: Words) -> Any:
    if type_ in {Pattern, Pattern | None}:
        return build_pattern(value, words)
    return _CONVERT[type_](value) if type_ in _CONVERT else value


@cache
def _field_types(type_: Hashable) -> tuple[Mapping[str, object], frozenset[str]]:
    """The type of each field, and the fields without a default."""
    required = frozenset(required_names(type_))
    return get_type_hints(type_), required
