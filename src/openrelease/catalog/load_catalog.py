"""catalog/*.yaml -> Catalog; a mistake in packaged data is a bug and raises as it comes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from openrelease.catalog.build_rules import build_rule, build_rules, read_words
from openrelease.catalog.catalog_entries import (
    Catalog,
    HubId,
    KindSignal,
    Library,
    LicenseFileRule,
    LineagePhrases,
    NamedPattern,
    Topic,
    UrlKind,
)
from openrelease.catalog.load_components import load_components
from openrelease.catalog.packaged_yaml import read_packaged
from openrelease.catalog.patterns import Pattern, build_pattern
from openrelease.package_folder import PACKAGE_FOLDER
from openrelease.values import replace

T = TypeVar("T")


@cache
def load_catalog() -> Catalog:
    """Load everything that the scan looks for; patterns are compiled when they are first searched."""
    prose, phrases = read_packaged("prose"), read_packaged("lineage_phrases")
    return Catalog(
        rules=load_components(),
        url_kinds=_load_list("url_kinds", UrlKind),
        ids=_load_list("hub_ids", HubId),
        topics=_load_list("topics", Topic),
        kinds=_load_list("repository_kinds", KindSignal),
        license_files=_load_list("license_files", LicenseFileRule),
        lineage_phrases=LineagePhrases(**{name: build_pattern(each, {}) for name, each in phrases.items()}),
        libraries=tuple(_add_model_types(_load_list("libraries", Library))),
        generic_words=frozenset(prose["generic_words"]),
        **_build_patterns(read_packaged("paths")),
        **_build_patterns(prose),
    )


def _load_list(name: str, type_: type[T]) -> tuple[T, ...]:
    """The rules of a file that holds one list, which is called as in the file."""
    data = read_packaged(name)
    (rules,) = (value for value in data.values() if isinstance(value, list))
    return build_rules(type_, rules, read_words(data))


def _build_patterns(entries: Mapping[str, Any]) -> dict[str, Pattern]:
    words = read_words(entries)
    named = (each for each in entries.items() if isinstance(each[1], dict) and "pattern" in each[1])
    return {name: build_rule(NamedPattern, entry, words).pattern for name, entry in named}


def _add_model_types(libraries: Iterable[Library]) -> Iterator[Library]:
    """Add the model types that each library implements."""
    known = json.loads(PACKAGE_FOLDER.joinpath("data", "model_types.json").read_bytes())
    for library in libraries:
        types = known.get(library.name, {}).get("model_types", ())
        yield replace(library, model_types=frozenset(types))
