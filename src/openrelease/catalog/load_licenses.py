"""data/licenses.json -> the license table; scripts/build_license_index.py makes that file from the YAML."""

import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any

from openrelease.licenses import (
    Families,
    Family,
    Identifier,
    LicenseFacets,
    LicenseTable,
    Listed,
    Template,
    TextIndex,
)
from openrelease.licenses.terms.license_pairs import LicensePair
from openrelease.package_folder import PACKAGE_FOLDER


@functools.cache
def load_license_table() -> LicenseTable:
    """The license data that is shipped with this version; read once."""
    return decode_license_table(json.loads(_read_data("licenses.json")))


def decode_license_table(data: Mapping[str, Any]) -> LicenseTable:
    """A table from the decoded JSON; TypeError for a key that no facet has."""
    return LicenseTable(
        spdx_version=data["spdx_version"],
        kinds=data["kinds"],
        rows={row["id"]: _decode_facets(row) for row in data["licenses"]},
        listed={key: Listed(*entry) for key, entry in data["listed"].items()},
        families=data["families"],
        replaced=data["replaced"],
        exceptions=frozenset(data["exceptions"]),
        added_permissions=frozenset(data["added_permissions"]),
        pairs=tuple(LicensePair(**_freeze_lists(row)) for row in data["pairs"]),
        origins=Families(
            models=_decode_families(data["models"]),
            packages=_decode_families(data["packages"]),
            restricted_names=tuple(data["restricted_names"]),
        ),
    )


@functools.cache
def load_identifier() -> Identifier:
    """What recognizes license texts; the index of known texts is read once."""
    return Identifier(table=load_license_table(), index=decode_text_index(json.loads(_read_data("license_texts.json"))))


def decode_text_index(data: Mapping[str, Any]) -> TextIndex:
    """An index from the decoded JSON; its parts are decoded when they are needed."""
    return TextIndex(
        version=data["version"],
        vocabulary=data["vocabulary"],
        templates=tuple(
            Template(id=key, role=role, size=size, anchors=anchors, packed=packed)
            for key, role, size, anchors, packed in data["templates"]
        ),
        anchors=data["anchors"],
        notes=data["notes"],
    )


def _decode_facets(row: Mapping[str, Any]) -> LicenseFacets:
    return LicenseFacets(**_freeze_lists(row))


def _freeze_lists(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _decode_families(rows: Iterable[Mapping[str, Any]]) -> tuple[Family, ...]:
    """The rows of data/families.yaml; a pattern is compiled when a release names a model or a package."""
    return tuple(Family(**row) for row in rows)


def _read_data(name: str) -> bytes:
    return PACKAGE_FOLDER.joinpath("data", name).read_bytes()
