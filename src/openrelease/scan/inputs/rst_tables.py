"""Lines of a table in reStructuredText -> its rows, each with its line: grid, simple, list-table, csv-table."""

import csv
import re
from collections.abc import Mapping, Sequence

from openrelease.scan.inputs.document_builder import MOST_COLUMNS

Rows = list[tuple[int, list[str]]]
_BORDER = re.compile(r"=+(?: +=+)+")
_ITEM = re.compile(r"(?P<row>[*-] {1,9})?[*-] (?P<text>.*)")


def is_border(row: str) -> bool:
    """Return whether a row is the border of a simple table."""
    return _BORDER.fullmatch(row) is not None


def read_grid_table(rows: Sequence[str], line: int) -> Rows:
    """Read a `+---+` table; a cell of several lines is one cell."""
    found: Rows = []
    new = True
    for number, row in enumerate(rows, start=line):
        cells = [cell.strip() for cell in row.strip("|").split("|", MOST_COLUMNS)[:MOST_COLUMNS]]
        if row.startswith("+"):
            new = True
        elif new or len(found[-1][1]) != len(cells):
            found.append((number, cells))
            new = False
        else:
            found[-1] = (found[-1][0], [f"{above} {cell}" for above, cell in zip(found[-1][1], cells, strict=True)])
    return found


def read_simple_table(rows: Sequence[str], line: int) -> Rows:
    """Read a `=== ===` table; a row without a first cell continues the one above."""
    starts = [match.start() for match in re.finditer(r"=+", rows[0])][:MOST_COLUMNS]
    ends = [*starts[1:], None]
    found: Rows = []
    for number, row in enumerate(rows, start=line):
        cells = [row[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        if is_border(row) or not any(cells):
            continue
        if cells[0] or not found:
            found.append((number, cells))
        else:
            found[-1] = (found[-1][0], [f"{a} {b}".strip() for a, b in zip(found[-1][1], cells, strict=True)])
    return found


def read_list_table(rows: Sequence[str], line: int) -> Rows:
    """Read a table that is written as a list of lists."""
    found: Rows = []
    for number, row in enumerate(rows, start=line):
        item = _ITEM.fullmatch(row.strip())
        if item and item["row"]:
            found.append((number, [item["text"]]))
        elif item and found and len(found[-1][1]) < MOST_COLUMNS:
            found[-1][1].append(item["text"])
        elif row.strip() and found:
            found[-1][1][-1] += f" {row.strip()}"
    return found


def read_csv_table(rows: Sequence[str], line: int, options: Mapping[str, str]) -> Rows:
    """Read a table that is written as comma-separated values; one that is none has no rows."""
    header = [(line, options["header"])] if "header" in options else []
    body = [(number, row.strip()) for number, row in enumerate(rows, start=line) if row.strip()]
    listed = [*header, *body]
    try:
        read = [row[:MOST_COLUMNS] for row in csv.reader([row for _, row in listed], skipinitialspace=True)]
    except csv.Error:
        return []
    return [(number, row) for (number, _), row in zip(listed, read, strict=False)]
