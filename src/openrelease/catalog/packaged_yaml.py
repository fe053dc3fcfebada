"""Packaged YAML -> plain values. Packaged data is trusted, so the fast parser may read it."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

_FOLDER = files("openrelease").joinpath("catalog")


def load_own_yaml(data: bytes) -> Any:
    """Parse packaged YAML, with libyaml where PyYAML has it, which is ten times as fast."""
    import yaml  # noqa: PLC0415 - 25 ms, not paid by `--help`

    return yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader


def read_packaged(name: str) -> Any:
    """Read catalog/NAME.yaml."""
    return load_own_yaml(_FOLDER.joinpath(f"{name}.yaml").read_bytes())


def read_packaged_folder(name: str) -> Mapping[str, Any]:
    """Read every YAML file of a folder of catalog/, each by its name without the suffix."""
    found = (entry for entry in _FOLDER.joinpath(name).iterdir() if entry.name.endswith(".yaml"))
    return {entry.name.removesuffix(".yaml"): load_own_yaml(entry.read_bytes()) for entry in found}
