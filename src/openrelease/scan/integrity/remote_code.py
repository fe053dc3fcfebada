"""Release -> faults: source that `auto_map` names, with all that it imports from beside itself.

https://huggingface.co/docs/transformers/custom_models. Source is parsed and never run.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Fault, Severity
from openrelease.scan.integrity.weight_release import WeightRelease, join_path, make_fault
from openrelease.untrusted import Plain, decode_text

MOST_MODULES = 200
_LARGEST = 1_048_576  # bytes of one module
_ADD = "Add the module beside config.json, or remove it from auto_map if a library has the class."
_BRING = "Add that source to this release, so that it can be read, licensed and kept with the weights."


def find(release: WeightRelease) -> Iterator[Fault]:
    """Follow each `auto_map` of a config.json or tokenizer_config.json that was read."""
    for path, value in release.json.items():
        auto = value.get("auto_map")
        if isinstance(auto, dict) and not path.endswith(".index.json"):
            yield from _check_auto_map(release, path, auto)


def list_auto_map_classes(auto: Mapping[str, Plain]) -> tuple[str, ...]:
    """Every class that an auto_map names: a value is one, or a list of a slow and a fast tokenizer."""
    values = (value if isinstance(value, list) else [value] for value in auto.values())
    return tuple(dict.fromkeys(each for value in values for each in value if isinstance(each, str) and each))


def _check_auto_map(release: WeightRelease, path: str, auto: Mapping[str, Plain]) -> Iterator[Fault]:
    folder = path.rpartition("/")[0]
    named = list_auto_map_classes(auto)
    for repository in dict.fromkeys(each.partition("--")[0] for each in named if "--" in each):
        message = f"takes source from another repository, {repository[:100]}, which this release does not hold"
        yield make_fault("automap-remote", Severity.WARNING, path, message, _BRING)
    own = dict.fromkeys(each.rpartition(".")[0] or each for each in named if "--" not in each)
    if own:
        message = f"has source of its own to run ({', '.join(own)[:200]}), which libraries ask to trust"
        yield make_fault("remote-code", Severity.NOTE, path, message)
    yield from _follow_imports(release, path, folder, tuple(own))


def _follow_imports(release: WeightRelease, path: str, folder: str, names: tuple[str, ...]) -> Iterator[Fault]:
    """Look for each module, then for those that it imports from its own package."""
    waiting = [(path, folder, name) for name in names]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_MODULES:
        asker, within, name = waiting.pop(0)
        place = find_module_path(release, within, name)
        if place is None:
            message = f"needs {name.replace('.', '/')[:100]}.py, which is not there"
            yield make_fault("automap-module-missing", Severity.ERROR, asker, message, _ADD)
        elif place not in seen:
            seen.add(place)
            found = _read_relative_imports(release, place)
            if isinstance(found, Fault):
                yield found
            else:
                waiting += [(place, within, each) for within, each in found]


def find_module_path(release: WeightRelease, folder: str, name: str) -> str | None:
    """The path of a module of a folder, None where it is not there."""
    base = join_path(folder, name.replace(".", "/"))
    return next((path for path in (f"{base}.py", f"{base}/__init__.py") if release.has(path)), None)


def _read_relative_imports(release: WeightRelease, path: str) -> tuple[tuple[str, str], ...] | Fault:
    """The modules that relative imports of a module name, each with the folder that it is looked for in."""
    try:
        tree = _parse_python(_read_source(release, path))
    except UnreadableError as error:
        return make_fault("automap-unread", Severity.UNKNOWN, path, error.reason, _ADD)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError, UntrustedInputError):
        return make_fault("automap-malformed", Severity.ERROR, path, "is named by auto_map and is not Python", _ADD)
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level)
    return tuple(dict.fromkeys(each for node in nodes for each in _resolve_import(release, path, node)))


def _read_source(release: WeightRelease, path: str) -> str:
    data = release.snapshot.read(path, _LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError(path, f"is longer than {_LARGEST:,} bytes")
    return decode_text(data)


def _parse_python(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a stranger's invalid escapes are not our news
        return ast.parse(text)


def _resolve_import(release: WeightRelease, path: str, node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    """What one import names: a module, or names that may be modules of the package themselves."""
    parts = path.split("/")
    if node.level > len(parts):  # above the release; what is there is not its own
        return
    folder = "/".join(parts[: -node.level])
    names = (f"{node.module}.{alias.name}" if node.module else alias.name for alias in node.names)
    inner = [name for name in names if find_module_path(release, folder, name)]
    if node.module and (not inner or find_module_path(release, folder, node.module)):
        yield folder, node.module  # a folder of modules needs no __init__.py
    yield from ((folder, name) for name in inner)
