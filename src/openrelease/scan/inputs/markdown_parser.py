"""Markdown -> ParsedDocument, as CommonMark with tables (https://spec.commonmark.org/0.31.2/).

What stands in HTML comments is no statement of anybody's and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from openrelease.scan.inputs.html_fragments import parse_fragment
from openrelease.scan.inputs.parsed_document import Block, Heading, Link, ParsedDocument, Section, Table

if TYPE_CHECKING:  # importing markdown-it costs 30 ms, which a run without documents need not pay
    from markdown_it.token import Token

_BARE_URL = re.compile(r"(?:https?://|gs://|magnet:\?)(?:[^\s<>\"'`\\^{|}\[\]]|\{\w*\})+")  # {name}: a template
_CONTEXT = 500  # characters around a link; taken once for all links of a line, for there may be very many
_COLUMNS = 100  # of a table; what stands in further ones is left out
_MOST = 2_000_000  # characters; a longer document is cut, and the caller has already said so
_LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)


def find_urls(text: str) -> Iterator[str]:
    """Yield every bare URL of a plain text, without the punctuation of the sentence around it."""
    for match in _BARE_URL.finditer(text):
        url = match.group().rstrip(".,;:!?*_")
        yield url.rstrip(")") if url.count(")") > url.count("(") else url


def parse_markdown(path: str, text: str, first_line: int = 1) -> ParsedDocument:
    """Parse a document whose first line is line `first_line` of the file at `path`."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see TYPE_CHECKING above

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader = _DocumentBuilder(first_line)
    for token in parser.parse(text[:_MOST]):
        reader.take(token)
    return reader.document(path)


def parse_html(path: str, text: str, first_line: int = 1) -> ParsedDocument:
    """Parse a page of HTML: what it shows, as if it stood in Markdown."""
    reader = _DocumentBuilder(first_line)
    reader.show(text[:_MOST])
    return reader.document(path)


