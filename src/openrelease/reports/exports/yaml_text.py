"""Plain values -> YAML text in block style, every text in double quotes: no word is read as anything else."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Plain: TypeAlias = "Mapping[str, Plain] | Sequence[Plain] | str | int | bool | None"


def yaml_text(value: Mapping[str, Plain]) -> str:
    """The same value gives the same bytes; keys are plain words and keep their order."""
    return "".join(f"{line}\n" for line in _format_mapping(value, ""))


def _format_mapping(value: Mapping[str, Plain], indent: str) -> Iterator[str]:
    for key, item in value.items():
        if isinstance(item, Mapping) and item:
            yield f"{indent}{key}:"
            yield from _format_mapping(item, f"{indent}  ")
        elif isinstance(item, Sequence) and not isinstance(item, str) and item:
            yield f"{indent}{key}:"
            yield from _format_items(item, f"{indent}  ")
        else:
            yield f"{indent}{key}: {json.dumps(item)}"


def _format_items(value: Sequence[Plain], indent: str) -> Iterator[str]:
    for item in value:
        if isinstance(item, Mapping) and item:
            first, *rest = _format_mapping(item, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{indent}- {json.dumps(item)}"
