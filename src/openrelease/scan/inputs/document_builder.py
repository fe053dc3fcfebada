"""Parts of a document, in their order -> ParsedDocument: what the parsers of all formats share."""

import re
from collections.abc import Iterator, Sequence

from openrelease.scan.inputs.html_fragments import parse_fragment
from openrelease.scan.inputs.parsed_document import Block, Heading, Link, ParsedDocument, Section, Table

_BARE_URL = re.compile(r"(?:https?://|gs://|magnet:\?)(?:[^\s<>\"'`\\^{|}\[\]]+|\{\w*\})+")  # {name}: a template
_CODE_ID = re.compile(r"[\w.-]{2,60}/[\w.-]{2,96}")
_CONTEXT = 500  # characters around a link; taken once for all links of a line, for there may be very many
MOST_COLUMNS = 100  # of a table; further ones are left out
MOST_CHARACTERS = 2_000_000  # of a document; a longer one is cut, and the caller has already reported it


def may_hold_url(text: str) -> bool:
    """Return whether a text holds what every bare URL does; most lines do not."""
    return "://" in text or "magnet:?" in text


def find_urls(text: str) -> Iterator[str]:
    """Yield every bare URL of a plain text, without the punctuation of the sentence around it."""
    return (url for url, _ in find_urls_at(text))


def find_urls_at(text: str) -> Iterator[tuple[str, int]]:
    """Yield every bare URL, and where it begins."""
    for match in _BARE_URL.finditer(text) if may_hold_url(text) else ():
        url = match.group().rstrip(".,;:!?*_")
        yield url.rstrip(")") if url.count(")") > url.count("(") else url, match.start()


def shorten_context(text: str) -> str:
    """The beginning of a text, which is the context of its links."""
    return " ".join(text[: 4 * _CONTEXT].split())[:_CONTEXT]


class DocumentBuilder:
    """Collects the parts of one document, each under the headings that were added before it."""

    def __init__(self) -> None:
        """Begin an empty document."""
        self._trail: list[Heading] = []
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._tables: list[Table] = []
        self._blocks: list[Block] = []
        self._in_comment = False

    def build(self, path: str) -> ParsedDocument:
        """The document with all that was added."""
        return ParsedDocument(
            path=path,
            headings=tuple(self._headings),
            links=tuple(self._links),
            tables=tuple(self._tables),
            blocks=tuple(self._blocks),
        )

    @property
    def _section(self) -> Section:
        return tuple(heading.text for heading in self._trail)

    def add_heading(self, level: int, text: str, line: int) -> None:
        """Add a heading; it ends the sections of its level and below."""
        heading = Heading(level=level, text=text[:200], line=line)
        self._headings.append(heading)
        self._trail = [above for above in self._trail if above.level < level] + [heading]

    def add_text(self, text: str, line: int) -> None:
        """Add a paragraph or a list item; nothing where it is empty."""
        if text:
            self._blocks.append(Block(text=text, line=line, section=self._section))

    def add_code(self, text: str, line: int, info: str, first_row: int) -> None:
        """Add a code block, whose first row of code is on line `first_row`, and the URLs that it names."""
        self._blocks.append(Block(text=text, line=line, section=self._section, code=True, info=info))
        for number, row in enumerate(text.split("\n"), start=first_row):
            if may_hold_url(row):
                context = shorten_context(row)
                for url in find_urls(row):
                    self.add_link(url, "", number, "code", context)

    def add_code_span(self, text: str, line: int, context: str) -> None:
        """Keep a code span that is nothing but a URL or `owner/name`; link_targets decides what it names."""
        if _CODE_ID.fullmatch(text) or text.startswith("https://"):
            self.add_link(text, "", line, "code", context)

    def add_link(self, url: str, label: str, line: int, where: str, context: str) -> None:
        """Add a link or picture; `where` and `context` as in `Link`."""
        link = Link(
            url=url.strip(),
            label=" ".join(label.split()),
            line=line,
            where=where,
            section=self._section,
            context=context,
        )
        self._links.append(link)

    def add_table(self, rows: Sequence[Sequence[str]], line: int) -> None:
        """Add a table whose first row is its header; nothing where it has no row."""
        if rows:
            header, *body = (tuple(row) for row in rows)
            self._tables.append(Table(header=header, rows=tuple(body), line=line, section=self._section))

    def add_html(self, content: str, line: int) -> None:
        """Add what a piece of HTML shows; a comment may stay open until the next piece."""
        for piece in parse_fragment(self._outside_comments(content)):
            at = line + piece.line
            if piece.kind == "text":
                self.add_text(piece.text, at)
            elif piece.kind in {"link", "image"}:
                where = "html" if piece.kind == "link" else "image"
                self.add_link(piece.url, piece.text, at, where, shorten_context(piece.text))
            elif piece.kind == "table":
                self.add_table(piece.rows, at)
            elif piece.text:
                self.add_heading(int(piece.kind[1]), piece.text, at)

    def is_in_comment(self, content: str) -> bool:
        """Whether a comment that an earlier piece of HTML opened covers this text; the text may end it."""
        hidden = self._in_comment
        self._in_comment = hidden and "-->" not in content
        return hidden

    def _outside_comments(self, content: str) -> str:
        """Blank the comments but keep newlines."""
        shown: list[str] = []
        for part in re.split(r"(<!--|-->)", content):
            if part in {"<!--", "-->"}:
                self._in_comment = part == "<!--"
            else:
                shown.append("\n" * part.count("\n") if self._in_comment else part)
        return "".join(shown)
