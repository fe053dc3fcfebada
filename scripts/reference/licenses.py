"""data/licenses.yaml -> docs/licenses.md."""

from __future__ import annotations

from openrelease.catalog.load_licenses import load_license_table
from openrelease.licenses import LicenseFacets
from openrelease.manual.report_words import load_report_words
from reference.tables import table

HEAD = """\
<!-- Written by scripts/docs.py from src/openrelease/data/licenses.yaml: change that, `make docs`. -->

# Licenses

The licenses whose terms are known. `openrelease explain NAME` prints everything about a license, with clauses and
sources. Of other licenses in the SPDX list only the id is known; whether they are permissive is unknown. A repository
can add licenses of its own with `licenses` in [its settings](settings.md).

This is not legal advice. A license is permissive here if anybody may use, change and share the work for any purpose,
and only notices and credit are required.
"""
PERMISSIVE = {True: "yes", False: "no", None: "unknown"}


def page() -> str:
    """The kinds, how a license comes to be known, and a table for each kind."""
    known = load_license_table()
    kinds = table(("kind", "means"), ((f"`{name}`", told) for name, told in known.kinds.items()))
    sources = load_report_words()["license source"]
    hows = table(("how", "means"), ((f"`{name}`", told) for name, told in sources.items()))
    parts = "\n".join(_kind(kind) for kind in (*known.kinds, None))
    return f"{HEAD}\n## Kinds\n\n{kinds}\n## How a license is stated\n\n{hows}\n{parts}"


def _kind(kind: str | None) -> str:
    rows = [row for row in load_license_table().rows.values() if row.kind == kind]
    if not rows:
        return ""
    header = ("license", "on the Hub", "permissive", "what it asks beyond notices and credit", "approved by")
    body = table(header, (_row(row) for row in sorted(rows, key=lambda each: each.id.casefold())))
    return f"## {(kind or 'of no known kind').capitalize()}\n\n{body}"


def _row(row: LicenseFacets) -> tuple[str, ...]:
    approved = (("OSI", row.osi), ("FSF", row.fsf), ("Open Definition", row.open_definition == "yes"))
    return (
        f"`{row.id}`: {row.name}",
        f"`{row.hub}`" if row.hub else "-",
        PERMISSIVE[row.permissive],
        "; ".join(row.restrictions) or "-",
        ", ".join(name for name, given in approved if given) or "-",
    )
