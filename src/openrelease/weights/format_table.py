"""The table of weight formats: every module of `formats` has a `FORMAT`, and every other list comes from there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from openrelease.plugin_modules import import_modules
from openrelease.weights.weight_format import FileNames, SuffixKind, WeightFormat


@cache
def load_formats() -> Mapping[str, WeightFormat]:
    """Import the modules of `formats`, and return their formats by id, sorted."""
    found = (module.FORMAT for module in import_modules(f"{__package__}.formats").values())
    return {each.id: each for each in sorted(found, key=lambda each: each.id)}


@cache
def _load_formats_by_any_id() -> Mapping[str, WeightFormat]:
    return {name: each for each in load_formats().values() for name in each.ids}


def find_format(name: str) -> WeightFormat | None:
    """Return the format that has this id, or a variant of this id."""
    return _load_formats_by_any_id().get(name)


@cache
def list_names() -> tuple[tuple[WeightFormat, FileNames], ...]:
    """Return every group of file names with its format."""
    return tuple((each, names) for each in load_formats().values() for names in each.names)


def find_names(path: str, wanted: Callable[[FileNames], bool]) -> WeightFormat | None:
    """Return the first format that has a wanted group of names with the lower-case path among them."""
    return next((each for each, names in list_names() if wanted(names) and names.match(path)), None)


@cache
def list_suffixes(kind: SuffixKind = "all") -> tuple[str, ...]:
    """Return the suffixes of weight files, such as `.safetensors`: all, or those of one kind."""
    chosen = (names.suffixes for _, names in list_names() if names.is_kind(kind))
    return tuple(dict.fromkeys(suffix for suffixes in chosen for suffix in suffixes))


@cache
def suffix_pattern(kind: SuffixKind = "all") -> str:
    """Return a pattern of those suffixes, without the dot before them: `(?:safetensors|gguf)`."""
    return f"(?:{'|'.join(re.escape(suffix.removeprefix('.')) for suffix in list_suffixes(kind))})"
