"""Defaults < the repository's own file < flags or inputs -> one frozen Settings.

The file is read from the snapshot that is judged, so that what is staged or pushed decides, not the disk.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from openrelease.errors import UnreadableError, UntrustedInputError, UsageError
from openrelease.knowledge.decode import Decoded, Mistake, Path, decode, near, short, unknown_keys
from openrelease.knowledge.licenses import license_table
from openrelease.knowledge.policies import expanded, policy
from openrelease.knowledge.user_licenses import with_user_licenses
from openrelease.licenses import LicenseTable
from openrelease.model import Kind, Policy, PolicyOutcome, Report, Snapshot
from openrelease.reports.changes import Change, regressions
from openrelease.untrusted import load_yaml

CONFIG = ".openrelease.yml"
"""The file at the root of a repository that holds its settings."""

_MISSPELLED = ".openrelease.yaml"

DEFAULT_POLICIES = ("aia-baseline",)

_LIMIT = 262_144  # bytes of a settings or policy file, as the guarded loader has it
EnumT = TypeVar("EnumT", bound=enum.Enum)
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,99})/[A-Za-z0-9._-]{1,100}")


class FailOn(enum.Enum):
    """When a report ends the process with 1. The order is from strict to lax."""

    UNMET = "unmet"  # unless every policy is definitely met
    REGRESSION = "regression"  # only where a change loses something required; as unmet without a base
    NEVER = "never"


class Unknown(enum.Enum):
    """What counts where something required cannot be told. The order is from strict to lax."""

    FAIL = "fail"
    PASS = "pass"  # noqa: S105 - a word of the settings, no password


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What to judge by. `kind` and `name` are None where the repository is to tell them itself."""

    policies: tuple[Policy, ...]
    kind: Kind | None = None
    name: str | None = None
    fail_on: FailOn = FailOn.UNMET
    unknown: Unknown = Unknown.FAIL
    licenses: LicenseTable = field(default_factory=license_table, repr=False)


@dataclass(frozen=True, kw_only=True)
class Flags:
    """What the command line or the action's inputs say; None or empty where they say nothing.

    `policies` are ids or paths of files. `config` is a path inside the repository.
    """

    policies: tuple[str, ...] = ()
    name: str | None = None
    fail_on: str | None = None
    unknown: str | None = None
    config: str | None = None


@dataclass(frozen=True, kw_only=True)
class _File:
    """The keys of the settings file, with "_" for "-"."""

    kind: Kind | None = None
    name: str | None = None
    policies: tuple[str, ...] | None = None
    fail_on: FailOn | None = None
    unknown: Unknown | None = None
    licenses: str | None = None


_NAMES = ("kind", "name", "policies", "fail_on", "unknown", "licenses")
_KEYS = {name.replace("_", "-"): name for name in _NAMES}


def load(
    snapshot: Snapshot, flags: Flags | None = None, read_policy: Callable[[str], bytes] | None = None
) -> Settings:
    """Settings for judging this snapshot.

    `read_policy` reads the policy files that flags name; without it they are read from the snapshot, as
    those of the settings file always are. Raises UsageError, PolicyError and UnreadableError.
    """
    given = flags or Flags()
    file = _file(snapshot, given.config)
    inside = _reader(snapshot, "policy file")
    names = given.policies or file.policies or DEFAULT_POLICIES
    read = (read_policy or inside) if given.policies else inside
    return Settings(
        policies=tuple(policy(name, read) for name in expanded(names)),
        kind=file.kind,
        name=_name(given.name or file.name),
        fail_on=_word("fail-on", given.fail_on, FailOn) or file.fail_on or FailOn.UNMET,
        unknown=_word("unknown", given.unknown, Unknown) or file.unknown or Unknown.FAIL,
        licenses=_licenses(file.licenses, _reader(snapshot, "file of licenses")),
    )


def _licenses(path: str | None, read: Callable[[str], bytes]) -> LicenseTable:
    """The license table; with a file of the repository's own, what that says too."""
    return license_table() if path is None else with_user_licenses(license_table(), read(path), path)


