"""reStructuredText -> ParsedDocument, line by line; indentation matters only where a block ends.

Format: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

import re
import textwrap
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile

from openrelease.scan.inputs.document_builder import MOST_CHARACTERS, DocumentBuilder
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.rst_inline import (
    Picture,
    Targets,
    add_paragraph,
    add_table_rows,
    normalize_name,
    read_plain_text,
)
from openrelease.scan.inputs.rst_tables import (
    is_border,
    read_csv_table,
    read_grid_table,
    read_list_table,
    read_simple_table,
)

_RULE = re.compile("|".join(rf"{re.escape(char)}{{2,}}" for char in "=-~^\"'`#*+.:_"))
_DIRECTIVE = re.compile(r"\.\.\s+(?:\|(?P<name>[^|]{1,80})\|\s+)?(?P<kind>[\w-]{1,40})::\s*(?P<rest>.*)")
_TARGET = re.compile(r"\.\.\s+_(?P<name>`[^`]{1,200}`|[^:]{1,200}):\s*(?P<url>\S*)")
_ANONYMOUS = re.compile(r"(?:\.\.\s+__:|__)\s+(?P<url>\S+)")
_NOTE = re.compile(r"\.\.\s+\[[^\]]{1,80}\]\s*(?P<text>.*)")
_OPTION = re.compile(r":(?P<key>[\w-]{1,40}):\s*(?P<value>.*)")
_ITEM = re.compile(r"(?:[*+-]|\(?(?:\d{1,3}|[A-Za-z]|#)[.)]|\|)\s+(?P<text>.*)")
_PICTURES = frozenset({"image", "figure"})
_CODE = frozenset({"code", "code-block", "sourcecode", "parsed-literal", "doctest", "prompt"})
_TABLES = frozenset({"list-table", "csv-table"})
_SKIPPED = frozenset(
    {"include", "contents", "toctree", "meta", "default-role", "sectnum", "highlight", "math", "replace"}
)
_SHORTEST_RULE = 3  # characters under a title


def parse_restructuredtext(path: str, text: str, first_line: int = 1) -> ParsedDocument:
    """Parse a document whose first line is line `first_line` of the file at `path`."""
    rows = [row.rstrip().expandtabs(4) for row in text[:MOST_CHARACTERS].split("\n")]
    reader = _BlockReader(rows, first_line)
    at = 0
    while at < len(rows):
        at = reader.take(at)
    reader.end_paragraph()
    return reader.document.build(path)


def _read_targets(rows: Sequence[str]) -> Targets:
    """Collect what is defined anywhere in the document."""
    urls: dict[str, str] = {}
    pictures: dict[str, Picture] = {}
    texts: dict[str, str] = {}
    for at, row in enumerate(row.lstrip() for row in rows):
        if target := _TARGET.fullmatch(row):
            below = rows[at + 1].strip() if at + 1 < len(rows) else ""
            urls[normalize_name(target["name"].strip("`"))] = target["url"] or below
        elif (directive := _DIRECTIVE.fullmatch(row)) and directive["name"]:
            name = normalize_name(directive["name"])
            texts[name] = directive["rest"]
            if directive["kind"].lower() in _PICTURES:
                pictures[name] = _read_picture(directive["rest"], _read_options(rows, at + 1)[0])
    anonymous = (found["url"] for row in rows if (found := _ANONYMOUS.fullmatch(row.lstrip())))
    return Targets(urls=urls, pictures=pictures, texts=texts, anonymous=anonymous)


def _read_picture(url: str, options: Mapping[str, str]) -> Picture:
    return Picture(url=url.strip(), alt=options.get("alt", ""), target=options.get("target", ""))


def _read_options(rows: Sequence[str], at: int) -> tuple[Mapping[str, str], int]:
    """The options of a directive, and the row behind them."""
    found: dict[str, str] = {}
    while at < len(rows) and (option := _OPTION.fullmatch(rows[at].strip())):
        found[option["key"].lower()] = option["value"].strip()
        at += 1
    return found, at


class _BlockReader:
    """Reads blocks of rows and adds them to `document`."""

    def __init__(self, rows: Sequence[str], first_line: int) -> None:
        self.document = DocumentBuilder()
        self._rows = rows
        self._first = first_line
        self._targets = _read_targets(rows)
        self._styles: list[tuple[str, bool]] = []  # of headings, the highest first
        borders = (at for at, row in enumerate(rows) if is_border(row.lstrip()))
        self._last_borders = [at for at in borders if not self._row(at + 1)]  # of simple tables
        self._paragraph: list[str] = []
        self._paragraph_at = 0

    def take(self, at: int) -> int:
        """Read what begins at a row; return the row behind it."""
        row = self._rows[at].lstrip()
        if not row or _ANONYMOUS.fullmatch(row):
            self.end_paragraph()
            return at + 1
        if row == ".." or row.startswith(".. "):
            self.end_paragraph()
            return self._explicit(at, row)
        if behind := self._heading(at) or self._table(at, row):
            return behind
        return self._text(at, row)

    def end_paragraph(self) -> None:
        """Add the paragraph that was collected, if any."""
        if self._paragraph:
            text = "\n".join(self._paragraph)
            self._paragraph = []
            add_paragraph(text, self._first + self._paragraph_at, self._targets, self.document)

    def _text(self, at: int, row: str) -> int:
        """Take a row of a paragraph; a list item begins a new one, and `::` ends one before code."""
        item = _ITEM.fullmatch(row)
        if item or _OPTION.fullmatch(row):
            self.end_paragraph()
        text = item["text"] if item else row
        if row.startswith(">>> "):
            return self._code(at, self._behind_paragraph(at), "")
        opens_code = text.endswith("::") and not self._row(at + 1)
        if not self._paragraph:
            self._paragraph_at = at
        self._paragraph.append(text[:-1] if opens_code and text != "::" else "" if opens_code else text)
        if not opens_code:
            return at + 1
        self.end_paragraph()
        return self._code(at + 1, self._behind_block(at), "")

    def _heading(self, at: int) -> int:
        """Read a title with its lines; return the row behind it, 0 where there is none."""
        row, below = self._rows[at], self._row(at + 1)
        if _RULE.fullmatch(row) and below.strip() and self._row(at + 2) == row:
            return self._add_heading(at + 1, below.strip(), (row[0], True)) + 2
        plain = row[:1].strip() and not _RULE.fullmatch(row) and not self._paragraph
        if plain and len(below) >= _SHORTEST_RULE and _RULE.fullmatch(below):
            return self._add_heading(at, row, (below[0], False)) + 2
        if len(row) > _SHORTEST_RULE and _RULE.fullmatch(row):  # a line between paragraphs
            self.end_paragraph()
            return at + 1
        return 0

    def _add_heading(self, at: int, title: str, style: tuple[str, bool]) -> int:
        self.end_paragraph()
        if style not in self._styles:
            self._styles.append(style)
        text = read_plain_text(title, self._targets)
        self.document.add_heading(min(self._styles.index(style) + 1, 6), text, self._first + at)
        return at

    def _table(self, at: int, row: str) -> int:
        """Read a grid or a simple table; return the row behind it, 0 where there is none."""
        if row.startswith("+-"):
            rows = [each.strip() for each in takewhile(_is_of_grid, islice(self._rows, at, None))]
            end = at + len(rows)
            return self._add_table(read_grid_table(rows, self._first + at), at, end)
        if is_border(row) and (end := self._simple_end(at)):
            indent = len(self._rows[at]) - len(row)
            rows = [each[indent:] for each in self._rows[at:end]]
            return self._add_table(read_simple_table(rows, self._first + at), at, end)
        return 0

    def _add_table(self, rows: list[tuple[int, list[str]]], at: int, end: int) -> int:
        self.end_paragraph()
        add_table_rows(rows, self._first + at, self._targets, self.document)
        return end

    def _simple_end(self, at: int) -> int:
        """The row behind the simple table that begins at a border, 0 where no border ends it."""
        place = bisect_right(self._last_borders, at)
        return self._last_borders[place] + 1 if place < len(self._last_borders) else 0

    def _explicit(self, at: int, row: str) -> int:
        """Read a directive, a footnote, a link target or a comment; return the row behind it."""
        directive, note = _DIRECTIVE.fullmatch(row), _NOTE.fullmatch(row)
        if directive and not directive["name"]:
            return self._directive(at, directive["kind"].lower(), directive["rest"])
        if note:
            return self._text(at, note["text"]) if note["text"] else at + 1
        return self._behind_block(at)

    def _directive(self, at: int, kind: str, rest: str) -> int:
        """Read a directive; the body of one that is not known is read as any other text."""
        options, body = _read_options(self._rows, at + 1)
        end = self._behind_block(at)
        line = self._first + body
        if kind in _PICTURES:
            self._add_picture(_read_picture(rest, options), self._first + at)
        elif kind in _CODE:
            return self._code(body, end, rest.split(" ", maxsplit=1)[0])
        elif kind == "raw":
            self.document.add_html("\n".join(self._rows[body:end]) if rest == "html" else "", line)
            return end
        elif kind in _TABLES:
            rows = self._rows[body:end]
            found = read_list_table(rows, line) if kind == "list-table" else read_csv_table(rows, line, options)
            return self._add_table(found, at, end)
        elif kind in _SKIPPED:
            return end
        elif rest:
            self._text(at, rest)
            self.end_paragraph()
        return body

    def _add_picture(self, picture: Picture, line: int) -> None:
        self.document.add_link(picture.url, picture.alt, line, "image", picture.alt)
        if picture.target:
            self.document.add_link(picture.target, picture.alt, line, "prose", picture.alt)

    def _code(self, at: int, end: int, info: str) -> int:
        """Add the code between two rows, without its indentation; return the row behind it."""
        start = next((row for row in range(at, end) if self._rows[row]), end)
        if start < end:
            code = textwrap.dedent("\n".join(self._rows[start:end])).rstrip("\n")
            line = self._first + start
            self.document.add_code(code, line - bool(info), info, line)
        return end

    def _row(self, at: int) -> str:
        return self._rows[at] if at < len(self._rows) else ""

    def _behind_block(self, at: int) -> int:
        """The row behind the rows that are indented more than a row."""
        indent = _indentation(self._rows[at])
        end = at + 1
        while end < len(self._rows) and (not self._rows[end] or _indentation(self._rows[end]) > indent):
            end += 1
        return end

    def _behind_paragraph(self, at: int) -> int:
        return next((row for row in range(at, len(self._rows)) if not self._rows[row]), len(self._rows))


def _is_of_grid(row: str) -> bool:
    return row.lstrip()[:1] in {"+", "|"}


def _indentation(row: str) -> int:
    return len(row) - len(row.lstrip())
