"""Defaults < the repository's own file < flags or inputs -> one frozen Settings.

The file is read from the snapshot that is judged, so that what is staged or pushed decides, not the disk.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from openrelease.catalog.load_licenses import license_table
from openrelease.config import read_declarations, read_exceptions
from openrelease.config.check_paths import Places
from openrelease.config.config_format import FailOn, Unknown
from openrelease.config.read_config_file import LIMIT, Read, is_name, read_settings, refuse
from openrelease.config.read_declarations import Ground
from openrelease.errors import PolicyError, UnreadableError, UsageError
from openrelease.licenses import LicenseTable
from openrelease.model import Declared, Kind, Policy, PolicyOutcome, Report, Snapshot, Waiver
from openrelease.policies.builtin_policies import expanded, is_file, policies, policy
from openrelease.policies.decode_options import Mistake, near, short
from openrelease.policies.user_licenses import with_user_licenses
from openrelease.reports.shared.change import Change
from openrelease.reports.shared.compare_reports import regressions

DEFAULT_POLICIES = ("aia-baseline",)

EnumT = TypeVar("EnumT", bound=enum.Enum)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What to judge by. `kind` and `name` are None where the repository is to tell them itself."""

    policies: tuple[Policy, ...]
    kind: Kind | None = None
    name: str | None = None
    fail_on: FailOn = FailOn.UNMET
    unknown: Unknown = Unknown.FAIL
    declared: Declared = field(default_factory=Declared)
    exceptions: tuple[Waiver, ...] = ()
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


def load(
    snapshot: Snapshot, flags: Flags | None = None, read_policy: Callable[[str], bytes] | None = None
) -> Settings:
    """Settings for judging this snapshot.

    `read_policy` reads the policy files that flags name; without it they are read from the snapshot, as
    those of the settings file always are. Raises UsageError, PolicyError and UnreadableError.
    """
    given = flags or Flags()
    written = read_settings(snapshot, given.config)
    file, inside = written.file, _reader(snapshot, "policy file")
    own = _own_policies(written, inside)
    chosen = tuple(policy(name, read_policy or inside) for name in expanded(given.policies))
    ground = Ground(
        file=written.path,
        lines=written.lines,
        places=Places.of(snapshot.entries()),
        table=_licenses(file.licenses, _reader(snapshot, "file of licenses")),
    )
    known = _known(written, (*own, *chosen))
    excepted = file.exceptions or ()
    wrong = (*read_declarations.mistaken(file, ground), *read_exceptions.mistaken(excepted, known, ground))
    refuse(wrong, written)
    return Settings(
        policies=chosen or own or tuple(policy(name, inside) for name in DEFAULT_POLICIES),
        kind=file.kind,
        name=_name(given.name or file.name),
        fail_on=_word("fail-on", given.fail_on, FailOn) or file.fail_on or FailOn.UNMET,
        unknown=_word("unknown", given.unknown, Unknown) or file.unknown or Unknown.FAIL,
        declared=read_declarations.declared(file, ground),
        exceptions=read_exceptions.waivers(excepted, ground),
        licenses=ground.table,
    )


def _own_policies(written: Read, read: Callable[[str], bytes]) -> tuple[Policy, ...]:
    """The policies that the file names, each once."""
    lines = {each: at for at, name in enumerate(written.file.policies or ()) for each in expanded((name,))}
    return tuple(_own_policy(at, name, written, read) for name, at in lines.items())


def _own_policy(at: int, name: str, written: Read, read: Callable[[str], bytes]) -> Policy:
    """One of them; what is wrong with the name is told with its line, mistakes in its file with theirs."""
    try:
        return policy(name, read)
    except (PolicyError, UsageError) as error:
        if not (is_file(name) and isinstance(error, PolicyError)):
            refuse((Mistake(path=("policies", at), message=str(error)),), written)
        raise


def _known(written: Read, chosen: Iterable[Policy]) -> read_exceptions.Known:
    """What exceptions may speak of: also a requirement of a policy that is not judged by this time."""
    every = (*policies().values(), *chosen) if written.file.exceptions else ()
    releases = written.file.releases
    return read_exceptions.Known(
        requirements={requirement.id for each in every for requirement in each.requirements},
        releases=None if releases is None else {each.name for each in releases},
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


def _reader(snapshot: Snapshot, what: str) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        try:
            return snapshot.read(path, LIMIT + 1)
        except UnreadableError as error:
            raise UsageError(
                f"{what} {short(path)} cannot be read: {error.reason}; add it, or correct the path"
            ) from error

    return read


def _name(name: str | None) -> str | None:
    if name is None or is_name(name):
        return name
    raise UsageError(f"name {short(name)} is not of the form OWNER/NAME")


def _word(name: str, word: str | None, kind: type[EnumT]) -> EnumT | None:
    words = {member.value: member for member in kind}
    if word is None or word in words:
        return words.get(word or "")
    raise UsageError(f"{name} {short(word)} is not known{near(word, words)}")
