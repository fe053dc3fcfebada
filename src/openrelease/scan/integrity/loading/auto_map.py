"""WeightRelease -> the source that `auto_map` names, with all that it imports from beside itself.

https://huggingface.co/docs/transformers/custom_models. Source is parsed and never run.
"""

import ast
import warnings
from collections.abc import Iterator, Mapping

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.scan.integrity.release_paths import join_path
from openrelease.scan.integrity.weight_release import WeightRelease, compute_once
from openrelease.untrusted import Plain, decode_text
from openrelease.values import dataclass

CUSTOM_MODELS_URL = "https://huggingface.co/docs/transformers/custom_models"
MAX_MODULES = 200
_MAX_MODULE_BYTES = 1_048_576


@dataclass(frozen=True, kw_only=True)
class MissingModule:
    """A module `name` that the file at `path` needs."""

    path: str
    name: str


@dataclass(frozen=True, kw_only=True)
class UnreadModule:
    """A module that was not parsed: not Python, or (`malformed` is false) too large or not here."""

    path: str
    reason: str
    malformed: bool


@dataclass(frozen=True, kw_only=True)
class AutoMap:
    """The auto_map of a configuration: other repositories that it takes source from, and its own modules."""

    path: str
    repositories: tuple[str, ...]
    modules: tuple[str, ...]
    missing: tuple[MissingModule, ...]
    unread: tuple[UnreadModule, ...]


@compute_once
def read_auto_maps(release: WeightRelease) -> tuple[AutoMap, ...]:
    """Return each auto_map of a configuration that was read, with the modules that it leads to."""
    maps = ((path, value.get("auto_map")) for path, value in release.json.items())
    return tuple(
        _read_auto_map(release, path, auto)
        for path, auto in maps
        if isinstance(auto, dict) and not path.endswith(".index.json")
    )


def list_auto_map_classes(auto: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return every class that an auto_map names: a value is one, or a list of a slow and a fast tokenizer."""
    values = (value if isinstance(value, list) else [value] for value in auto.values())
    return tuple(dict.fromkeys(each for value in values for each in value if isinstance(each, str) and each))


def find_module_path(release: WeightRelease, folder: str, name: str) -> str | None:
    """Return the path of a Python module of a folder, None where it is not there."""
    base = join_path(folder, name.replace(".", "/"))
    return next((path for path in (f"{base}.py", f"{base}/__init__.py") if release.has_file(path)), None)


def _read_auto_map(release: WeightRelease, path: str, auto: Mapping[str, Plain]) -> AutoMap:
    named = list_auto_map_classes(auto)
    repositories = dict.fromkeys(each.partition("--")[0] for each in named if "--" in each)
    modules = tuple(dict.fromkeys(each.rpartition(".")[0] or each for each in named if "--" not in each))
    followed = tuple(_follow_imports(release, path, modules))
    return AutoMap(
        path=path,
        repositories=tuple(repositories),
        modules=modules,
        missing=tuple(each for each in followed if isinstance(each, MissingModule)),
        unread=tuple(each for each in followed if isinstance(each, UnreadModule)),
    )


def _follow_imports(
    release: WeightRelease, path: str, names: tuple[str, ...]
) -> Iterator[MissingModule | UnreadModule]:
    """Look for each module, then for those that it imports from its own package."""
    folder = path.rpartition("/")[0]
    waiting = [(path, folder, name) for name in names]
    seen: set[str] = set()
    while waiting and len(seen) < MAX_MODULES:
        importer, within, name = waiting.pop(0)
        place = find_module_path(release, within, name)
        if place is None:
            yield MissingModule(path=importer, name=name)
        elif place not in seen:
            seen.add(place)
            found = _read_relative_imports(release, place)
            if isinstance(found, UnreadModule):
                yield found
            else:
                waiting += [(place, base, each) for base, each in found]


def _read_relative_imports(release: WeightRelease, path: str) -> tuple[tuple[str, str], ...] | UnreadModule:
    """Return the modules that relative imports name, each with the folder that it is looked for in."""
    try:
        tree = _parse_python(_read_source(release, path))
    except UnreadableError as error:
        return UnreadModule(path=path, reason=error.reason, malformed=False)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError, UntrustedInputError):
        return UnreadModule(path=path, reason="is named by auto_map and is not valid Python", malformed=True)
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level)
    return tuple(dict.fromkeys(each for node in nodes for each in _resolve_import(release, path, node)))


def _read_source(release: WeightRelease, path: str) -> str:
    data = release.snapshot.read(path, _MAX_MODULE_BYTES + 1)
    if len(data) > _MAX_MODULE_BYTES:
        raise UnreadableError(path, f"is larger than {_MAX_MODULE_BYTES:,} bytes")
    return decode_text(data)


def _parse_python(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in the source of a release are not ours to report
        return ast.parse(text)


def _resolve_import(release: WeightRelease, path: str, node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    """Yield what one import names: a module, or names that may be modules of the package themselves."""
    parts = path.split("/")
    if node.level > len(parts):  # above the release, so not a part of it
        return
    folder = "/".join(parts[: -node.level])
    names = (f"{node.module}.{alias.name}" if node.module else alias.name for alias in node.names)
    inner = [name for name in names if find_module_path(release, folder, name)]
    if node.module and (not inner or find_module_path(release, folder, node.module)):
        yield folder, node.module  # a folder of modules needs no __init__.py
    yield from ((folder, name) for name in inner)
