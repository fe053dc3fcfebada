"""Tables of reStructuredText -> those of Markdown, in as many rows: grid, simple, list-table, csv-table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

_BORDER = re.compile(r"=+(?: +=+)+")
_ITEM = re.compile(r"(?P<row>[*-] {1,9})?[*-] (?P<text>.*)")
_MOST = 100  # columns; what stands in further ones is left out


def is_border(row: str) -> bool:
    """Tell whether a row is the border of a simple table."""
    return _BORDER.fullmatch(row) is not None


def rewrite_grid_table(rows: Sequence[str]) -> Iterator[str]:
    """Rewrite `+---+` tables; the first row is the header, whether or not the table says so."""
    headed = False
    yield ""
    for number, row in enumerate(rows[1:], start=1):
        if row.startswith("|"):
            yield row
        elif headed:
            yield "" if number == len(rows) - 1 else "|  |"
        else:
            headed = True
            yield "|---" * (row.count("+") - 1) + "|"


def rewrite_simple_table(rows: Sequence[str]) -> Iterator[str]:
    """Rewrite `=== ===` tables; where there is no header, the first row becomes one."""
    starts = [match.start() for match in re.finditer(r"=+", rows[0])][:_MOST]
    line = "|---" * len(starts) + "|"
    cells = ["" if is_border(row) else _format_row(_split_cells(row, starts)) for row in rows]
    inner = next((number for number in range(1, len(rows) - 1) if is_border(rows[number])), None)
    if inner is None:
        made = [*cells[1:2], line, *cells[2:-1], ""]
    else:
        made = ["", *cells[1:inner], line, *cells[inner + 1 : -1], ""]
    yield from (made + [""] * len(rows))[: len(rows)]


def rewrite_list_table(rows: Sequence[str], options: Mapping[str, str]) -> Iterator[str]:
    """Rewrite a table that is written as a list of lists."""
    found: list[list[str]] = []
    for row in rows:
        item = _ITEM.fullmatch(row.strip())
        if item and item["row"]:
            found.append([item["text"]])
        elif item and found:
            found[-1].append(item["text"])
        elif row.strip() and found:
            found[-1][-1] += f" {row.strip()}"
    yield from _fit_rows(found, len(rows), options)


def rewrite_csv_table(rows: Sequence[str], options: Mapping[str, str]) -> Iterator[str]:
    """Rewrite a table that is written as comma-separated values."""
    header = [options["header"]] if "header" in options else []
    body = [row.strip() for row in rows if row.strip()]
    try:
        found = [row[:_MOST] for row in csv.reader([*header, *body], skipinitialspace=True)]
    except csv.Error:
        found = []
    yield from _fit_rows(found, len(rows), options)


def _fit_rows(found: Sequence[Sequence[str]], length: int, _options: Mapping[str, str]) -> Iterator[str]:
    """Put a table into `length` rows; one that does not fit there, which is none, is left out."""
    made = [] if not found else [_format_row(found[0]), "|---" * len(found[0]) + "|", *map(_format_row, found[1:])]
    empty = length - len(made)
    yield from (["", *made, *[""] * (empty - 1)] if empty > 1 else [""] * length)


def _split_cells(row: str, starts: Sequence[int]) -> list[str]:
    ends = [*starts[1:], len(row)]
    return [row[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _format_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells[:_MOST]) + " |"
