"""Bytes of a policy file -> Policy, or every mistake in it at once, each with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from openrelease.checks import CHECKS
from openrelease.errors import PolicyError, UntrustedInputError
from openrelease.model import Kind, Level, Policy, Requirement
from openrelease.policies.accepted_licenses import NOTHING, Licenses, accepting, joined
from openrelease.policies.decode_options import MISSING, Decoded, Mistake, Path, decode, near, short
from openrelease.policies.error_messages import told
from openrelease.policies.inheritance import Written, after, completed, dropped, merged
from openrelease.policies.vocabulary import words
from openrelease.untrusted import load_yaml


@dataclass(frozen=True, kw_only=True)
class Header:
    """The keys of a policy file besides `requirements`; a file that extends another may leave some out."""

    id: str
    title: str
    version: str
    source: str
    kinds: tuple[Kind, ...] = ()
    extends: str | None = None
    drop: tuple[str, ...] = ()
    licenses: Licenses = NOTHING
    summary: str = ""
    limits: tuple[str, ...] = ()
    advisory: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """The keys of a requirement besides `options`, whose type depends on `check`."""

    id: str
    title: str
    level: Level
    check: str
    why: str
    remedy: str
    after: str | None = None


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A policy, and what a file that extends it goes on from.

    `plain` are its requirements without the licenses that it accepts by kind of component, which `licenses`
    are; `written` are the requirements as files have them, by id.
    """

    policy: Policy
    plain: tuple[Requirement, ...]
    written: Mapping[str, Written]
    licenses: Licenses


Base = Callable[[str], Loaded]
"""The policy of a name; raises PolicyError where there is none."""


def parse(data: bytes, *, origin: str, label: str, base: Base) -> Loaded:
    """A policy from the bytes of a file; raises one PolicyError that lists every mistake with its line.

    `label` is how messages name the file. The digest covers the file, and the files that it extends.
    """
    try:
        loaded = load_yaml(data)
    except UntrustedInputError as error:
        raise PolicyError(f"{label}:{error.line or 1}: {error.reason}") from error
    decoded = _policy(loaded.value, base)
    if decoded.mistakes:
        raise PolicyError(
            "\n".join(told(label, loaded.value, loaded.lines, each) for each in decoded.mistakes)
        )
    parsed: Loaded = decoded.value[0]
    below: Loaded | None = decoded.value[1]
    outside = below.policy.digest if below and below.policy.origin != "built-in" else ""
    digest = hashlib.sha256(data + outside.encode()).hexdigest()
    return replace(parsed, policy=replace(parsed.policy, origin=origin, digest=digest))


def _policy(value: object, base: Base) -> Decoded:
    """Decode a whole file; mistakes of the header, of each requirement and between them are collected."""
    if not isinstance(value, Mapping):
        return Decoded(value=MISSING, mistakes=(Mistake(path=(), message="a policy is a mapping"),))
    header = decode(Header, {key: value[key] for key in value if key != "requirements"}, words())
    below = _below(value.get("extends"), base)
    written = below.value.written if below.value else {}
    items = completed(value.get("requirements", []), written)
    own = _requirements(items)
    between = () if below.mistakes else _between(items, value.get("drop"), below.value)
    mistakes = (*header.mistakes, *below.mistakes, *own.mistakes, *between)
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return _built(header.value, below.value, own.value, {**written, **{each["id"]: each for each in items}})


def _below(name: object, base: Base) -> Decoded:
    """The policy that this one extends, or None; that `extends` is no text is told with the header."""
    if not isinstance(name, str):
        return Decoded(value=None)
    try:
        return Decoded(value=base(name))
    except PolicyError as error:
        mistakes = tuple(Mistake(path=("extends",), message=line) for line in str(error).splitlines())
        return Decoded(value=None, mistakes=mistakes)


def _built(
    header: Header, below: Loaded | None, own: tuple[Requirement, ...], written: Mapping[str, Written]
) -> Decoded:
    kinds = header.kinds or (below.policy.kinds if below else ())
    rules = joined(below.licenses, header.licenses) if below else header.licenses
    plain = dropped(merged(below.plain if below else (), own), header.drop)
    absent = "kinds" if not kinds else "requirements" if not plain else ""
    decoded = accepting(plain, rules)
    mistakes = (*((Mistake(path=(), message=f"{absent} is missing"),) if absent else ()), *decoded.mistakes)
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    policy = Policy(
        id=header.id,
        title=header.title,
        version=header.version,
        source=header.source,
        summary=header.summary,
        limits=header.limits or (below.policy.limits if below else ()),
        advisory=bool(below and below.policy.advisory) if header.advisory is None else header.advisory,
        kinds=kinds,
        requirements=decoded.value,
    )
    loaded = Loaded(policy=policy, plain=plain, written=written, licenses=rules)
    return Decoded(value=(loaded, below))


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
    sentence = decode(Sentence, {key: item[key] for key in item if key != "options"}, {}, path)
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


def _between(items: object, drop: object, below: Loaded | None) -> tuple[Mistake, ...]:
    """Mistakes between requirements: an id twice, one that waits for none or itself, one dropped in vain.

    They are looked for in what is written, so that they are told beside the mistakes within requirements.
    """
    own = {n: item for n, item in enumerate(items) if _named(item)} if isinstance(items, list) else {}
    base = below.written if below else {}
    dropped_ids = [each for each in drop if isinstance(each, str)] if isinstance(drop, list) else []
    waits = {
        id_: item.get("after")
        for id_, item in (*base.items(), *((each["id"], each) for each in own.values()))
    }
    found = (
        (("requirements", n, key), message)
        for n, item in own.items()
        for key, message in (
            ("id", _twice(item["id"], [own[m]["id"] for m in own if m < n])),
            ("after", after(item["id"], waits)),
            ("id", "`drop` names this requirement, too" if item["id"] in dropped_ids else ""),
        )
    )
    vain = (
        (("drop", n), f"nothing that is extended has {short(id_)}{near(id_, base)}")
        for n, id_ in enumerate(dropped_ids)
        if id_ not in base
    )
    return tuple(Mistake(path=path, message=message) for path, message in (*found, *vain) if message)


def _named(item: object) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get("id"), str)


def _twice(id_: str, before: list[str]) -> str:
    return "this id is taken by an earlier requirement" if id_ in before else ""
