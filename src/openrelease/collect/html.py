"""HTML inside Markdown -> links, headings and text. Comments are dropped, as a reader never sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing that a fragment of HTML shows: `kind` is text, link, image, or h1 to h6.

    `line` counts from 0 within the fragment; `url` is that of a link or an image.
    """

    kind: str
    text: str
    line: int
    url: str = ""


class _Pieces(HTMLParser):
    """Collects pieces; a link or heading is closed by its end tag or by the end of the fragment."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._open: list[tuple[str, str, int, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        line = self.getpos()[0] - 1
        if tag == "img":
            self._image(given, line)
        elif tag == "a" or _HEADING.fullmatch(tag):
            self._open.append((tag, given.get("href", ""), line, []))

    def _image(self, given: dict[str, str], line: int) -> None:
        alt = given.get("alt", "")
        self.handle_data(alt)
        self.pieces.append(Piece(kind="image", text=alt, line=line, url=given.get("src", "")))

    def handle_endtag(self, tag: str) -> None:
        if any(entry[0] == tag for entry in self._open):
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        for entry in self._open:
            entry[3].append(data)
        if data.strip() and not self._open:
            self.pieces.append(Piece(kind="text", text=data.strip(), line=self.getpos()[0] - 1))

    def _close(self) -> str:
        tag, url, line, words = self._open.pop()
        kind = "link" if tag == "a" else tag
        self.pieces.append(Piece(kind=kind, text=" ".join(" ".join(words).split()), line=line, url=url))
        return tag

    def finish(self) -> tuple[Piece, ...]:
        self.close()
        while self._open:
            self._close()
        return tuple(self.pieces)


def pieces(fragment: str) -> tuple[Piece, ...]:
    """Give what a reader sees of an HTML fragment, in order of the end tags."""
    parser = _Pieces()
    parser.feed(fragment)
    return parser.finish()
