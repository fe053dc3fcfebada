"""A report on a subfolder -> the same report with every path relative to the root of the repository.

Annotations and links need that; the JSON report keeps the paths of the command line.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from openrelease.model import Document, Location, ReleaseFacts, ReleaseReport, Waiver
from openrelease.values import field_names, is_dataclass, replace

T = TypeVar("T")


def prefix_locations(value: T, folder: str) -> T:
    """Return `value` with `folder` ("" or ending in "/") before each path in it."""
    return cast("T", _prefix_every_path(value, folder)) if folder else value


def _prefix_own_path(value: object, folder: str) -> dict[str, object]:
    if isinstance(value, (ReleaseFacts, ReleaseReport)):
        return {"root": f"{folder}{value.root}".rstrip("/")}
    if isinstance(value, (Location, Document, Waiver)) and value.path is not None:
        return {"path": f"{folder}{value.path}"}
    return {}


def _prefix_every_path(value: object, folder: str) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        fields = {name: _prefix_every_path(getattr(value, name), folder) for name in field_names(value)}
        return replace(cast("Any", value), **(fields | _prefix_own_path(value, folder)))
    if isinstance(value, tuple):
        return tuple(_prefix_every_path(each, folder) for each in value)
    if isinstance(value, Mapping):
        return {key: _prefix_every_path(each, folder) for key, each in value.items()}
    return value
