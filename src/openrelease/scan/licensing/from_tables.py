"""Tables and badges -> statements: the license of each row, and what a badge of a README shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from openrelease.model import Claim, Location, Permissive, Reason
from openrelease.scan.inputs.parsed_document import Link, ParsedDocument, Table
from openrelease.scan.licensing.statement import Reader, ScopedClaim, joined_parts, restricted, unnamed
from openrelease.scan.licensing.third_party_models import others_rows


def read_license_tables(document: ParsedDocument, reader: Reader) -> Iterator[ScopedClaim]:
    """Read the columns about licenses and commercial use; a comparison with others' work is left out."""
    lookout = reader.lookout
    for table in document.tables:
        if lookout.foreign_sections.search(" / ".join(table.section)):
            continue
        for turned in (table, _turned(table)):
            for column, title in enumerate(turned.header):
                if lookout.license_words.column.search(title) and (turned is table or column):
                    yield from _column(turned, column, document.path, reader, step=turned is table)


def _turned(table: Table) -> Table:
    """Make columns of the rows: some tables have a row of licenses."""
    width = min(map(len, (table.header, *table.rows)))
    columns = [tuple(row[at] for row in (table.header, *table.rows)) for at in range(width)]
    header, *rows = columns or [()]
    return replace(table, header=header, rows=tuple(rows))


def _column(table: Table, column: int, path: str, reader: Reader, *, step: bool) -> Iterator[ScopedClaim]:
    """Read one column; `step` says that its rows are lines of the file."""
    commercial = "commercial" in table.header[column].casefold()
    labels = [row[0] for row in table.rows if row]
    rows = [
        (row[column] if column < len(row) else "", table.line + number * step, row)
        for number, row in enumerate(table.rows, start=2)
        if not (row and column) or reader.hears(row[0], labels)
    ]
    others = others_rows(labels, reader.own, reader.lookout) if step else ()
    refused = commercial and any(reader.lookout.license_words.refused.search(cell) for cell, _, _ in rows)
    for cell, line, row in rows:
        part, place = _row_part(table, column, row, path, reader), Location(path=path, line=line)
        named = reader.named(cell, only_names=True)
        for stated in (reader.make_claim(expression, "table", place) for expression in named):
            if not (row and row[0] in others and stated.permissive is Permissive.YES):
                yield ScopedClaim(part=part, claim=stated)
        limit = _on_use(cell, place, reader, differs=refused) if commercial else None
        if limit:
            yield ScopedClaim(part=part, claim=limit)
        elif not commercial and not named and _names_terms(cell, reader):
            yield ScopedClaim(part=part, claim=unnamed("table", place, Reason.UNKNOWN_NAME))


def _on_use(cell: str, place: Location, reader: Reader, *, differs: bool) -> Claim | None:
    """A cell on commercial use: no is a limit. Yes is no license, and only tells that the models differ."""
    words = reader.lookout.license_words
    if words.refused.search(cell):
        return restricted("table", place, Reason.NON_COMMERCIAL)
    granted = differs and words.granted.search(cell)
    return unnamed("table", place, Reason.COMMERCIAL_USE_GRANTED) if granted else None


def _names_terms(cell: str, reader: Reader) -> bool:
    words = reader.lookout.license_words
    return words.terms.search(cell) is not None and words.same.search(cell) is None


def _row_part(table: Table, column: int, row: tuple[str, ...], path: str, reader: Reader) -> str:
    """Tell what a row speaks of: by its own first words ("Code"), else by header, section and folder."""
    label = row[0] if row and column else ""
    parts = reader.parts(label) if len(label.split()) <= 3 and not re.search(r"\d", label) else ()  # noqa: PLR2004 - a longer label is a name
    if len(parts) == 1:
        return parts[0]
    header = " ".join((*table.header[:column], *table.section, path.rpartition("/")[0]))
    parts = reader.parts(header)
    return "data" if "data" in parts and "weights" not in parts else "weights"


def read_license_badges(document: ParsedDocument, reader: Reader) -> Iterator[ScopedClaim]:
    """Read the pictures that show a license."""
    about = reader.lookout.license_words.about
    for link in document.links:
        if link.where == "image" and (about.search(link.label) or about.search(link.url)):
            text = _badge_text(link)
            for expression in reader.named(text, only_names=True)[:1]:
                place = Location(path=document.path, line=link.line)
                for part in joined_parts(reader.parts(about.sub("", text))):
                    yield ScopedClaim(part=part, claim=reader.make_claim(expression, "badge", place))


def _badge_text(link: Link) -> str:
    shown = unquote(link.url).rpartition("/")[2] if "/badge/" in link.url else link.url.partition("/license/")[2]
    shown = re.sub(r"\.(svg|png)|\?.*", "", shown).replace("--", "\0").replace("_", " ")
    words = [word for word in shown.split("-") if word]
    colorless = words[:-1] if len(words) > 1 else words
    return " ".join(colorless).replace("\0", "-").replace("apache2", "apache 2")
