"""The keys of the JSON report -> docs/report.schema.json (https://json-schema.org/draft/2020-12)."""

import dataclasses
import enum
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeAlias

from openrelease.model import Permissive, Report
from openrelease.reports.report_keys import FORMAT, KEYS, OPTIONS, PERMISSIVE
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.escape import json_text

Data: TypeAlias = dict[str, Any]

_STRINGS = {"type": "array", "items": {"type": "string"}}
_SCALARS = {str: "string", int: "integer", bool: "boolean", float: "number"}


def page() -> str:
    """The schema of a report of format 1. It allows additional keys: additions do not raise the format."""
    report = _object_schema(Report)
    added = {
        "format": {"const": FORMAT},
        "tool": {"type": "object", "required": ["name", "version"]},
        "crosswalk": {"type": "object", "description": "The outcome of each component for each policy."},
        "comparison": _schema_of(Comparison),
        "left_out": {
            "type": "object",
            "description": "Entries that did not fit into the size of a report, by the key of their list.",
            "additionalProperties": {"type": "integer"},
        },
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A report of openrelease, format {FORMAT}",
        **report,
        "properties": {**report["properties"], **added},
        "required": sorted([*report["required"], "format", "tool"]),
        "$defs": {kind.__name__: _object_schema(kind) for kind in _reached_types()},
    }
    return json_text(schema)


def _reached_types() -> list[Any]:
    """Every dataclass that has an entry of its own, in the order in which the report reaches them."""
    reached: dict[Any, None] = {}
    waiting: list[Any] = [Report, Comparison]
    while waiting:
        kind = waiting.pop(0)
        inner = typing.get_args(kind) or ([kind] if dataclasses.is_dataclass(kind) else [])
        for each in inner:
            if dataclasses.is_dataclass(each) and each not in reached:
                reached[each] = None
                waiting += [_type_at(each, path) for path in _keys_of(each).values() if path != OPTIONS]
            elif typing.get_args(each):
                waiting.append(each)
    return [kind for kind in reached if kind is not Report]


def _keys_of(kind: Any) -> Mapping[str, str]:
    return KEYS.get(kind) or {field.name: field.name for field in dataclasses.fields(kind)}


def _object_schema(kind: Any) -> Data:
    keys = _keys_of(kind)
    return {
        "type": "object",
        "properties": {
            key.removesuffix("?"): _STRINGS if path == OPTIONS else _schema_of(_type_at(kind, path))
            for key, path in keys.items()
        },
        "required": sorted(key for key in keys if not key.endswith("?")),
    }


def _type_at(kind: Any, path: str) -> Any:
    """The type of a field by its path of attributes."""
    for name in path.split("."):
        kind = typing.get_type_hints(_without_none(kind))[name]
    return kind


def _without_none(kind: Any) -> Any:
    return next((each for each in typing.get_args(kind) if each is not types.NoneType), kind)


def _schema_of(kind: Any) -> Data:
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return {"anyOf": [_schema_of(_without_none(kind)), {"type": "null"}]}
    if typing.get_origin(kind) in {tuple, frozenset}:
        return {"type": "array", "items": _schema_of(typing.get_args(kind)[0])}
    if typing.get_origin(kind) is Mapping:
        return {"type": "object", "additionalProperties": _schema_of(typing.get_args(kind)[1])}
    if dataclasses.is_dataclass(kind):
        return {"$ref": f"#/$defs/{typing.cast('type', kind).__name__}"}
    return _scalar_schema(kind)


def _scalar_schema(kind: Any) -> Data:
    if kind is Permissive:
        return {"enum": [*PERMISSIVE.values()]}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    return {"type": _SCALARS[kind]}
