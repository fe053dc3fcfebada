"""data/licenses.json -> the license table; scripts/build_license_index.py makes that file from the YAML."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

from openrelease.licenses import (
    Families,
    Family,
    Identifier,
    LicenseFacets,
    LicenseTable,
    Listed,
    Remembered,
    TextIndex,
)


@functools.cache
def license_table() -> LicenseTable:
    """The license data that is shipped with this version; read once."""
    return table_from(json.loads(_data("licenses.json")))


def table_from(data: Mapping[str, Any]) -> LicenseTable:
    """A table from the decoded JSON; TypeError for a key that no facet has."""
    return LicenseTable(
        spdx_version=data["spdx_version"],
        kinds=data["kinds"],
        rows={row["id"]: _facets(row) for row in data["licenses"]},
        listed={key: Listed(*entry) for key, entry in data["listed"].items()},
        families=data["families"],
        replaced=data["replaced"],
        exceptions=frozenset(data["exceptions"]),
        added_permissions=frozenset(data["added_permissions"]),
        origins=Families(models=_families(data["models"]), packages=_families(data["packages"])),
    )


@functools.cache
def identifier() -> Identifier:
    """What recognizes license texts; the index of known texts is read once."""
    return Identifier(table=license_table(), index=index_from(json.loads(_data("license_texts.json"))))


def index_from(data: Mapping[str, Any]) -> TextIndex:
    """An index from the decoded JSON; its parts are decoded when they are needed."""
    return TextIndex(
        version=data["version"],
        vocabulary=data["vocabulary"],
        weighty_words=data["weighty"],
        bags=data["bags"],
        known=data["known"],
        sequences=tuple(
            Remembered(id=key, role=role, packed=packed) for key, role, packed in data["sequences"]
        ),
        anchors=data["anchors"],
        neighbors=data.get("neighbors", {}),
    )


def _facets(row: Mapping[str, Any]) -> LicenseFacets:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return LicenseFacets(**values)


def _families(rows: Iterable[Mapping[str, Any]]) -> tuple[Family, ...]:
    """The rows of data/families.yaml; a pattern is compiled when a release names a model or a package."""
    return tuple(Family(**row) for row in rows)


def _data(name: str) -> bytes:
    return resources.files("openrelease").joinpath("data", name).read_bytes()
