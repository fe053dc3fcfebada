"""A paragraph of reStructuredText -> its plain text and its links.

Format: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup
"""

import re
from collections.abc import Iterator, Mapping

from openrelease.scan.inputs.document_builder import DocumentBuilder, find_urls, shorten_context
from openrelease.values import dataclass

_MARKUP = re.compile(
    r"``(?P<literal>[^`\n]{1,300})``"
    r"|:[\w:.+-]{1,40}:`(?P<role>[^`]{0,300})`"
    r"|`(?P<label>[^`<]{0,300})<(?P<url>[^<>`\s]{1,2000})>`__?"
    r"|`(?P<phrase>[^`<>]{1,200})`(?P<ends>_{0,2})(?!\w)"
    r"|\|(?P<substitution>[^|\s][^|\n]{0,80})\|_{0,2}"
    r"|(?<![\w`])(?P<word>[A-Za-z][\w.-]{0,80})_(?![\w`])"
    r"|\*{1,2}(?P<emphasis>[^*\s][^*\n]{0,300})\*{1,2}"
)
_ESCAPE = re.compile(r"\\(?:\s|(\S))")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture, and the URL that a click on it opens."""

    url: str
    alt: str = ""
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class Targets:
    """What a document defines once for all of its text: the URL of each name, pictures, and plain texts.

    `anonymous` yields the URLs of nameless targets in the order of their references.
    """

    urls: Mapping[str, str]
    pictures: Mapping[str, Picture]
    texts: Mapping[str, str]
    anonymous: Iterator[str]

    def find_url(self, name: str) -> str:
        """The URL of a name, "" where there is none; a name may stand for another name, once."""
        url = self.urls.get(normalize_name(name), "")
        return self.urls.get(normalize_name(url[:-1].strip("`")), "") if url.endswith("_") else url


def normalize_name(name: str) -> str:
    """The form in which names of targets are compared."""
    return " ".join(name.casefold().split())


def add_paragraph(text: str, line: int, targets: Targets, document: DocumentBuilder) -> None:
    """Add a paragraph that begins on a line, and the links in it."""
    reader = _InlineReader(text, line, targets)
    document.add_text(reader.plain, line)
    reader.add_links(document, "prose", shorten_context(reader.plain))


def read_plain_text(text: str, targets: Targets) -> str:
    """The text of a title, without markup."""
    return _InlineReader(text, 1, targets).plain


def add_table_rows(rows: list[tuple[int, list[str]]], line: int, targets: Targets, document: DocumentBuilder) -> None:
    """Add a table and the links in its cells; each row comes with its line."""
    read = [[_InlineReader(cell, at, targets) for cell in cells] for at, cells in rows]
    document.add_table([[cell.plain for cell in row] for row in read], line)
    for row in read:
        context = shorten_context(" | ".join(cell.plain for cell in row))
        for cell in row:
            cell.add_links(document, "table", context)


class _InlineReader:
    """The plain text of a paragraph or cell, and what it links, each with its line."""

    def __init__(self, text: str, line: int, targets: Targets) -> None:
        self._line = line
        self._targets = targets
        self._links: list[tuple[str, str, int, str]] = []  # URL, label, line, and where it stands, "" for here
        self.plain = " ".join(_ESCAPE.sub(r"\1", "".join(self._read(text))).split())

    def add_links(self, document: DocumentBuilder, where: str, context: str) -> None:
        for url, label, line, place in self._links:
            if place == "span":
                document.add_code_span(url, line, context)
            else:
                document.add_link(url, label, line, place or where, context)

    def _read(self, text: str) -> Iterator[str]:
        end = 0
        for match in _MARKUP.finditer(text):
            yield self._plain(text[end : match.start()])
            yield self._markup(match)
            self._line += match[0].count("\n")
            end = match.end()
        yield self._plain(text[end:])

    def _plain(self, text: str) -> str:
        """Text without markup, in which URLs are links."""
        for number, row in enumerate(text.split("\n"), start=self._line):
            self._links.extend((url, "", number, "") for url in find_urls(row))
        self._line += text.count("\n")
        return text

    def _markup(self, match: re.Match[str]) -> str:
        kind, text = match.lastgroup, match[match.lastgroup or 0]
        if match["url"]:
            return self._link(match["url"], match["label"] or match["url"])
        if kind == "literal":
            self._links.append((text, "", self._line, "span"))
        elif kind == "substitution":
            return self._substitute(match)
        elif match["phrase"] and match["ends"]:
            anonymous = match["ends"] == "__"
            url = next(self._targets.anonymous, "") if anonymous else self._targets.find_url(match["phrase"])
            return self._link(url, match["phrase"])
        elif kind == "word":
            return self._link(self._targets.find_url(text), text) if self._targets.find_url(text) else match[0]
        return match["phrase"] or text

    def _link(self, url: str, label: str) -> str:
        if url:
            self._links.append((url, label, self._line, ""))
        return label

    def _substitute(self, match: re.Match[str]) -> str:
        name = normalize_name(match["substitution"])
        if picture := self._targets.pictures.get(name):
            self._links.append((picture.url, picture.alt, self._line, "image"))
            if picture.target:
                self._links.append((picture.target, picture.alt, self._line, ""))
            return ""
        return self._targets.texts.get(name, match[0])
