"""Release -> faults: source that `auto_map` names, with all that it imports from beside itself.

https://huggingface.co/docs/transformers/custom_models. Source is parsed and never run.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Fault, Severity
from openrelease.scan.integrity.weight_release import Release, fault, join
from openrelease.untrusted import Plain, decode_text

MOST_MODULES = 200
_LARGEST = 1_048_576  # bytes of one module
_ADD = "Add the module beside config.json, or remove it from auto_map if a library has the class."
_BRING = "Add that source to this release, so that it can be read, licensed and kept with the weights."


def find(release: Release) -> Iterator[Fault]:
    """Follow each `auto_map` of a config.json or tokenizer_config.json that was read."""
    for path, value in release.json.items():
        auto = value.get("auto_map")
        if isinstance(auto, dict) and not path.endswith(".index.json"):
            yield from _auto_map(release, path, auto)


def classes(auto: Mapping[str, Plain]) -> tuple[str, ...]:
    """Every class that an auto_map names: a value is one, or a list of a slow and a fast tokenizer."""
    values = (value if isinstance(value, list) else [value] for value in auto.values())
    return tuple(dict.fromkeys(each for value in values for each in value if isinstance(each, str) and each))


def _auto_map(release: Release, path: str, auto: Mapping[str, Plain]) -> Iterator[Fault]:
    folder = path.rpartition("/")[0]
    named = classes(auto)
    for repository in dict.fromkeys(each.partition("--")[0] for each in named if "--" in each):
        message = (
            f"takes source from another repository, {repository[:100]}, which this release does not hold"
        )
        yield fault("automap-remote", Severity.WARNING, path, message, _BRING)
    own = dict.fromkeys(each.rpartition(".")[0] or each for each in named if "--" not in each)
    if own:
        message = f"has source of its own to run ({', '.join(own)[:200]}), which libraries ask to trust"
        yield fault("remote-code", Severity.NOTE, path, message)
    yield from _follow(release, path, folder, tuple(own))


def _follow(release: Release, path: str, folder: str, names: tuple[str, ...]) -> Iterator[Fault]:
    """Look for each module, then for those that it imports from its own package."""
    waiting = [(path, folder, name) for name in names]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_MODULES:
        asker, within, name = waiting.pop(0)
        place = place_of(release, within, name)
        if place is None:
            message = f"needs {name.replace('.', '/')[:100]}.py, which is not there"
            yield fault("automap-module-missing", Severity.ERROR, asker, message, _ADD)
        elif place not in seen:
            seen.add(place)
            found = _imports(release, place)
            if isinstance(found, Fault):
                yield found
            else:
                waiting += [(place, within, each) for within, each in found]


def place_of(release: Release, folder: str, name: str) -> str | None:
    """The path of a module of a folder, None where it is not there."""
    base = join(folder, name.replace(".", "/"))
    return next((path for path in (f"{base}.py", f"{base}/__init__.py") if release.has(path)), None)


def _imports(release: Release, path: str) -> tuple[tuple[str, str], ...] | Fault:
    """The modules that relative imports of a module name, each with the folder that it is looked for in."""
    try:
        tree = _tree(_text(release, path))
    except UnreadableError as error:
        return fault("automap-unread", Severity.UNKNOWN, path, error.reason, _ADD)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError, UntrustedInputError):
        return fault(
            "automap-malformed", Severity.ERROR, path, "is named by auto_map and is not Python", _ADD
        )
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level)
    return tuple(dict.fromkeys(each for node in nodes for each in _named(release, path, node)))


def _text(release: Release, path: str) -> str:
    data = release.snapshot.read(path, _LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError(path, f"is longer than {_LARGEST:,} bytes")
    return decode_text(data)


def _tree(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a stranger's invalid escapes are not our news
        return ast.parse(text)


def _named(release: Release, path: str, node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    """What one import names: a module, or names that may be modules of the package themselves."""
    parts = path.split("/")
    if node.level > len(parts):  # above the release; what is there is not its own
        return
    folder = "/".join(parts[: -node.level])
    names = (f"{node.module}.{alias.name}" if node.module else alias.name for alias in node.names)
    inner = [name for name in names if place_of(release, folder, name)]
    if node.module and (not inner or place_of(release, folder, node.module)):
        yield folder, node.module  # a folder of modules needs no __init__.py
    yield from ((folder, name) for name in inner)
