"""A file of one's own -> the license table with licenses added and facets overridden.

    licenses:
      - id: LicenseRef-acme-model-1.0     # a new one: name, kind and source have to be given
        name: Acme Model License 1.0
        kind: use-restricted
        relicensing: restrictions-kept
        source: LICENSE, sections 3 and 5
      - id: OpenMDW-1.0                   # a known one: what is given here counts instead
        note: our counsel has read it
        source: opinion of 2026-03-01

Facets from such a file are marked as that wherever the license is named.
"""

from typing import NewType

from openrelease.checks.check_type import LicenseKind
from openrelease.errors import UntrustedInputError, UsageError
from openrelease.licenses import USER, LicenseFacets, LicenseTable
from openrelease.policies.decode_options import Decoded, Mistake, Words, decode_value, find_key_line
from openrelease.untrusted import load_yaml
from openrelease.values import dataclass, field_names, replace

Relicensing = NewType("Relicensing", str)
CommercialUse = NewType("CommercialUse", str)
Outputs = NewType("Outputs", str)
ShareAlike = NewType("ShareAlike", str)


@dataclass(frozen=True, kw_only=True)
class _LicenseRow:
    """The keys of one license; None if missing."""

    id: str
    source: str
    name: str | None = None
    aliases: tuple[str, ...] | None = None
    kind: LicenseKind | None = None
    commercial_use: CommercialUse | None = None
    relicensing: Relicensing | None = None
    share_alike: ShareAlike | None = None
    use_restrictions_flow_down: bool | None = None
    outputs: Outputs | None = None
    limit: str | None = None
    naming_duty: str | None = None
    name_begins: str | None = None
    display: tuple[str, ...] | None = None
    notice: str | None = None
    territory: str | None = None
    territory_for: str | None = None
    suitable_for: tuple[str, ...] | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class _LicensesFile:
    """The one key of the file."""

    licenses: tuple[_LicenseRow, ...]


def with_user_licenses(table: LicenseTable, data: bytes, path: str) -> LicenseTable:
    """The table with the licenses of a file; raises one UsageError with all mistakes."""
    try:
        loaded = load_yaml(data)
    except UntrustedInputError as error:
        raise UsageError(f"{path}:{error.line or 1}: {error.reason}") from error
    decoded = decode_value(_LicensesFile, loaded.value, _facet_words(table))
    mistakes = decoded.mistakes or _find_mistakes(decoded, table)
    if mistakes:
        raise UsageError(
            "\n".join(f"{path}:{find_key_line(each.path, loaded.lines)}: {each.message}" for each in mistakes)
        )
    rows = {row.id: _make_facets(row, table, path) for row in decoded.value.licenses}
    return replace(table, rows={**table.rows, **rows})


def _facet_words(table: LicenseTable) -> Words:
    """Every value that a facet may have is one that some license has."""
    every = table.rows.values()
    return {
        LicenseKind: tuple(table.kinds),
        CommercialUse: {row.commercial_use for row in every},
        Relicensing: {row.relicensing for row in every},
        ShareAlike: {row.share_alike for row in every},
        Outputs: {row.outputs for row in every},
    }


def _find_mistakes(decoded: Decoded, table: LicenseTable) -> tuple[Mistake, ...]:
    """What is well formed and still makes no license."""
    rows = tuple(enumerate(decoded.value.licenses))
    return tuple(
        Mistake(path=("licenses", at), message=message)
        for at, row in rows
        if (message := _check_row(row, [other.id for _, other in rows[:at]], table))
    )


def _check_row(row: _LicenseRow, before: list[str], table: LicenseTable) -> str:
    if row.id in before:
        return f"{row.id} appears twice"
    if table.facets(row.id) is not None:
        return ""
    if not row.id.startswith("LicenseRef-"):
        return f"{row.id} is no license that is known; an id of your own begins with LicenseRef-"
    return "" if row.name and row.kind else f"{row.id} is new: it needs name and kind"


def _make_facets(row: _LicenseRow, table: LicenseTable, path: str) -> LicenseFacets:
    base = table.facets(row.id) or LicenseFacets(id=row.id, name=row.name or row.id, kind=row.kind)
    given = {name: getattr(row, name) for name in field_names(row)}
    said = {name: value for name, value in given.items() if value is not None}
    return replace(base, **{**said, "source": f"{path}: {row.source}", "confidence": USER})