def exit_code(
    report: Report,
    settings: Settings,
    found: tuple[Change, ...] | None = None,
    *,
    kind_known: bool = True,
) -> int:
    """0 where every policy is definitely met or not for this kind, or nothing asked for is to fail; else 1.

    `found` is what a change does to the release, None where there is nothing to compare with. Without
    `kind_known`, a policy that is not for this kind is one of which nobody can tell.
    """
    if settings.fail_on is FailOn.NEVER:
        return 0
    strict = settings.unknown is Unknown.FAIL
    if settings.fail_on is FailOn.REGRESSION and found is not None:
        return 1 if regressions(found, unknown_counts=strict) else 0
    untold = {PolicyOutcome.UNDETERMINED, *(() if kind_known else (PolicyOutcome.NOT_APPLICABLE,))}
    bad = {PolicyOutcome.UNMET, *(untold if strict else ())}
    return 1 if bad & {verdict.outcome for verdict in report.deciding} else 0


def _file(snapshot: Snapshot, named: str | None) -> _File:
    """The settings of the repository; a file that was named must be there, the usual one need not."""
    path = named or CONFIG
    there = {entry.path for entry in snapshot.entries() if entry.path in {path, _MISSPELLED}}
    if path not in there:
        if named:
            raise UsageError(f"no settings file {short(named)} in what is judged (tracked files only)")
        if there:
            raise UsageError(f"{_MISSPELLED} is not read: call it {CONFIG}")
        return _File()
    try:
        loaded = load_yaml(snapshot.read(path, _LIMIT + 1))
    except UntrustedInputError as error:
        raise UsageError(f"{path}:{error.line or 1}: {error.reason}") from error
    decoded = _decoded(loaded.value)
    if decoded.mistakes:
        raise UsageError("\n".join(_told(path, loaded.lines, mistake) for mistake in decoded.mistakes))
    file: _File = decoded.value
    return file


def _decoded(value: object) -> Decoded:
    """Keys are checked as they are spelled in the file; an empty file says nothing."""
    if value is None:
        return Decoded(value=_File())
    if not isinstance(value, Mapping):
        return decode(_File, value, {})
    known = {_KEYS[key]: item for key, item in value.items() if key in _KEYS}
    decoded = decode(_File, known, {})
    empty = value.get("policies") == []
    mistakes = (
        *unknown_keys(value, _KEYS, ()),
        *map(_as_written, decoded.mistakes),
        *((Mistake(path=("policies",), message="an empty list; name one policy or more"),) if empty else ()),
    )
    return Decoded(value=decoded.value, mistakes=mistakes)


def _told(path: str, lines: Mapping[Path, int], mistake: Mistake) -> str:
    where = next((lines[at] for at in (mistake.path, mistake.path[:1]) if at in lines), 1)
    name = f"{mistake.path[0]}: " if mistake.path else ""
    return f"{path}:{where}: {name}{mistake.message}"


def _as_written(mistake: Mistake) -> Mistake:
    """The same mistake under the key as it stands in the file."""
    keys = (key.replace("_", "-") if isinstance(key, str) else key for key in mistake.path)
    return Mistake(path=tuple(keys), message=mistake.message)


def _reader(snapshot: Snapshot, what: str) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        try:
            return snapshot.read(path, _LIMIT + 1)
        except UnreadableError as error:
            raise UsageError(f"{what} {short(path)} cannot be read: {error.reason}") from error

    return read


def _name(name: str | None) -> str | None:
    if name is None or _NAME.fullmatch(name):
        return name
    raise UsageError(f"name {short(name)} is not of the form OWNER/NAME")


def _word(name: str, word: str | None, kind: type[EnumT]) -> EnumT | None:
    words = {member.value: member for member in kind}
    if word is None or word in words:
        return words.get(word or "")
    raise UsageError(f"{name} {short(word)} is not known{near(word, words)}")
