"""data/policies -> Policy: definitions of openness from YAML, with every mistake named at once."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

from openrelease.checks import CHECKS
from openrelease.errors import PolicyError, UntrustedInputError
from openrelease.knowledge.decode import MISSING, Decoded, Mistake, Path, decode, near, short
from openrelease.knowledge.merging import Written, completed
from openrelease.knowledge.telling import told
from openrelease.knowledge.words import words
from openrelease.model import Kind, Level, Policy, Requirement
from openrelease.untrusted import load_yaml

_FOLDER = resources.files("openrelease").joinpath("data", "policies")


@dataclass(frozen=True, kw_only=True)
class _Header:
    """The keys of a policy file besides `requirements`; a file that extends another may leave some out."""

    id: str
    title: str
    version: str
    source: str
    kinds: tuple[Kind, ...] = ()
    extends: str | None = None
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class _Sentence:
    """The keys of a requirement besides `options`, whose type depends on `check`."""

    id: str
    title: str
    level: Level
    check: str
    why: str
    remedy: str
    after: str | None = None


def policies() -> Mapping[str, Policy]:
    """The built-in definitions by id."""
    return MappingProxyType({name: builtin(name) for name in builtin_ids()})


@functools.cache
def builtin_ids() -> tuple[str, ...]:
    """The ids of the built-in definitions, without reading them."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@functools.cache
def builtin(name: str) -> Policy:
    """One built-in definition; `name` is one of `builtin_ids()`."""
    data = _FOLDER.joinpath(f"{name}.yaml").read_bytes()
    return _parse(data, origin="built-in", label=f"{name}.yaml")


def is_file(name: str) -> bool:
    """Does this name of a policy mean a file? Ids have neither slash nor suffix."""
    return "/" in name or "\\" in name or name.endswith((".yml", ".yaml"))


def policy(name: str, read: Callable[[str], bytes]) -> Policy:
    """A policy by its built-in id, or from the file of that path, whose bytes `read` gives.

    Raises PolicyError for an id that does not exist and for a file with mistakes, and whatever `read` raises.
    """
    if is_file(name):
        return parse_policy(read(name), origin=name)
    if name in builtin_ids():
        return builtin(name)
    raise PolicyError(f"no policy is named {short(name)}{near(name, builtin_ids())}")


def parse_policy(data: bytes, origin: str) -> Policy:
    """A policy from the bytes of a file; raises one PolicyError that lists every mistake with its line."""
    parsed = _parse(data, origin=origin, label=origin)
    if parsed.id in builtin_ids():
        raise PolicyError(f"{origin}: id {parsed.id} is taken by a built-in policy; choose another")
    return parsed


def _parse(data: bytes, *, origin: str, label: str) -> Policy:
    try:
        loaded = load_yaml(data)
    except UntrustedInputError as error:
        raise PolicyError(f"{label}:{error.line or 1}: {error.reason}") from error
    decoded = _policy(loaded.value, origin, hashlib.sha256(data).hexdigest())
    if decoded.mistakes:
        raise PolicyError(
            "\n".join(told(label, loaded.value, loaded.lines, each) for each in decoded.mistakes)
        )
    parsed: Policy = decoded.value
    return parsed


def _policy(value: object, origin: str, digest: str) -> Decoded:
    """Decode a whole file; mistakes of the header, of each requirement and between them are collected."""
    if not isinstance(value, Mapping):
        return Decoded(value=MISSING, mistakes=(Mistake(path=(), message="a policy is a mapping"),))
    header = decode(_Header, {key: value[key] for key in value if key != "requirements"}, {})
    items = completed(value.get("requirements", []), _below(value))
    base = _base(header.value)
    own = _requirements(items)
    between = () if own.mistakes or base.mistakes else _relations(own.value, base.value)
    mistakes = (*header.mistakes, *base.mistakes, *own.mistakes, *between)
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return _built(header.value, base.value, own.value, origin, digest)


def _built(
    header: _Header, base: Policy | None, own: tuple[Requirement, ...], origin: str, digest: str
) -> Decoded:
    kinds = header.kinds or (base.kinds if base else ())
    requirements = _merged(base.requirements if base else (), own)
    if not kinds or not requirements:
        absent = "kinds" if not kinds else "requirements"
        return Decoded(value=MISSING, mistakes=(Mistake(path=(), message=f"{absent} is missing"),))
    return Decoded(
        value=Policy(
            id=header.id,
            title=header.title,
            version=header.version,
            source=header.source,
            summary=header.summary,
            kinds=kinds,
            requirements=requirements,
            origin=origin,
            digest=digest,
        )
    )


