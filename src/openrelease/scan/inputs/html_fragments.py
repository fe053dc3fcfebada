"""HTML inside Markdown -> links, headings, tables and text; comments, scripts and styles are not shown."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from openrelease.values import dataclass

_HEADING = re.compile(r"h[1-6]")
# Not shown. html.parser raises AssertionError for some, and takes quadratic time for many unclosed ones.
_NOT_SHOWN = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>?", re.DOTALL)
_HIDDEN = frozenset({"script", "style", "template"})
# elements that end the sentence before them; all others stand inside one
_BLOCKS = frozenset(
    {"p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td", "th"}
    | {"blockquote", "details", "summary", "section", "article", "center", "pre", "figure", "figcaption"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A visible part of a fragment of HTML: `kind` is text, link, image, table, or h1 to h6.

    `line` counts from 0 within the fragment; `url` is that of a link or image, `rows` are those of a table.
    """

    kind: str
    text: str
    line: int
    url: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


class _FragmentParser(HTMLParser):
    """Collects pieces; a link or heading is closed by its end tag or by the end of the fragment."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._open: list[tuple[str, str, int, list[str]]] = []
        self._sentence: list[str] = []
        self._sentence_line = 0
        self._rows: list[list[list[str]]] = []
        self._table_line = 0
        self._hidden = 0

    @property
    def _line(self) -> int:
        return self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self._end_sentence()
        if tag == "img":
            self._image(given)
        elif tag == "a" or _HEADING.fullmatch(tag):
            self._leave(tag)
            self._open.append((tag, given.get("href", ""), self._line, []))
        else:
            self._start_cell(tag)

    def _leave(self, tag: str) -> None:
        """Close what a new link or heading ends: neither stands within another of its kind."""
        while any((entry[0] == "a") is (tag == "a") for entry in self._open):
            self._close()

    def _start_cell(self, tag: str) -> None:
        if tag == "table":
            self._end_table()
            self._table_line = self._line
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append([])

    def _image(self, given: dict[str, str]) -> None:
        alt = given.get("alt", "")
        self._say(alt)
        self.pieces.append(Piece(kind="image", text=_join_words([alt]), line=self._line, url=given.get("src", "")))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if any(entry[0] == tag for entry in self._open):
            while self._close() != tag:
                pass
        if tag in _BLOCKS:
            self._end_sentence()
        if tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if data.strip() and not self._sentence:
            self._sentence_line = self._line + data[: len(data) - len(data.lstrip())].count("\n")
        in_heading = any(entry[0] != "a" for entry in self._open)
        if not in_heading and (self._sentence or data.strip()):
            self._sentence.append(data)
        self._say(data)

    def _say(self, data: str) -> None:
        for entry in self._open:
            entry[3].append(data)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(data)

    def _end_sentence(self) -> None:
        text = _join_words(self._sentence)
        self._sentence = []
        if text:
            self.pieces.append(Piece(kind="text", text=text, line=self._sentence_line))

    def _end_table(self) -> None:
        rows = tuple(tuple(map(_join_words, row)) for row in self._rows if row)
        self._rows = []
        if len(rows) > 1:
            self.pieces.append(Piece(kind="table", text="", line=self._table_line, rows=rows))

    def _close(self) -> str:
        tag, url, line, words = self._open.pop()
        kind = "link" if tag == "a" else tag
        self.pieces.append(Piece(kind=kind, text=_join_words(words), line=line, url=url))
        return tag

    def finish(self) -> tuple[Piece, ...]:
        self.close()
        while self._open:
            self._close()
        self._end_sentence()
        self._end_table()
        return tuple(self.pieces)


def parse_fragment(fragment: str) -> tuple[Piece, ...]:
    """Return the visible parts of an HTML fragment, in order of their end tags."""
    parser = _FragmentParser()
    shown = _NOT_SHOWN.sub(lambda match: "\n" * match[0].count("\n"), fragment)
    # html.parser looks for the end of a tag from each "<" on: what no ">" follows is text.
    end = shown.rfind(">") + 1
    parser.feed(shown[:end] + shown[end:].replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"))
    return parser.finish()


def _join_words(words: Sequence[str]) -> str:
    return " ".join("".join(words).split())
