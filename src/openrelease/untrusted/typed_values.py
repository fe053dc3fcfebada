"""Values of a mapping -> those of the expected types, and a clause about each of another type."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from openrelease.values import dataclass

Value = TypeVar("Value")

_NAMES = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a mapping"}


@dataclass(frozen=True, kw_only=True)
class TypedValues(Generic[Value]):
    """The values that can be used, and why the value of each other key cannot be."""

    values: Mapping[str, Value]
    unfit: Mapping[str, str]


def check_types(values: Mapping[str, Value], expected: Mapping[str, type]) -> TypedValues[Value]:
    """Return the values without those of another type than expected; a key that is not named may have any."""
    wrong = {
        key: f"{key} is {_NAMES.get(type(values[key]), 'another value')}, where {_NAMES[kind]} is expected"
        for key, kind in expected.items()
        if values.get(key) is not None and not isinstance(values[key], kind)
    }
    return TypedValues(values={key: value for key, value in values.items() if key not in wrong}, unfit=wrong)
