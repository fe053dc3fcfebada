"""Bytes of a policy file -> Policy, or every mistake in it at once, each with its line."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Annotated

from openrelease.checks import CHECKS
from openrelease.errors import PolicyError, UntrustedInputError
from openrelease.model import Kind, Level, Policy, Requirement
from openrelease.policies.accepted_licenses import NO_LICENSES, AcceptedLicenses, merge_licenses, with_accepted_licenses
from openrelease.policies.decode_options import (
    MISSING,
    Decoded,
    Mistake,
    Path,
    decode_value,
    find_key_line,
    quote_short,
    suggest_word,
)
from openrelease.policies.inheritance import (
    Written,
    check_after,
    complete_requirements,
    drop_requirements,
    merge_requirements,
)
from openrelease.policies.vocabulary import allowed_words
from openrelease.untrusted import YamlDocument, load_yaml
from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class PolicyHeader:
    """The keys of a policy file besides `requirements`; a file that extends another may leave some out."""

    id: Annotated[str, "The name that reports and --policy use; not one of a built-in policy."]
    title: Annotated[str, "What people call it."]
    version: Annotated[str, "A published version is never edited."]
    source: Annotated[str, "The page that the definition comes from."]
    kinds: Annotated[tuple[Kind, ...], "The kinds of repository that it applies to."] = ()
    extends: Annotated[
        str | None, "A built-in policy, with @version or without, or another file by its path from this one."
    ] = None
    drop: Annotated[tuple[str, ...], "Inherited requirements to remove."] = ()
    licenses: Annotated[AcceptedLicenses, "Further accepted licenses, by part."] = NO_LICENSES
    summary: Annotated[str, "One or two sentences."] = ""
    limits: Annotated[tuple[str, ...], "Sentences on what a program cannot check."] = ()
    advisory: Annotated[bool | None, "True: reported, but does not affect the result."] = None
    other_reading: Annotated[
        str, "A built-in policy that reads the same definition in another way; named where it is met."
    ] = ""
    ladder: Annotated[str, "The name of policies that build on each other; reports say how far a release climbs."] = ""
    above: Annotated[str, "The id of the policy below this one on the ladder."] = ""


@dataclass(frozen=True, kw_only=True)
class RequirementKeys:
    """The keys of a requirement besides `options`, whose type depends on `check`."""

    id: Annotated[str, "The name of the requirement; one of the extended policy takes its place."]
    title: Annotated[str, "The requirement as a sentence."]
    level: Annotated[Level, "required decides, recommended is advice, optional is for the record."]
    check: Annotated[str, "The check type."]
    why: Annotated[str, "The reason, in a sentence."]
    remedy: Annotated[str, "What to do if it is not met."]
    after: Annotated[str | None, "The id of a requirement; while that one is unmet, this one is not applicable."] = None


@dataclass(frozen=True, kw_only=True)
class LoadedPolicy:
    """A policy, and what a file that extends it goes on from.

    `plain` are its requirements without the licenses that it accepts by kind of component, which `licenses`
    are; `written` are the requirements as files have them, by id.
    """

    policy: Policy
    plain: tuple[Requirement, ...]
    written: Mapping[str, Written]
    licenses: AcceptedLicenses


Base = Callable[[str], LoadedPolicy]
"""The policy of a name; raises PolicyError where there is none."""


def parse_policy_file(
    data: bytes, *, origin: str, label: str, base: Base, load: Callable[[bytes], YamlDocument] = load_yaml
) -> LoadedPolicy:
    """A policy from the bytes of a file; raises one PolicyError that lists every mistake with its line.

    `label` is how messages name the file; `load` reads its YAML. The digest covers the file and what it extends.
    """
    try:
        loaded = load(data)
    except UntrustedInputError as error:
        raise PolicyError(f"{label}:{error.line or 1}: {error.reason}") from error
    decoded = _decode_policy(loaded.value, base)
    if decoded.mistakes:
        raise PolicyError(
            "\n".join(_format_mistake(label, loaded.value, loaded.lines, each) for each in decoded.mistakes)
        )
    parsed: LoadedPolicy = decoded.value[0]
    below: LoadedPolicy | None = decoded.value[1]
    outside = below.policy.digest if below and below.policy.origin != "built-in" else ""
    digest = hashlib.sha256(data + outside.encode()).hexdigest()
    return replace(parsed, policy=replace(parsed.policy, origin=origin, digest=digest))


def _decode_policy(value: object, base: Base) -> Decoded:
    """Decode a whole file; mistakes of the header, of each requirement and between them are collected."""
    if not isinstance(value, Mapping):
        return Decoded(value=MISSING, mistakes=(Mistake(path=(), message="a policy is a mapping"),))
    header = decode_value(PolicyHeader, {key: value[key] for key in value if key != "requirements"}, allowed_words())
    below = _decode_base(value.get("extends"), base)
    written = below.value.written if below.value else {}
    items = complete_requirements(value.get("requirements", []), written)
    own = _decode_requirements(items)
    between = () if below.mistakes else _check_requirements(items, value.get("drop"), below.value)
    mistakes = (*header.mistakes, *below.mistakes, *own.mistakes, *between)
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return _build_policy(header.value, below.value, own.value, {**written, **{each["id"]: each for each in items}})


def _decode_base(name: object, base: Base) -> Decoded:
    """The extended policy, or None; an `extends` that is no text is reported with the header."""
    if not isinstance(name, str):
        return Decoded(value=None)
    try:
        return Decoded(value=base(name))
    except PolicyError as error:
        mistakes = tuple(Mistake(path=("extends",), message=line) for line in str(error).splitlines())
        return Decoded(value=None, mistakes=mistakes)


def _build_policy(
    header: PolicyHeader, below: LoadedPolicy | None, own: tuple[Requirement, ...], written: Mapping[str, Written]
) -> Decoded:
    kinds = header.kinds or (below.policy.kinds if below else ())
    rules = merge_licenses(below.licenses, header.licenses) if below else header.licenses
    plain = drop_requirements(merge_requirements(below.plain if below else (), own), header.drop)
    absent = "kinds" if not kinds else "requirements" if not plain else ""
    decoded = with_accepted_licenses(plain, rules)
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
        other_reading=header.other_reading,
        ladder=header.ladder,
        above=header.above,
        kinds=kinds,
        requirements=decoded.value,
    )
    loaded = LoadedPolicy(policy=policy, plain=plain, written=written, licenses=rules)
    return Decoded(value=(loaded, below))


def _decode_requirements(items: object) -> Decoded:
    if not isinstance(items, list):
        message = "requirements is a list"
        return Decoded(value=MISSING, mistakes=(Mistake(path=("requirements",), message=message),))
    decoded = [_decode_requirement(item, ("requirements", index)) for index, item in enumerate(items)]
    mistakes = tuple(mistake for each in decoded for mistake in each.mistakes)
    return Decoded(value=MISSING if mistakes else tuple(each.value for each in decoded), mistakes=mistakes)


def _decode_requirement(item: object, path: Path) -> Decoded:
    if not isinstance(item, Mapping):
        return Decoded(value=MISSING, mistakes=(Mistake(path=path, message="a requirement is a mapping"),))
    sentence = decode_value(RequirementKeys, {key: item[key] for key in item if key != "options"}, {}, path)
    options = _decode_options(item.get("check"), item.get("options", {}), path)
    mistakes = (*sentence.mistakes, *options.mistakes)
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return Decoded(value=Requirement(**vars(sentence.value), options=options.value))


def _decode_options(check: object, options: object, path: Path) -> Decoded:
    if not isinstance(check, str):
        return Decoded(value=MISSING)  # the missing name of the check is reported already
    if check not in CHECKS:
        message = f"no check is named {quote_short(check)}{suggest_word(check, CHECKS)}"
        return Decoded(value=MISSING, mistakes=(Mistake(path=(*path, "check"), message=message),))
    return decode_value(CHECKS[check].Options, options, allowed_words(), (*path, "options"))


def _check_requirements(items: object, drop: object, below: LoadedPolicy | None) -> tuple[Mistake, ...]:
    """Mistakes between requirements: duplicate ids, invalid dependencies, dropped ids that do not exist.

    Found in the plain data, so that they are reported together with mistakes within requirements.
    """
    own = {n: item for n, item in enumerate(items) if _has_id(item)} if isinstance(items, list) else {}
    base = below.written if below else {}
    dropped_ids = [each for each in drop if isinstance(each, str)] if isinstance(drop, list) else []
    waits = {id_: item.get("after") for id_, item in (*base.items(), *((each["id"], each) for each in own.values()))}
    found = (
        (("requirements", n, key), message)
        for n, item in own.items()
        for key, message in (
            ("id", _check_duplicate(item["id"], [own[m]["id"] for m in own if m < n])),
            ("after", check_after(item["id"], waits)),
            ("id", "`drop` names this requirement, too" if item["id"] in dropped_ids else ""),
        )
    )
    vain = (
        (("drop", n), f"nothing that is extended has {quote_short(id_)}{suggest_word(id_, base)}")
        for n, id_ in enumerate(dropped_ids)
        if id_ not in base
    )
    return tuple(Mistake(path=path, message=message) for path, message in (*found, *vain) if message)


def _has_id(item: object) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get("id"), str)


def _check_duplicate(id_: str, before: list[str]) -> str:
    return "this id is taken by an earlier requirement" if id_ in before else ""


def _format_mistake(label: str, value: object, lines: Mapping[Path, int], mistake: Mistake) -> str:
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
