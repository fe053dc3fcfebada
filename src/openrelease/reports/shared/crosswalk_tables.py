"""Cross-walk -> a table in plain text, in blocks of columns that fit, and one in Markdown."""

import re
import textwrap
from collections.abc import Iterator, Sequence

from openrelease.model import Report
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.crosswalk import Crosswalk, CrosswalkCell, build_crosswalk, cell_word, format_legend
from openrelease.reports.shared.escape import code_span, escape_prose, escape_terminal
from openrelease.reports.shared.fit_to_limit import Item, Section, folded_section
from openrelease.reports.shared.report_summary import MARKS, keep_on_one_line

_NARROW = 12  # characters of a heading; a longer id is broken behind "-", "." or "_"
_GAP = 2


def crosswalk_lines(report: Report, width: int) -> list[str]:
    """A heading, then one table below the other, each of at most about `width` columns of text."""
    walk = build_crosswalk(report)
    if walk is None:
        return []
    blocks = (line for at in _split_columns(walk, width) for line in _format_block(walk, at))
    note = textwrap.wrap(format_legend(walk), width, initial_indent="  ", subsequent_indent="  ")
    return ["Cross-walk of the definitions", *blocks, *note]


def crosswalk_section(report: Report) -> Section:
    """The same in Markdown, folded; without items where there is nothing to compare."""
    walk = build_crosswalk(report)
    if walk is None:
        return Section(name="lines of the cross-walk", head="", items=())
    head = f"| Component | {' | '.join(map(code_span, walk.policies))} |\n{'|---' * (len(walk.policies) + 1)}|\n"
    summary = f"Cross-walk: {len(walk.lines)} components by {len(walk.policies)} definitions"
    note = format_legend(walk)
    items = tuple(
        Item(severity=ADVICE, text=f"| {line.title} | {' | '.join(map(_cell_markdown, line.cells))} |\n")
        for line in walk.lines
    )
    foot = f"\n{escape_prose(f'{note[:1].upper()}{note[1:]}.') if note else ''}\n"
    return folded_section("lines of the cross-walk", summary, items, head=head, foot=foot)


def _cell_markdown(cell: CrosswalkCell | None) -> str:
    return keep_on_one_line(f"{MARKS[cell.outcome]} {cell_word(cell)}") if cell else cell_word(cell)


def _split_heading(policy: str) -> list[str]:
    """The id in pieces that are no longer than a column, which a hostile one may not widen."""
    pieces: list[str] = []
    for part in re.split(r"(?<=[-._])", escape_terminal(policy)):
        if pieces and len(pieces[-1]) + len(part) <= _NARROW:
            pieces[-1] += part
        else:
            pieces.append(part[:_NARROW])
    return pieces[:_LINES]


_LINES = 3  # of a heading


def _column_widths(walk: Crosswalk) -> list[int]:
    """The width of each column, its gap included."""
    return [
        _GAP + max(map(len, (*_split_heading(policy), *(cell_word(line.cells[at]) for line in walk.lines))))
        for at, policy in enumerate(walk.policies)
    ]


def _split_columns(walk: Crosswalk, width: int) -> Iterator[list[int]]:
    """The columns of each table, as many as fit, and one at the least."""
    room = width - _first_width(walk)
    block: list[int] = []
    used = 0
    for at, wide in enumerate(_column_widths(walk)):
        if block and used + wide > room:
            yield block
            block, used = [], 0
        block, used = [*block, at], used + wide
    yield block


def _first_width(walk: Crosswalk) -> int:
    return _GAP + max(len(line.title) for line in walk.lines)


def _format_block(walk: Crosswalk, columns: Sequence[int]) -> Iterator[str]:
    widths = _column_widths(walk)
    headings = [_split_heading(walk.policies[at]) for at in columns]
    high = max(map(len, headings))
    first = _first_width(walk)
    for level in range(high):
        pieces = [([""] * (high - len(each)) + each)[level] for each in headings]
        yield _format_row("", pieces, [widths[at] for at in columns], first)
    for line in walk.lines:
        yield _format_row(
            line.title, [cell_word(line.cells[at]) for at in columns], [widths[at] for at in columns], first
        )


def _format_row(name: str, cells: Sequence[str], widths: Sequence[int], first: int) -> str:
    padded = (f"{'':{_GAP}}{cell:<{wide - _GAP}}" for cell, wide in zip(cells, widths, strict=True))
    return f"{f'  {name}':<{first}}{''.join(padded)}".rstrip()
