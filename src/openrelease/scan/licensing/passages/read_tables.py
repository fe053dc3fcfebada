"""Tables -> claims: the license of each row, what it is of, and whether commercial use is allowed."""

import re
from collections.abc import Iterator, Sequence

from openrelease.model import Location, Permissive
from openrelease.scan.inputs.parsed_document import Table
from openrelease.scan.licensing.passages.fold_text import fold_text
from openrelease.scan.licensing.passages.license_mentions import LicenseName, find_license_names
from openrelease.scan.licensing.passages.passage_claim import GRANTS, PERMITS, POINTS, RESTRICTS, PassageClaim
from openrelease.scan.licensing.passages.read_passages import PassageReader, describe_surroundings
from openrelease.scan.licensing.passages.release_names import letters_of
from openrelease.scan.licensing.passages.subjects import find_subjects
from openrelease.values import dataclass, replace

_MOST_ROWS = 2_000
_MOST_COLUMNS = 40
_SUBSET = re.compile(r"subset|corpus|corpora|set\b|source|language", re.IGNORECASE)
_NAMES_TERMS = re.compile(r"[^\W\d_]{3}")
_LONGEST_LABEL = 3  # words; a longer first cell is a name


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """One cell that may name a license: its text, the first cell of its row, and its line."""

    text: str
    label: str
    title: str
    line: int


@dataclass(frozen=True, kw_only=True)
class _Column:
    """One column that may name licenses; `step` is 1 where its rows are lines of the file, else 0."""

    table: Table
    index: int
    kind: str
    foreign: bool
    step: int

    def cells(self) -> list[_Cell]:
        """Give its cells, each with the first of its row."""
        return [
            _Cell(
                text=fold_text(row[self.index]),
                label=fold_text(row[0]) if self.index else "",
                title=self.table.header[self.index],
                line=self.table.line + number * self.step,
            )
            for number, row in enumerate(self.table.rows[:_MOST_ROWS], start=2)
            if self.index < len(row)
        ]


def read_tables(reader: PassageReader) -> Iterator[PassageClaim]:
    """Yield what the columns and rows about licenses and commercial use claim."""
    for table in reader.document.tables:
        around = describe_surroundings(table.section, table.line, reader, "table")
        for turned in (table, _turn(table)):
            for column, title in enumerate(turned.header[:_MOST_COLUMNS]):
                kind = _column_kind(fold_text(title), reader)
                if kind and (turned is table or column):
                    step = int(turned is table)
                    found = _Column(table=turned, index=column, kind=kind, foreign=around.foreign, step=step)
                    yield from _read_column(found, reader)


def _turn(table: Table) -> Table:
    """Make columns of the rows: some tables have a row of licenses."""
    width = min(len(table.header), *(len(row) for row in table.rows)) if table.rows else 0
    columns = [tuple(row[at] for row in (table.header, *table.rows[:_MOST_COLUMNS])) for at in range(width)]
    header, *rows = columns or [()]
    return replace(table, header=header, rows=tuple(rows))


def _column_kind(title: str, reader: PassageReader) -> str:
    if reader.phrases.has("column.commercial", title):
        return "commercial"
    if reader.phrases.has("column.license", title):
        return "license"
    return ""


def _read_column(column: _Column, reader: PassageReader) -> Iterator[PassageClaim]:
    cells = column.cells()
    if column.kind == "commercial" and not any(reader.phrases.has("cell.no", cell.text) for cell in cells):
        return  # a yes in every row names no license
    read = _read_commercial_use if column.kind == "commercial" else _read_license
    labels = [cell.label for cell in cells]
    others = _find_others(labels, reader)
    for cell in cells:
        if column.index and not reader.row_applies(cell.label, labels):
            continue
        for claim in read(cell, _part_of_row(column, cell.label, reader), reader):
            theirs = cell.label in others and claim.permissive is Permissive.YES  # a limit may be on a variant
            foreign = column.foreign and not (reader.release.name and reader.release.is_name(cell.label))
            yield replace(claim, own=not (foreign or theirs))


def _read_license(cell: _Cell, part: str, reader: PassageReader) -> Iterator[PassageClaim]:
    names = find_license_names(cell.text, reader.table, bare=True)
    place = Location(path=reader.path, line=cell.line)
    for name in _distinct(names):
        yield PassageClaim(
            about=part,
            effect=GRANTS,
            permissive=name.permissive,
            expression=name.expression,
            name=name.text,
            location=place,
            words=f"{cell.label} | {cell.text}"[:240],
            how="table",
            scope=cell.label,
        )
    if not names:
        yield from _read_unnamed(cell, part, place, reader)


def _distinct(names: Sequence[LicenseName]) -> Sequence[LicenseName]:
    return list({(each.expression, each.permissive): each for each in reversed(names)}.values())[::-1]


def _read_unnamed(cell: _Cell, part: str, place: Location, reader: PassageReader) -> Iterator[PassageClaim]:
    """Read a cell without a known name: a limit in words, or terms that nobody can name."""
    limited = any(reader.phrases.has(kind, cell.text) for kind in reader.phrases.kinds("limit"))
    if reader.phrases.has("same_license", cell.text) or not (limited or _NAMES_TERMS.search(cell.text)):
        return
    yield PassageClaim(
        about=part,
        effect=RESTRICTS if limited else POINTS,
        permissive=Permissive.NO if limited else Permissive.UNKNOWN,
        reason="restricted-use" if limited else "unknown-name",
        location=place,
        words=f"{cell.label} | {cell.text}"[:240],
        how="table",
        scope=cell.label,
    )


def _read_commercial_use(cell: _Cell, part: str, reader: PassageReader) -> Iterator[PassageClaim]:
    denied = reader.phrases.has("cell.no", cell.text)
    if not denied and not reader.phrases.has("cell.yes", cell.text):
        return
    yield PassageClaim(
        about=part,
        effect=RESTRICTS if denied else PERMITS,
        permissive=Permissive.NO if denied else Permissive.UNKNOWN,
        reason="non-commercial" if denied else "commercial-use",
        location=Location(path=reader.path, line=cell.line),
        words=f"{cell.title}: {cell.text}"[:240],
        how="table",
        scope=cell.label,
    )


def _part_of_row(column: _Column, label: str, reader: PassageReader) -> str:
    """Return what a row is about: by its own first words ("Code"), else by headers, section and folder."""
    heads = {each.part for each in find_subjects(label, reader.phrases)}
    if len(heads) == 1 and (heads <= {"data", "code", "document"} or len(label.split()) <= _LONGEST_LABEL):
        return heads.pop()
    if _SUBSET.search(fold_text(column.table.header[0]) if column.table.header else ""):
        return "data"
    place = fold_text(
        " . ".join((*column.table.header[: column.index], *column.table.section[-2:], reader.path.rpartition("/")[0]))
    )
    parts = {each.part for each in find_subjects(place, reader.phrases)}
    return "data" if "data" in parts and "weights" not in parts else "weights"


def _find_others(labels: Sequence[str], reader: PassageReader) -> frozenset[str]:
    """Find the rows that name something else, in a table that has a row for the release itself."""
    named = {label for label in labels if label}
    ours = {
        label for label in named if letters_of([label]) & reader.release.letters or reader.phrases.has("own", label)
    }
    particular = {label for label in named if any(map(reader.release.is_particular, letters_of([label])))}
    return frozenset(particular - ours) if ours else frozenset()
