"""Mistakes in a policy file -> lines of text: file, line, requirement, key, what is wrong."""

from collections.abc import Mapping

from openrelease.policies.decode_options import Mistake, Path


def format_mistake(label: str, value: object, lines: Mapping[Path, int], mistake: Mistake) -> str:
    """One mistake as `file:line: requirement: key: what is wrong`."""
    line = next((lines[key] for key in _parent_paths(mistake.path) if key in lines), 1)
    where = ": ".join(filter(None, (_requirement_name(value, mistake.path), _format_key(mistake.path))))
    return f"{label}:{line}: {f'{where}: ' if where else ''}{mistake.message}"


def _parent_paths(path: Path) -> tuple[Path, ...]:
    """The path itself, then its parents: a missing key is reported at the line of its parent."""
    return tuple(path[:end] for end in range(len(path), 0, -1))


def _requirement_name(value: object, path: Path) -> str:
    """The id of the requirement that contains a path, or its number."""
    if path[:1] != ("requirements",) or len(path) < 2 or not isinstance(value, Mapping):  # noqa: PLR2004 - key and index
        return ""
    item = value["requirements"][path[1]]
    name = item.get("id") if isinstance(item, Mapping) else None
    return str(name) if isinstance(name, str) else f"requirement {int(path[1]) + 1}"


def _format_key(path: Path) -> str:
    keys = path[2:] if path[:1] == ("requirements",) else path
    return ".".join(key for key in keys if isinstance(key, str))
