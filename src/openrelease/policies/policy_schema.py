"""The types that a policy file is decoded by -> a JSON schema of it, for editors.

JSON Schema 2020-12, https://json-schema.org/draft/2020-12. What it accepts may still have mistakes between
requirements; `openrelease policies --check` reports those.
"""

import enum
import inspect
import re
import types
import typing
from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from openrelease.checks import CHECKS
from openrelease.policies.decode_options import field_descriptions, field_types
from openrelease.policies.policy_file import PolicyHeader, RequirementKeys
from openrelease.policies.vocabulary import allowed_words
from openrelease.values import is_dataclass, required_names

Data: TypeAlias = dict[str, Any]

_FEW = 400  # words of a closed list that an editor may offer; of a longer one any text passes
_BASE = frozenset({"id", "title", "version", "source"})


def policy_schema() -> Data:
    """The schema of a policy file. One that extends another may leave out what it does not change."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A definition of openness for openrelease",
        "type": "object",
        "properties": {
            **_properties_schema(PolicyHeader),
            "requirements": {
                "description": "The requirements; of an extended policy only the changes.",
                "type": "array",
                "items": {"$ref": "#/$defs/requirement"},
            },
        },
        "required": sorted(_BASE),
        "additionalProperties": False,
        "if": {"required": ["extends"]},
        "else": {
            "required": ["kinds", "requirements"],
            "properties": {"requirements": {"items": {"$ref": "#/$defs/whole"}, "minItems": 1}},
        },
        "$defs": {
            "requirement": _requirement_schema(),
            "whole": _complete_requirement(),
            **{f"options-{name}": _options_schema(name) for name in CHECKS},
        },
    }


def _requirement_schema() -> Data:
    """A requirement of which only `id` is certain: it may change one that is extended."""
    return {
        "type": "object",
        "properties": {
            **_properties_schema(RequirementKeys),
            "check": {"description": field_descriptions(RequirementKeys)["check"], "enum": [*CHECKS]},
            "options": {"description": "The options of the check type.", "type": "object"},
        },
        "required": ["id"],
        "additionalProperties": False,
        "allOf": [
            _when_check(name, {"properties": {"options": {"$ref": f"#/$defs/options-{name}"}}}) for name in CHECKS
        ],
    }


def _complete_requirement() -> Data:
    """A requirement that nothing is left out of."""
    needed = {name: _required_keys(module.Options) for name, module in CHECKS.items()}
    return {
        "$ref": "#/$defs/requirement",
        "required": _required_keys(RequirementKeys),
        "allOf": [
            _when_check(name, {"required": ["options"], "properties": {"options": {"required": keys}}})
            for name, keys in needed.items()
            if keys
        ],
    }


def _when_check(check: str, then: Data) -> Data:
    return {"if": {"properties": {"check": {"const": check}}, "required": ["check"]}, "then": then}


def _options_schema(check: str) -> Data:
    """The options of a check, each in the words of the check's own manual; none of them is required here."""
    module = CHECKS[check]
    properties = _properties_schema(module.Options, _parse_manual(module.__doc__ or ""))
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _parse_manual(docstring: str) -> Mapping[str, str]:
    """The descriptions of options in a module's docstring: "- `name`, `other` (required): …"."""
    text = inspect.cleandoc(docstring)
    points = re.findall(r"^- (`.*?)(?: \(required\))?: ((?:.|\n(?!\n|- |\S))*)", text, re.MULTILINE)
    return {name: " ".join(words_.split()) for names, words_ in points for name in re.findall(r"`(\w+)`", names)}


def _properties_schema(kind: Any, described: Mapping[str, str] | None = None) -> Data:
    """The keys of a mapping with their descriptions: those given, or those of the fields themselves."""
    texts = field_descriptions(kind) if described is None else described
    return {
        name: {**({"description": texts[name]} if name in texts else {}), **schema_of(hint)}
        for name, hint in field_types(kind).items()
    }


def _required_keys(kind: Any) -> list[str]:
    return [*required_names(kind)]


def schema_of(kind: Any) -> Data:
    """The schema of a value, by the type that it is decoded to; see `decode`."""
    if is_dataclass(kind):
        return {
            "type": "object",
            "properties": _properties_schema(kind),
            "required": _required_keys(kind),
            "additionalProperties": False,
        }
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        inner = next(each for each in typing.get_args(kind) if each is not types.NoneType)
        return {"anyOf": [schema_of(inner), {"type": "null"}]}
    if typing.get_origin(kind) is Mapping:
        key, inner = typing.get_args(kind)
        return {
            "type": "object",
            "propertyNames": {"enum": sorted(allowed_words()[key])},
            "additionalProperties": schema_of(inner),
        }
    if typing.get_origin(kind) is tuple:
        return {"type": "array", "items": schema_of(typing.get_args(kind)[0])}
    return _scalar_schema(kind)


def _scalar_schema(kind: Any) -> Data:
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    if kind in allowed_words():
        return _word_schema(allowed_words()[kind])
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        return {"type": "integer", "minimum": 0}
    return {"type": ["string", "number"]}  # `version: 1` is text here, and a number to an editor


def _word_schema(allowed: Collection[str]) -> Data:
    return {"enum": sorted(allowed)} if len(allowed) <= _FEW else {"type": "string", "minLength": 1}
