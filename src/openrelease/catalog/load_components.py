"""data/components.yaml -> Lookout: the patterns of release artifacts, compiled."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from openrelease.catalog.component_rules import (
    Catalog,
    Component,
    FileRule,
    IdPattern,
    KindSignal,
    Library,
    LicenseFileRule,
    LicensePhrases,
    LinkRule,
    Pattern,
    TableRule,
    TextRule,
    Topic,
    UrlKind,
)
from openrelease.catalog.packaged_yaml import load_own_yaml
from openrelease.model import Kind, Status

T = TypeVar("T")

_WORDS = (
    "documents",
    "cards",
    "data_cards",
    "license_documents",
    "use_policies",
    "not_documents",
    "not_license_files",
    "lists",
    "promised",
    "moved",
    "near",
    "speaks_for_all",
    "weight_folders",
    "aside",
    "foreign_sections",
    "placeholder",
)
_PATTERNS = frozenset(
    {
        "path",
        "not_path",
        "by_name",
        "url",
        "not_url",
        "label",
        "section",
        "not_section",
        "context",
        "not_context",
        "around",
    }
    | {"words", "not_words", "pattern", "not_pattern", "heading", "text"}
)
_READ: Mapping[str, Callable[[Any], Any]] = {
    "status": Status,
    "kind": Kind,
    "targets": frozenset,
    "where": frozenset,
    "keys": frozenset,
    "kinds": lambda ids: frozenset(map(Kind, ids)),
    "features": lambda groups: tuple(map(frozenset, groups)),
}


@cache
def load_catalog() -> Catalog:
    """Load what to look for; our own data, so that a mistake in it is a bug and raises as it comes."""
    data = load_own_yaml(files("openrelease").joinpath("data", "components.yaml").read_bytes())
    words = data["words"]
    return Catalog(
        components={id_: _read_component(id_, entry) for id_, entry in data["components"].items()},
        url_kinds=tuple(UrlKind(kind=e["kind"], pattern=_compile_pattern(e["pattern"])) for e in data["url_kinds"]),
        ids=tuple(IdPattern(kind=e["kind"], pattern=_compile_pattern(e["pattern"])) for e in data["ids"]),
        topics=tuple(_build_rule(Topic, entry) for entry in data["topics"]),
        kinds=tuple(_build_rule(KindSignal, entry) for entry in data["kinds"]),
        license_files=tuple(_build_rule(LicenseFileRule, entry) for entry in data["license_files"]),
        license_words=LicensePhrases(**{name: _compile_pattern(word) for name, word in words["licenses"].items()}),
        libraries=_read_libraries(data["libraries"]),
        parts={part: _compile_pattern(pattern) for part, pattern in words["parts"].items()},
        generic_words=frozenset(words["generic"]),
        **{name: _compile_pattern(words[name]) for name in _WORDS},
    )


def _read_libraries(entries: Iterable[Mapping[str, Any]]) -> tuple[Library, ...]:
    """The libraries, with the model types that each implements."""
    known = json.loads(files("openrelease").joinpath("data", "model_types.json").read_bytes())
    rows = ((_build_rule(Library, entry), known.get(entry["name"], {})) for entry in entries)
    return tuple(replace(row, model_types=frozenset(types.get("model_types", ()))) for row, types in rows)


def _read_component(id_: str, entry: Mapping[str, Any]) -> Component:
    return Component(
        id=id_,
        title=entry["title"],
        what=entry["what"],
        part=entry["part"],
        kinds=_READ["kinds"](entry.get("kinds", [kind.value for kind in Kind])),
        files=tuple(_build_rule(FileRule, rule) for rule in entry.get("files", ())),
        links=tuple(_build_rule(LinkRule, rule) for rule in entry.get("links", ())),
        tables=tuple(_build_rule(TableRule, rule) for rule in entry.get("tables", ())),
        text=tuple(_build_rule(TextRule, rule) for rule in entry.get("text", ())),
    )


def _build_rule(type_: type[T], entry: Mapping[str, Any]) -> T:
    values = {name: _convert_value(name, value) for name, value in entry.items()}
    wanted = {field.name for field in fields(type_) if field.default is MISSING}  # type: ignore[arg-type]
    if missing := wanted - values.keys():
        raise ValueError(f"components.yaml: {type_.__name__} {entry} lacks {', '.join(sorted(missing))}")
    return type_(**values)


def _convert_value(name: str, value: Any) -> Any:
    if name in _PATTERNS:
        return _compile_pattern(value) if value else None
    return _READ[name](value) if name in _READ else value


def _compile_pattern(pattern: str) -> Pattern:
    return re.compile(pattern, re.IGNORECASE)
