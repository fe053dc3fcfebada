"""Document -> its sections, each with the length of its content, so that empty sections are known."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from openrelease.model import CardSection, Location
from openrelease.scan.inputs.parsed_document import Heading, ParsedDocument, Table
from openrelease.scan.inputs.placeholders import is_empty, is_none, split_label

_MOST_ALIKE = 3  # paragraphs with the same words; what stands under more headings than that describes none of them


def list_sections(document: ParsedDocument) -> tuple[CardSection, ...]:
    """List the sections with the length of their text, subsections included; placeholders do not count."""
    written = sorted(_list_content(document))
    lines = [line for line, _ in written]
    total = (0, *accumulate(length for _, length in written))
    every = sorted(block.line for block in document.blocks)
    nones = sorted(block.line for block in document.blocks if is_none(split_label(block.text)[1]))
    found = []
    for heading, end in zip(document.headings, _section_ends(document.headings), strict=True):
        first, last = _index_range(lines, heading.line, end)
        filled = last > first
        below = _index_range(every, heading.line, end)
        found.append(
            CardSection(
                title=heading.text,
                level=heading.level,
                location=Location(path=document.path, line=heading.line),
                filled=filled,
                placeholder=not filled and below[1] > below[0],
                says_none=not filled and _has_line_between(nones, heading.line, end),
                length=total[last] - total[first],
            )
        )
    return tuple(found)


def _index_range(lines: Sequence[int], start: int, end: int | None) -> tuple[int, int]:
    """Return the index range of the lines after a heading and before the next."""
    first = bisect_right(lines, start)
    return first, max(first, len(lines) if end is None else bisect_left(lines, end))


def _has_line_between(lines: Sequence[int], start: int, end: int | None) -> bool:
    first, last = _index_range(lines, start, end)
    return last > first


def _list_content(document: ParsedDocument) -> Iterator[tuple[int, int]]:
    """Yield line and length of each text, table and picture that is not a placeholder."""
    times = Counter(block.text for block in document.blocks if not block.code)
    for block in document.blocks:
        if times[block.text] <= _MOST_ALIKE and not is_empty(split_label(block.text)[1]):
            yield block.line, len(block.text)
    for table in document.tables:
        if length := _content_length(table):
            yield table.line, length
    for link in document.links:
        if link.where == "image":
            yield link.line, 0


def _content_length(table: Table) -> int:
    return sum(len(cell) for row in table.rows for cell in row if not is_empty(cell))


def _section_ends(headings: Sequence[Heading]) -> list[int | None]:
    """Return the line where each section ends: that of the next heading of its level or above. Linear time."""
    ends: list[int | None] = []
    following: dict[int, tuple[int, int]] = {}  # a level: where its next heading is in the list, and its line
    for number, heading in reversed(list(enumerate(headings))):
        at_most = [place for level, place in following.items() if level <= heading.level]
        ends.append(min(at_most)[1] if at_most else None)
        following[heading.level] = (number, heading.line)
    return ends[::-1]