def _below(value: Mapping[str, object]) -> Mapping[str, Written]:
    """The requirements as written of the built-in definition that a file extends, if it is another one."""
    name = value.get("extends")
    known = isinstance(name, str) and name in builtin_ids() and name != value.get("id")
    return _written(str(name)) if known else {}


@functools.cache
def _written(name: str) -> Mapping[str, Written]:
    """The requirements of a built-in definition by id, as they are written, with those that it extends."""
    value: Any = load_yaml(_FOLDER.joinpath(f"{name}.yaml").read_bytes()).value
    below = _below(value)
    return {**below, **{item["id"]: item for item in completed(value["requirements"], below)}}


def _base(header: Any) -> Decoded:
    """The policy that this one extends, or None."""
    if header is MISSING or header.extends is None:
        return Decoded(value=None)
    others = tuple(name for name in builtin_ids() if name != header.id)
    if header.extends not in others:
        message = f"{short(header.extends)} is no built-in policy{near(header.extends, others)}"
        return Decoded(value=None, mistakes=(Mistake(path=("extends",), message=message),))
    return Decoded(value=builtin(header.extends))


def _requirements(items: object) -> Decoded:
    if not isinstance(items, list):
        message = "requirements is a list"
        return Decoded(value=MISSING, mistakes=(Mistake(path=("requirements",), message=message),))
    decoded = [_requirement(item, ("requirements", index)) for index, item in enumerate(items)]
    mistakes = tuple(mistake for each in decoded for mistake in each.mistakes)
    return Decoded(value=MISSING if mistakes else tuple(each.value for each in decoded), mistakes=mistakes)


def _requirement(item: object, path: Path) -> Decoded:
    if not isinstance(item, Mapping):
        return Decoded(value=MISSING, mistakes=(Mistake(path=path, message="a requirement is a mapping"),))
    sentence = decode(_Sentence, {key: item[key] for key in item if key != "options"}, {}, path)
    options = _options(item.get("check"), item.get("options", {}), path)
    mistakes = (*sentence.mistakes, *options.mistakes)
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return Decoded(value=Requirement(**vars(sentence.value), options=options.value))


def _options(check: object, options: object, path: Path) -> Decoded:
    if not isinstance(check, str):
        return Decoded(value=MISSING)  # the missing name of the check is told already
    if check not in CHECKS:
        message = f"no check is named {short(check)}{near(check, CHECKS)}"
        return Decoded(value=MISSING, mistakes=(Mistake(path=(*path, "check"), message=message),))
    return decode(CHECKS[check].Options, options, words(), (*path, "options"))


def _relations(own: tuple[Requirement, ...], base: Policy | None) -> tuple[Mistake, ...]:
    """Mistakes between requirements: an id twice, an `after` that names nothing or leads back to itself."""
    every = {each.id: each for each in _merged(base.requirements if base else (), own)}
    return tuple(
        Mistake(path=("requirements", index, key), message=message)
        for index, requirement in enumerate(own)
        for key, message in (
            ("id", _twice(requirement, own[:index])),
            ("after", _after(requirement, every)),
        )
        if message
    )


def _twice(requirement: Requirement, before: tuple[Requirement, ...]) -> str:
    return (
        "this id is taken by an earlier requirement" if requirement.id in {each.id for each in before} else ""
    )


def _after(requirement: Requirement, every: Mapping[str, Requirement]) -> str:
    if requirement.after is not None and requirement.after not in every:
        return f"no requirement is named {short(requirement.after)}{near(requirement.after, every)}"
    return "`after` leads back to this requirement" if _circular(requirement, every) else ""


def _circular(requirement: Requirement, every: Mapping[str, Requirement]) -> bool:
    following: Requirement | None = requirement
    for _ in every:
        following = every.get(following.after or "") if following else None
    return following is not None


def _merged(base: tuple[Requirement, ...], own: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """The base's requirements first; one of the same id takes the place of the base's."""
    overriding = {each.id: each for each in own}
    names = {each.id for each in base}
    return (
        *(overriding.get(each.id, each) for each in base),
        *(each for each in own if each.id not in names),
    )
