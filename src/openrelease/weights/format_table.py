"""The table of weight formats: every module of `formats` has a `FORMAT`, and every other list comes from there."""

import re
from collections.abc import Mapping
from functools import cache

from openrelease.plugin_modules import import_modules
from openrelease.weights.weight_format import FileNames, NameKind, Signature, WeightFormat


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
def list_signatures() -> tuple[tuple[WeightFormat, Signature], ...]:
    """Return every signature with its format, confident ones first; those of one format keep their order."""
    found = [(each, signature) for each in load_formats().values() for signature in each.signatures]
    return tuple(sorted(found, key=lambda pair: not pair[1].confident))


@cache
def list_names(kind: NameKind = "all") -> tuple[tuple[WeightFormat, FileNames], ...]:
    """Return the groups of file names of a kind, each with its format."""
    return tuple((each, names) for each in load_formats().values() for names in each.names if names.is_kind(kind))


def find_by_name(path: str, kind: NameKind) -> WeightFormat | None:
    """Return the first format with the lower-case path among its names of a kind."""
    return next((each for each, names in list_names(kind) if names.match(path)), None)


@cache
def list_suffixes(kind: NameKind = "all") -> tuple[str, ...]:
    """Return the suffixes of weight files, such as `.safetensors`: all, or those of a kind."""
    return tuple(dict.fromkeys(suffix for _, names in list_names(kind) for suffix in names.suffixes))


@cache
def suffix_pattern(kind: NameKind = "all") -> str:
    """Return a pattern of those suffixes, without the dot before them: `(?:safetensors|gguf)`."""
    return f"(?:{'|'.join(re.escape(suffix.removeprefix('.')) for suffix in list_suffixes(kind))})"
