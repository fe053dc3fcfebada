"""Packaged YAML -> plain values. Packaged data is trusted, so the fast parser may read it."""

import marshal
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from openrelease.package_folder import PACKAGE_FOLDER

_FOLDER = PACKAGE_FOLDER / "catalog"


class _Parsed:
    """What packaged YAML was parsed to before, as bytes of `marshal` by the content; without it, all is parsed."""

    known: MutableMapping[bytes, bytes] | None = None


def remember_parsed(known: MutableMapping[bytes, bytes] | None) -> None:
    """Take from now on what packaged YAML means from a mapping, and add to it what it lacks."""
    _Parsed.known = known


def load_own_yaml(data: bytes) -> Any:
    """Parse packaged YAML, or take from memory what it was parsed to."""
    return recall_parsed(data, _parse_own_yaml)


def recall_parsed(data: bytes, parse: Callable[[bytes], Any]) -> Any:
    """Return the plain values that packaged data is parsed to, from memory where they are there."""
    if _Parsed.known is None:
        return parse(data)
    key = parse.__name__.encode() + b":" + data
    if key not in _Parsed.known:
        _Parsed.known[key] = marshal.dumps(parse(data))
    return marshal.loads(_Parsed.known[key])  # noqa: S302 - made by this program; each caller gets its own


def _parse_own_yaml(data: bytes) -> Any:
    """Parse with libyaml where PyYAML has it, which is ten times as fast."""
    import yaml  # noqa: PLC0415 - 25 ms, not paid by `--help`

    return yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader


def read_packaged(name: str) -> Any:
    """Read catalog/NAME.yaml."""
    return load_own_yaml(_FOLDER.joinpath(f"{name}.yaml").read_bytes())


def read_packaged_folder(name: str) -> Mapping[str, Any]:
    """Read every YAML file of a folder of catalog/, each by its name without the suffix."""
    return {entry.stem: load_own_yaml(entry.read_bytes()) for entry in _FOLDER.joinpath(name).glob("*.yaml")}
