"""Markdown -> ParsedDocument, as CommonMark with tables (https://spec.commonmark.org/0.31.2/).

HTML comments are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from openrelease.scan.inputs.document_builder import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    DocumentBuilder,
    find_urls,
    may_hold_url,
    shorten_context,
)
from openrelease.scan.inputs.html_fragments import parse_fragment
from openrelease.scan.inputs.parsed_document import ParsedDocument

if TYPE_CHECKING:  # importing markdown-it costs 30 ms, which a run without documents need not pay
    from markdown_it.token import Token

_LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)


def parse_markdown(path: str, text: str, first_line: int = 1) -> ParsedDocument:
    """Parse a document whose first line is line `first_line` of the file at `path`."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see TYPE_CHECKING above

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader = _TokenReader(first_line)
    for token in parser.parse(text[:MOST_CHARACTERS]):
        reader.take(token)
    return reader.document.build(path)


def parse_html(path: str, text: str, first_line: int = 1) -> ParsedDocument:
    """Parse a page of HTML: what it shows, as if it stood in Markdown."""
    document = DocumentBuilder()
    document.add_html(text[:MOST_CHARACTERS], first_line)
    return document.build(path)


class _TokenReader:
    """Walks the tokens once and adds their parts to `document`."""

    def __init__(self, first_line: int) -> None:
        self.document = DocumentBuilder()
        self._first = first_line
        self._heading = 0
        self._rows: list[list[str]] | None = None
        self._table_line = 0

    def take(self, token: Token) -> None:
        line = self._first + (token.map[0] if token.map else 0)
        if token.type == "html_block":
            self.document.add_html(token.content, line)
        elif self.document.is_in_comment(token.content):
            return
        elif token.type in {"fence", "code_block"}:
            info = token.info.split()[0] if token.info.split() else ""
            self.document.add_code(token.content, line, info, line + (token.type == "fence"))
        elif token.type == "inline":
            self._inline(token, line)
        else:
            self._structure(token, line)

    def _structure(self, token: Token, line: int) -> None:
        if token.type == "heading_open":
            self._heading = int(token.tag[1])
        elif token.type == "table_open":
            self._rows, self._table_line = [], line
        elif token.type == "tr_open" and self._rows is not None:
            self._rows.append([])
        elif token.type == "table_close" and self._rows:
            self.document.add_table(self._rows, self._table_line)
            self._rows = None

    def _inline(self, token: Token, line: int) -> None:
        children = token.children or []
        # alternative texts of pictures are not part of the visible text
        text = " ".join(_join_text(child for child in children if child.type != "image").split())
        if self._heading:
            self.document.add_heading(self._heading, text or " ".join(_join_text(children).split()), line)
            self._heading = 0
        elif self._rows is not None:
            if len(self._rows[-1]) < MOST_COLUMNS:
                self._rows[-1].append(text)
        else:
            self.document.add_text(text, line)
        self._inline_links(children, line, text)

    def _inline_links(self, children: Iterable[Token], line: int, text: str) -> None:
        context = shorten_context(" | ".join(self._rows[-1]) if self._rows else text)
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
                self.document.add_link(url, "".join(label), at, where, context)
        for url, at, label in opened:  # never closed: a browser links it all the same
            self.document.add_link(url, "".join(label), at, where, context)

    def _inline_html(self, content: str, line: int, opened: list[tuple[str, int, list[str]]]) -> None:
        line -= content.count("\n")  # a tag over several lines stands where it begins
        for piece in parse_fragment(content):
            if piece.kind == "link":
                opened[:] = [(piece.url, line, [])]
            elif piece.kind == "image":
                self.document.add_link(piece.url, piece.text, line, "image", shorten_context(piece.text))

    def _inline_link(self, child: Token, line: int, where: str, context: str, *, inside: bool) -> None:
        """Keep an image; outside of a link also a bare URL and a code span that is nothing but a name."""
        if child.type == "image":
            self.document.add_link(str(child.attrs.get("src", "")), child.content, line, "image", context)
        elif child.type == "code_inline" and not inside:
            self.document.add_code_span(child.content, line, context)
        elif child.type == "text" and not inside and may_hold_url(child.content):
            for url in find_urls(child.content):
                self.document.add_link(url, "", line, where, context)


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


def _join_text(children: Iterable[Token]) -> str:
    return "".join(_token_text(child) for child in children)
