"""Defaults < the repository's own file < flags or inputs -> one frozen Settings.

The file is read from the evaluated snapshot: the index or commit decides, not the files on disk.
"""

import enum
from collections.abc import Callable, Iterable
from typing import TypeVar

from openrelease.catalog.load_licenses import load_license_table
from openrelease.config import read_declarations, read_exceptions
from openrelease.config.check_paths import TreePaths
from openrelease.config.config_format import Assumed, FailOn, OnUnknown
from openrelease.config.read_config_file import (
    CONFIG_LIMIT,
    ParsedConfig,
    is_repository_name,
    raise_mistakes,
    read_settings,
)
from openrelease.config.read_declarations import ConfigContext
from openrelease.errors import PolicyError, UnreadableError, UsageError
from openrelease.licenses import LicenseTable
from openrelease.model import Declarations, Kind, Policy, PolicyOutcome, Report, Snapshot, Waiver
from openrelease.policies.builtin_policies import builtin_policies, expand_names, is_policy_file, load_policy
from openrelease.policies.decode_options import Mistake, quote_short, suggest_word
from openrelease.policies.user_licenses import with_user_licenses
from openrelease.reports.shared.compare_reports import find_regressions
from openrelease.reports.shared.comparison import Change
from openrelease.values import dataclass, field

DEFAULT_POLICIES = ("aia-baseline",)

EnumT = TypeVar("EnumT", bound=enum.Enum)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a repository is evaluated by. `kind` and `name` are None where they are to be detected.

    `by_kind` is true where nobody chose the policies, so that the kind of the repository does.
    """

    policies: tuple[Policy, ...]
    by_kind: bool = False
    kind: Kind | None = None
    name: str | None = None
    fail_on: FailOn = FailOn.UNMET
    unknown: OnUnknown = OnUnknown.FAIL
    assumed: Assumed = Assumed.ACCEPT
    declared: Declarations = field(default_factory=Declarations)
    exceptions: tuple[Waiver, ...] = ()
    licenses: LicenseTable = field(default_factory=load_license_table, repr=False)


@dataclass(frozen=True, kw_only=True)
class Flags:
    """What the command line or the action's inputs set; None or empty where they set nothing.

    `policies` are ids or paths of files. `config` is a path inside the repository.
    """

    policies: tuple[str, ...] = ()
    name: str | None = None
    fail_on: str | None = None
    unknown: str | None = None
    config: str | None = None


def load_settings(
    snapshot: Snapshot, flags: Flags | None = None, read_policy: Callable[[str], bytes] | None = None
) -> Settings:
    """Return the settings for a snapshot.

    `read_policy` reads the policy files named by flags, by default from the snapshot; those named by the
    settings file are always read from the snapshot. Raises UsageError, PolicyError and UnreadableError.
    """
    given = flags or Flags()
    written = read_settings(snapshot, given.config)
    file, inside = written.file, _make_reader(snapshot, "policy file")
    own = _load_own_policies(written, inside)
    chosen = tuple(load_policy(name, read_policy or inside) for name in expand_names(given.policies))
    ground = ConfigContext(
        file=written.path,
        lines=written.lines,
        places=TreePaths.of(snapshot.entries()),
        table=_load_licenses(file.licenses, _make_reader(snapshot, "file of licenses")),
    )
    known = _known_names(written, (*own, *chosen))
    excepted = file.exceptions or ()
    wrong = (*read_declarations.find_mistakes(file, ground), *read_exceptions.find_mistakes(excepted, known, ground))
    raise_mistakes(wrong, written)
    return Settings(
        policies=chosen or own or tuple(load_policy(name, inside) for name in DEFAULT_POLICIES),
        by_kind=not (chosen or own),
        kind=file.kind,
        name=_parse_name(given.name or file.name),
        fail_on=_parse_word("fail-on", given.fail_on, FailOn) or file.fail_on or FailOn.UNMET,
        unknown=_parse_word("unknown", given.unknown, OnUnknown) or file.unknown or OnUnknown.FAIL,
        assumed=file.assumed or Assumed.ACCEPT,
        declared=read_declarations.build_declared(file, ground),
        exceptions=read_exceptions.build_waivers(excepted, ground),
        licenses=ground.table,
    )


def _load_own_policies(written: ParsedConfig, read: Callable[[str], bytes]) -> tuple[Policy, ...]:
    """Return the policies of the settings file, without duplicates."""
    lines = {each: at for at, name in enumerate(written.file.policies or ()) for each in expand_names((name,))}
    return tuple(_load_own_policy(at, name, written, read) for name, at in lines.items())


def _load_own_policy(at: int, name: str, written: ParsedConfig, read: Callable[[str], bytes]) -> Policy:
    """Load one policy; a wrong name is reported at its line, mistakes in a policy file at theirs."""
    try:
        return load_policy(name, read)
    except (PolicyError, UsageError) as error:
        if not (is_policy_file(name) and isinstance(error, PolicyError)):
            raise_mistakes((Mistake(path=("policies", at), message=str(error)),), written)
        raise


def _known_names(written: ParsedConfig, chosen: Iterable[Policy]) -> read_exceptions.KnownNames:
    """Return the names that exceptions may refer to, also requirements of policies that are not evaluated now."""
    every = (*builtin_policies().values(), *chosen) if written.file.exceptions else ()
    releases = written.file.releases
    return read_exceptions.KnownNames(
        requirements={requirement.id for each in every for requirement in each.requirements},
        releases=None if releases is None else {name for each in releases for name in (each.name, each.root) if name},
    )


def _load_licenses(path: str | None, read: Callable[[str], bytes]) -> LicenseTable:
    """Return the license table, extended by the file of the repository where it has one."""
    return load_license_table() if path is None else with_user_licenses(load_license_table(), read(path), path)


def compute_exit_code(
    report: Report,
    settings: Settings,
    found: tuple[Change, ...] | None = None,
    *,
    kind_known: bool = True,
) -> int:
    """Return 1 where the report fails by the settings, else 0.

    `found` is what a change does to the release, None where there is nothing to compare with. Without
    `kind_known`, a policy that does not apply to the kind counts as unknown.
    """
    if settings.fail_on is FailOn.NEVER:
        return 0
    strict = settings.unknown is OnUnknown.FAIL
    if settings.fail_on is FailOn.REGRESSION and found is not None:
        return 1 if find_regressions(found, unknown_counts=strict) else 0
    untold = {PolicyOutcome.UNDETERMINED, *(() if kind_known else (PolicyOutcome.NOT_APPLICABLE,))}
    bad = {PolicyOutcome.UNMET, *(untold if strict else ())}
    return 1 if bad & {verdict.outcome for verdict in report.deciding} else 0


def _make_reader(snapshot: Snapshot, what: str) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        try:
            return snapshot.read(path, CONFIG_LIMIT + 1)
        except UnreadableError as error:
            raise UsageError(
                f"{what} {quote_short(path)} cannot be read: {error.reason}; add it, or correct the path"
            ) from error

    return read


def _parse_name(name: str | None) -> str | None:
    if name is None or is_repository_name(name):
        return name
    raise UsageError(f"name {quote_short(name)} is not of the form OWNER/NAME")


def _parse_word(name: str, word: str | None, kind: type[EnumT]) -> EnumT | None:
    words = {member.value: member for member in kind}
    if word is None or word in words:
        return words.get(word or "")
    raise UsageError(f"{name} {quote_short(word)} is not known{suggest_word(word, words)}")
