"""JSON of another run -> Report and Comparison, by the keys of `report_keys`. The input is untrusted.

The workflow of a pull request from a fork belongs to whoever opened it. Only the types of format 1 pass, unknown
keys are ignored (additions do not raise the format), texts are truncated, and every renderer escapes them.
"""

import enum
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any

from openrelease.errors import UntrustedInputError
from openrelease.model import (
    Component,
    Evidence,
    Facts,
    Location,
    Permissive,
    Policy,
    Problem,
    Report,
    Requirement,
    Status,
    Subject,
)
from openrelease.reports.fit_json import MOST_BYTES
from openrelease.reports.report_keys import FORMAT, KEYS, OPTIONS, PERMISSIVE
from openrelease.reports.shared.comparison import Comparison
from openrelease.untrusted import load_json
from openrelease.values import dataclass, field_names, is_dataclass, replace, required_names

_TEXT = 2_000  # characters of one text that are kept
_MOST = 2**53  # of an integer, as in JSON


@dataclass(frozen=True, kw_only=True)
class _ComponentOptions:
    """The components of a requirement: all that a report needs of its options."""

    components: tuple[str, ...]


_NOT_IN_REPORT: Mapping[type, Mapping[str, Any]] = {
    Evidence: {"status": Status.IN_REPO},
    Facts: {"catalog": {}},
    Location: {"path": ""},
    Problem: {"affects": frozenset()},
    Policy: {"kinds": (), "requirements": ()},
    Requirement: {"why": ""},
    Subject: {"name": None, "revision": None, "kind_how": ""},
}
"""Fields without a default that the report does not hold, or may leave out."""


def read_json_report(data: bytes, catalog: Mapping[str, Component]) -> tuple[Report, Comparison | None]:
    """The report and its comparison; raises `UntrustedInputError` for what is not a report of format 1.

    `catalog` gives the order of the components, which JSON does not keep.
    """
    value = load_json(data, limit=MOST_BYTES)
    if not isinstance(value, dict) or value.get("format") != FORMAT or value["format"] is True:
        raise UntrustedInputError(f"not a report of format {FORMAT}")
    report: Report = decode_value(Report, value, "report")
    compared = value.get("comparison")
    comparison = None if compared is None else decode_value(Comparison, compared, "comparison")
    return _with_catalog(report, catalog), comparison


def _with_catalog(report: Report, catalog: Mapping[str, Component]) -> Report:
    releases = tuple(
        replace(each, facts=_order_components(each.facts, report.facts.subject, catalog)) for each in report.releases
    )
    facts = _order_components(report.facts, report.facts.subject, catalog)
    return replace(report, facts=facts, releases=releases)


def _order_components(facts: Facts, subject: Subject, catalog: Mapping[str, Component]) -> Facts:
    order = {id_: place for place, id_ in enumerate(catalog)}
    listed = sorted(facts.components.items(), key=lambda item: order.get(item[0], len(order)))
    named = replace(subject, kind=facts.subject.kind)
    return replace(facts, subject=named, components=dict(listed), catalog=catalog)


def decode_value(kind: Any, value: object, path: str) -> Any:
    """Return JSON data as a value of a type of `model`; raises `UntrustedInputError` with the path of the key."""
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        inner = next(each for each in typing.get_args(kind) if each is not types.NoneType)
        return None if value is None else decode_value(inner, value, path)
    if origin in {tuple, frozenset}:
        items = _expect(list, value, path)
        return origin(decode_value(typing.get_args(kind)[0], item, f"{path}.{n}") for n, item in enumerate(items))
    if origin is Mapping:
        entries = _expect(dict, value, path)
        inner = typing.get_args(kind)[1]
        return {key[:_TEXT]: decode_value(inner, item, f"{path}.{key[:40]}") for key, item in entries.items()}
    if is_dataclass(kind):
        return _decode_dataclass(kind, _expect(dict, value, path), path)
    return _decode_scalar(kind, value, path)


def _decode_dataclass(kind: Any, value: Mapping[str, object], path: str) -> Any:
    """Collect the fields by their paths of attributes, then build the inner dataclasses first."""
    keys = KEYS.get(kind) or {name: name for name in field_names(kind)}
    fields: dict[str, Any] = {}
    for key, attribute in keys.items():
        name = key.removesuffix("?")
        if (item := value.get(name)) is not None and not (item == "" and attribute.endswith("location.path")):
            *outer, last = attribute.split(".")
            into = functools.reduce(lambda inner, step: inner.setdefault(step, _Fields()), outer, fields)
            into[last] = _Raw(item, f"{path}.{name}")
    return _build(kind, fields, path)


class _Fields(dict[str, Any]):
    """The fields of an inner dataclass."""


@dataclass(frozen=True)
class _Raw:
    value: object
    path: str


def _build(kind: Any, fields: Mapping[str, Any], path: str) -> Any:
    made = {}
    hints = _field_types(kind)
    required = required_names(kind)
    for name in field_names(kind):
        given = fields.get(name)
        if given is not None:
            made[name] = _build_field(kind, name, hints[name], given, path)
        elif name in required:
            made[name] = _fill_field(kind, name, hints[name], path)
    return kind(**made)


def _build_field(kind: Any, name: str, hint: Any, given: Any, path: str) -> Any:
    if isinstance(given, _Fields):
        inner = next((each for each in typing.get_args(hint) if each is not types.NoneType), hint)
        return _build(inner, given, path) if given else None
    if kind is Requirement and name == OPTIONS.rpartition(".")[2]:
        return _ComponentOptions(components=decode_value(tuple[str, ...], given.value, given.path))
    return decode_value(hint, given.value, given.path)


def _fill_field(kind: Any, name: str, hint: Any, path: str) -> Any:
    if name in _NOT_IN_REPORT.get(kind, {}):
        return _NOT_IN_REPORT[kind][name]
    if hint is Location:
        return Location(path="")
    if types.NoneType in typing.get_args(hint):
        return None
    raise UntrustedInputError(f"not a report of format {FORMAT}: {path}: {name} is missing")


def _decode_scalar(kind: Any, value: object, path: str) -> Any:
    if kind is Permissive:
        known = {f"{word}": permissive for permissive, word in PERMISSIVE.items()}
        return _choose(known, f"{value}" if isinstance(value, (str, bool)) else "", path)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return _choose({member.value: member for member in kind}, _expect(str, value, path), path)
    if kind is str:
        return _expect(str, value, path)[:_TEXT]
    if kind is float and isinstance(value, int):
        value = float(value)
    if kind is int and (isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _MOST):
        raise UntrustedInputError(f"not a report of format {FORMAT}: {path}: no number")
    return _expect(kind, value, path)


def _choose(known: Mapping[Any, Any], word: str, path: str) -> Any:
    if word not in known:
        raise UntrustedInputError(f"not a report of format {FORMAT}: {path}: unknown word")
    return known[word]


def _expect(kind: Any, value: object, path: str) -> Any:
    if not isinstance(value, kind):
        raise UntrustedInputError(f"not a report of format {FORMAT}: {path}: no {kind.__name__}")
    return value


@functools.cache
def _field_types(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)
