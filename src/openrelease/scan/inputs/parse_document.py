"""Text of a document -> ParsedDocument, by the format that the name of the file says."""

from openrelease.scan.inputs.markdown_parser import parse_html, parse_markdown
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.restructuredtext import parse_restructuredtext

_REST = (".rst", ".rest")
_HTML = (".html", ".htm")


def parse_document(path: str, text: str, first_line: int = 1) -> ParsedDocument:
    """Parse a document whose first line is line `first_line` of the file; plain text is read as Markdown."""
    name = path.casefold()
    if name.endswith(_HTML):
        return parse_html(path, text, first_line)
    if name.endswith(_REST):
        return parse_restructuredtext(path, text, first_line)
    return parse_markdown(path, text, first_line)