class _DocumentBuilder:
    """Walks the tokens once and keeps what a document is made of."""

    def __init__(self, first_line: int) -> None:
        self._first = first_line
        self._trail: list[Heading] = []
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._tables: list[Table] = []
        self._blocks: list[Block] = []
        self._heading = 0
        self._rows: list[list[str]] | None = None
        self._table_line = 0
        self._in_comment = False

    def document(self, path: str) -> ParsedDocument:
        return ParsedDocument(
            path=path,
            headings=tuple(self._headings),
            links=tuple(self._links),
            tables=tuple(self._tables),
            blocks=tuple(self._blocks),
        )

    def show(self, page: str) -> None:
        """Take a whole page of HTML."""
        self._html(page, self._first)

    def take(self, token: Token) -> None:
        line = self._first + (token.map[0] if token.map else 0)
        if self._in_comment and token.type != "html_block":
            self._in_comment = "-->" not in token.content
        elif token.type in {"fence", "code_block"}:
            self._code(token, line)
        elif token.type == "html_block":
            self._html(token.content, line)
        elif token.type == "inline":
            self._inline(token, line)
        else:
            self._structure(token, line)

    @property
    def _section(self) -> Section:
        return tuple(heading.text for heading in self._trail)

    def _structure(self, token: Token, line: int) -> None:
        if token.type == "heading_open":
            self._heading = int(token.tag[1])
        elif token.type == "table_open":
            self._rows, self._table_line = [], line
        elif token.type == "tr_open" and self._rows is not None:
            self._rows.append([])
        elif token.type == "table_close" and self._rows:
            header, *rows = (tuple(row) for row in self._rows)
            table = Table(header=header, rows=tuple(rows), line=self._table_line, section=self._section)
            self._tables.append(table)
            self._rows = None

    def _add_heading(self, level: int, text: str, line: int) -> None:
        heading = Heading(level=level, text=text[:200], line=line)
        self._headings.append(heading)
        self._trail = [above for above in self._trail if above.level < level] + [heading]

    def _code(self, token: Token, line: int) -> None:
        info = token.info.split()[0] if token.info.split() else ""
        block = Block(text=token.content, line=line, section=self._section, code=True, info=info)
        self._blocks.append(block)
        offset = 1 if token.type == "fence" else 0
        for number, row in enumerate(token.content.split("\n"), start=line + offset):
            context = _shorten(row)
            for url in find_urls(row):
                self._link(url, "", number, "code", context)

    def _link(self, url: str, label: str, line: int, where: str, context: str) -> None:
        link = Link(
            url=url.strip(),
            label=" ".join(label.split()),
            line=line,
            where=where,
            section=self._section,
            context=context,
        )
        self._links.append(link)

    def _html(self, content: str, line: int) -> None:
        shown = self._outside_comments(content)
        for piece in parse_fragment(shown):
            at = line + piece.line
            if piece.kind == "text":
                self._blocks.append(Block(text=piece.text, line=at, section=self._section))
            elif piece.kind in {"link", "image"}:
                where = "html" if piece.kind == "link" else "image"
                self._link(piece.url, piece.text, at, where, _shorten(piece.text))
            elif piece.kind == "table":
                header, *rows = piece.rows
                self._tables.append(Table(header=header, rows=tuple(rows), line=at, section=self._section))
            elif piece.text:
                self._add_heading(int(piece.kind[1]), piece.text, at)

    def _outside_comments(self, content: str) -> str:
        """Blank the comments but keep newlines; a comment may stay open across blocks."""
        shown: list[str] = []
        for part in re.split(r"(<!--|-->)", content):
            if part in {"<!--", "-->"}:
                self._in_comment = part == "<!--"
            else:
                shown.append("\n" * part.count("\n") if self._in_comment else part)
        return "".join(shown)

    def _inline(self, token: Token, line: int) -> None:
        children = token.children or []
        # the text for readers who see no pictures is not said where they are seen
        text = " ".join(_join_text(child for child in children if child.type != "image").split())
        if self._heading:
            self._add_heading(self._heading, text or " ".join(_join_text(children).split()), line)
            self._heading = 0
        elif self._rows is not None:
            if len(self._rows[-1]) < _COLUMNS:
                self._rows[-1].append(text)
        elif text:
            self._blocks.append(Block(text=text, line=line, section=self._section))
        self._inline_links(children, line, text)

    def _inline_links(self, children: Iterable[Token], line: int, text: str) -> None:
        context = _shorten(" | ".join(self._rows[-1]) if self._rows else text)
        where = "table" if self._rows is not None else "prose"
        opened: list[tuple[str, int, list[str]]] = []  # at most one: links do not nest
        for child in children:
            line += _count_breaks(child)
            words = _token_text(child)
            for entry in opened:
                entry[2].append(words)
            if child.type == "link_open":
                opened = [(str(child.attrs.get("href", "")), line, [])]
            elif child.type == "html_inline":
                self._inline_html(child.content, line, opened)
            else:
                self._inline_link(child, line, where, context, inside=bool(opened))
            if opened and (child.type == "link_close" or child.content.startswith("</a")):
                url, at, label = opened.pop()
                self._link(url, "".join(label), at, where, context)
        for url, at, label in opened:  # never closed: a browser links it all the same
            self._link(url, "".join(label), at, where, context)

    def _inline_html(self, content: str, line: int, opened: list[tuple[str, int, list[str]]]) -> None:
        line -= content.count("\n")  # a tag over several lines stands where it begins
        for piece in parse_fragment(content):
            if piece.kind == "link":
                opened[:] = [(piece.url, line, [])]
            elif piece.kind == "image":
                self._link(piece.url, piece.text, line, "image", _shorten(piece.text))

    def _inline_link(self, child: Token, line: int, where: str, context: str, *, inside: bool) -> None:
        """Keep an image; outside of a link also a bare URL and a code span that is nothing but a name."""
        if child.type == "image":
            self._link(str(child.attrs.get("src", "")), child.content, line, "image", context)
        elif child.type == "code_inline" and not inside:
            self._code_ids(child.content, line, context)
        elif child.type == "text" and not inside:
            for url in find_urls(child.content):
                self._link(url, "", line, where, context)

    def _code_ids(self, content: str, line: int, context: str) -> None:
        """Keep a code span that is nothing but a URL or `owner/name`: links.py decides what it names."""
        if re.fullmatch(r"[\w.-]{2,60}/[\w.-]{2,96}", content) or content.startswith("https://"):
            self._link(content, "", line, "code", context)


def _count_breaks(token: Token) -> int:
    if token.type in {"softbreak", "hardbreak"}:
        return 1
    return token.content.count("\n") if token.type == "html_inline" else 0


def _token_text(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"} or _LINE_END.fullmatch(token.content):
        return " "
    if token.type == "image":
        return token.content
    return token.content if token.type in {"text", "code_inline"} else ""


def _shorten(text: str) -> str:
    """Give the beginning of a text as the context of its links."""
    return " ".join(text[: 4 * _CONTEXT].split())[:_CONTEXT]


def _join_text(children: Iterable[Token]) -> str:
    return "".join(_token_text(child) for child in children)
