"""Plain data -> typed values: decodes dataclasses and collects every mistake instead of the first.

Scalars arrive as strings, as the guarded loaders give them. Supported: str, bool, int, enums, optional,
tuples, mappings, frozen dataclasses, and `NewType`s of str whose allowed words are given in `words`.
"""

import difflib
import enum
import functools
import re
import types
import typing
from collections.abc import Collection, Mapping
from typing import Annotated, Any, TypeAlias

from openrelease.values import dataclass, field_names, is_dataclass, required_names

Path: TypeAlias = tuple[str | int, ...]
Words: TypeAlias = Mapping[object, Collection[str]]

MISSING = object()
"""Marks a value that could not be decoded; its mistake has the reason."""


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong at a path of keys and indexes, and what would be right; `missing` is the key that is absent."""

    path: Path
    message: str
    missing: str = ""


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """A value of the wanted type, or MISSING with the mistakes that prevent it."""

    value: Any
    mistakes: tuple[Mistake, ...] = ()


@functools.cache
def field_types(kind: type) -> Mapping[str, Any]:
    """The types of the fields of a dataclass; working them out anew for each value takes most of the time."""
    return typing.get_type_hints(kind)


@functools.cache
def field_descriptions(kind: type) -> Mapping[str, str]:
    """What the fields of a dataclass are for, by name: the text of each that is `Annotated[type, text]`."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if typing.get_origin(hint) is Annotated}


def decode_value(kind: Any, value: object, words: Words, path: Path = ()) -> Decoded:
    """Decode `value` as `kind`; the value is MISSING exactly when there are mistakes."""
    if is_dataclass(kind):
        return _decode_dataclass(kind, value, words, path)
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        inner = next(each for each in typing.get_args(kind) if each is not types.NoneType)
        return Decoded(value=None) if value is None else decode_value(inner, value, words, path)
    if typing.get_origin(kind) is tuple:
        return _decode_tuple(typing.get_args(kind)[0], value, words, path)
    if typing.get_origin(kind) is Mapping:
        return _decode_mapping(typing.get_args(kind), value, words, path)
    if not isinstance(value, str | bool | int):
        return _reject_value(path, f"{_describe_value(value)} where {_describe_type(kind)} is expected")
    return _decode_scalar(kind, value, words, path)


def suggest_word(word: str, allowed: Collection[str]) -> str:
    """A suggestion such as "; did you mean weights?", or the allowed words where none or several are."""
    close = difflib.get_close_matches(word.lower(), sorted(allowed), n=1, cutoff=0.6)
    likely = [each for each in sorted(allowed) if word.lower() in each] or close
    if 0 < len(likely) <= _LIKELY:
        return f"; did you mean {' or '.join(likely)}?"
    return f"; allowed: {', '.join(sorted(allowed))}" if allowed and len(allowed) <= _LISTED else ""


_LIKELY = 3  # more of them are no suggestion
_LISTED = 24  # a longer list of allowed words helps nobody


def unknown_keys(value: Mapping[str, object], allowed: Collection[str], path: Path) -> tuple[Mistake, ...]:
    """A mistake for each key that is not allowed."""
    return tuple(
        Mistake(path=(*path, key), message=f"unknown key {quote_short(key)}{suggest_word(key, allowed)}")
        for key in value
        if key not in allowed
    )


def find_key_line(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of a key, or of the nearest parent whose line is known; 1 where none is."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)


def quote_short(text: object) -> str:
    """A quoted word for a message, cut where it is long."""
    quoted = repr(str(text))
    return quoted if len(quoted) <= _LONG else f"{quoted[:_LONG]}…'"


_LONG = 60


def _decode_dataclass(kind: Any, value: object, words: Words, path: Path) -> Decoded:
    if not isinstance(value, Mapping):
        return _reject_value(path, f"{_describe_value(value)} where a mapping is expected")
    fields = field_names(kind)
    hints = field_types(kind)
    given = {name: decode_value(hints[name], value[name], words, (*path, name)) for name in fields if name in value}
    absent = tuple(
        Mistake(path=path, message=f"{name} is missing", missing=name)
        for name in required_names(kind)
        if name not in value
    )
    mistakes = (
        *unknown_keys(value, fields, path),
        *absent,
        *(mistake for decoded in given.values() for mistake in decoded.mistakes),
    )
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return Decoded(value=kind(**{name: decoded.value for name, decoded in given.items()}))


def _decode_tuple(inner: Any, value: object, words: Words, path: Path) -> Decoded:
    if not isinstance(value, list):
        return _reject_value(path, f"{_describe_value(value)} where a list is expected")
    items = [decode_value(inner, item, words, (*path, index)) for index, item in enumerate(value)]
    mistakes = tuple(mistake for item in items for mistake in item.mistakes)
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return Decoded(value=tuple(item.value for item in items))


def _decode_mapping(kinds: tuple[Any, ...], value: object, words: Words, path: Path) -> Decoded:
    if not isinstance(value, Mapping):
        return _reject_value(path, f"{_describe_value(value)} where a mapping is expected")
    key, inner = kinds
    keys = {name: decode_value(key, name, words, (*path, name)) for name in value}
    items = {name: decode_value(inner, item, words, (*path, name)) for name, item in value.items()}
    mistakes = tuple(mistake for each in (*keys.values(), *items.values()) for mistake in each.mistakes)
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return Decoded(value={name: decoded.value for name, decoded in items.items()})


def _decode_scalar(kind: Any, value: str | bool | int, words: Words, path: Path) -> Decoded:  # noqa: FBT001 - the value itself
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return _decode_word(str(value), {member.value: member for member in kind}, path)
    if kind in words:
        return Decoded(value=str(value)) if str(value) in words[kind] else _reject_word(str(value), words[kind], path)
    if kind is bool:
        return _decode_word(str(value).lower(), {"true": True, "false": False}, path)
    if kind is int:
        return _decode_integer(value, path)
    if not isinstance(value, str) or not value.strip():
        return _reject_value(path, f"{_describe_value(value)} where text is expected")
    return Decoded(value=value)


def _decode_word(word: str, allowed: Mapping[str, object], path: Path) -> Decoded:
    return Decoded(value=allowed[word]) if word in allowed else _reject_word(word, allowed, path)


def _reject_word(word: str, allowed: Collection[str], path: Path) -> Decoded:
    return _reject_value(path, f"{quote_short(word)} is not known{suggest_word(word, allowed)}")


def _decode_integer(value: str | bool | int, path: Path) -> Decoded:  # noqa: FBT001 - the value itself
    if not isinstance(value, bool) and re.fullmatch(r"[0-9]{1,9}", str(value)):
        return Decoded(value=int(value))
    return _reject_value(path, f"{quote_short(value)} where an integer is expected")


def _reject_value(path: Path, message: str) -> Decoded:
    return Decoded(value=MISSING, mistakes=(Mistake(path=path, message=message),))


def _describe_value(value: object) -> str:
    names = {type(None): "nothing", dict: "a mapping", list: "a list", bool: "true or false"}
    return names.get(type(value), "an empty text" if value == "" else "a single value")


def _describe_type(kind: Any) -> str:
    return {int: "a whole number", bool: "true or false"}.get(kind, "a single word or text")
