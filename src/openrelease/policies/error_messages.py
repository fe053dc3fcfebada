"""Mistakes in a policy file -> lines of text: file, line, requirement, key, what is wrong."""

from collections.abc import Mapping

from openrelease.policies.decode_options import Mistake, Path, find_key_line


def format_mistake(label: str, value: object, lines: Mapping[Path, int], mistake: Mistake) -> str:
    """One mistake as `file:line: requirement: key: what is wrong`."""
    where = ": ".join(filter(None, (_requirement_name(value, mistake.path), _format_key(mistake.path))))
    return f"{label}:{find_key_line(mistake.path, lines)}: {f'{where}: ' if where else ''}{mistake.message}"


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
