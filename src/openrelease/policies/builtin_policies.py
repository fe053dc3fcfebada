"""data/policies -> Policy: the definitions that come with the program, and those of files, by name."""

import functools
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from openrelease.catalog.packaged_yaml import recall_parsed
from openrelease.errors import PolicyError
from openrelease.model import Policy
from openrelease.package_folder import PACKAGE_FOLDER
from openrelease.policies.decode_options import quote_short, suggest_word
from openrelease.policies.policy_file import LoadedPolicy, parse_policy_file
from openrelease.untrusted import YamlDocument, load_yaml

_FOLDER = PACKAGE_FOLDER / "data" / "policies"

ALL = "all"
"""The name that selects all built-in policies."""

Read = Callable[[str], bytes]
"""How the file of a policy is read, by its path."""


def builtin_policies() -> Mapping[str, Policy]:
    """The built-in definitions of today by id."""
    return MappingProxyType({name: load_builtin(name) for name in builtin_ids() if "@" not in name})


@functools.cache
def builtin_ids() -> tuple[str, ...]:
    """The names of the built-in definitions, without reading them; an older version is named `id@version`."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def load_builtin(name: str) -> Policy:
    """One built-in definition; `name` is one of `builtin_ids()`."""
    return _load_builtin(name).policy


@functools.cache
def _load_builtin(name: str) -> LoadedPolicy:
    data = _FOLDER.joinpath(f"{name}.yaml").read_bytes()
    return parse_policy_file(
        data,
        origin="built-in",
        label=f"{name}.yaml",
        base=lambda other: _find_builtin(other, name),
        load=_load_packaged,
    )


def _load_packaged(data: bytes) -> YamlDocument:
    """Return the YAML of a built-in definition, from memory where it is there: without line numbers."""
    return YamlDocument(value=recall_parsed(data, _parse_guarded), lines={(): 1})


def _parse_guarded(data: bytes) -> Any:
    """Parse as the files of users are: a date stays a text."""
    return load_yaml(data).value


def is_policy_file(name: str) -> bool:
    """Does this name of a policy mean a file? Ids have neither slash nor suffix."""
    return "/" in name or "\\" in name or name.endswith((".yml", ".yaml"))


def expand_names(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once; for `all` the built-in definitions of today, and for a ladder its policies."""
    return tuple(dict.fromkeys(each for name in names for each in _expand_name(name)))


def _expand_name(name: str) -> tuple[str, ...]:
    if name == ALL:
        return tuple(builtin_policies())
    if name in builtin_ids() or is_policy_file(name):
        return (name,)
    return tuple(id_ for id_, each in builtin_policies().items() if each.ladder == name) or (name,)


def load_other_readings(policies: Iterable[Policy]) -> Mapping[str, Policy]:
    """The other readings of these policies by id; raises PolicyError for one that is not built in."""
    return {each.other_reading: _find_builtin(each.other_reading).policy for each in policies if each.other_reading}


def load_policy(name: str, read: Read) -> Policy:
    """A policy by its built-in id, or from the file of that path, whose bytes `read` gives.

    `id@version` names one version: that of today, or an older one that is kept. Raises PolicyError for what
    does not exist and for a file with mistakes, and whatever `read` raises.
    """
    return parse_policy(read(name), origin=name, read=read) if is_policy_file(name) else _find_builtin(name).policy


def parse_policy(data: bytes, origin: str, read: Read | None = None) -> Policy:
    """A policy from the bytes of a file; raises one PolicyError that lists every mistake with its line.

    It may extend a built-in definition and, where `read` is given, another file beside it.
    """
    return _parse_file(data, origin, read, (origin,)).policy


def _parse_file(data: bytes, origin: str, read: Read | None, chain: tuple[str, ...]) -> LoadedPolicy:
    parsed = parse_policy_file(
        data, origin=origin, label=origin, base=lambda name: _load_base(name, origin, read, chain)
    )
    if parsed.policy.id in builtin_ids():
        raise PolicyError(f"{origin}: id {parsed.policy.id} is taken by a built-in policy; choose another")
    return parsed


_LONGEST = 8  # files that extend one another; more of them nobody can follow


def _load_base(name: str, origin: str, read: Read | None, chain: tuple[str, ...]) -> LoadedPolicy:
    """What a file extends: a built-in definition, or another file by its path from this one's folder."""
    if not is_policy_file(name):
        return _find_builtin(name)
    path = _resolve_path(origin, name)
    if read is None or "@" in origin.rpartition("/")[2]:
        raise PolicyError(f"{quote_short(name)} is a file, and only built-in policies can be extended here")
    if path in chain or len(chain) >= _LONGEST:
        raise PolicyError(f"{quote_short(name)} is circular, or a chain of more than {_LONGEST} files")
    return _parse_file(read(path), path, read, (*chain, path))


def _resolve_path(origin: str, name: str) -> str:
    """A path from the folder of a file; one from the root, or with a drive, stays as it is."""
    if name.startswith("/") or name[1:2] == ":":
        return name
    parts: list[str] = []
    folder = origin.replace("\\", "/").rpartition("/")[0]
    for part in f"{folder}/{name}".split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return f"{'/' if origin.startswith('/') else ''}{'/'.join(parts)}"


def _find_builtin(name: str, besides: str = "") -> LoadedPolicy:
    """A built-in definition by its id, with or without version; `besides` is one that does not count."""
    names = tuple(each for each in builtin_ids() if each != besides)
    if name in names:
        return _load_builtin(name)
    id_, _, version = name.partition("@")
    if version and id_ in names:
        return _find_version(id_, version)
    today = (each for each in names if "@" not in each)
    raise PolicyError(f"no policy is named {quote_short(name)}{suggest_word(name, (*today, *_WORDS))}")


_WORDS = (ALL,)


def _find_version(id_: str, version: str) -> LoadedPolicy:
    today = _load_builtin(id_)
    if today.policy.version == version:
        return today
    older = (name.partition("@")[2] for name in builtin_ids() if name.startswith(f"{id_}@"))
    known = ", ".join((today.policy.version, *older))
    raise PolicyError(f"unknown version {quote_short(version)} of {id_}; available: {known}")
