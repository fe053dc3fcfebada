from __future__ import annotations

import pytest

from openrelease.scan.inputs.document_builder import find_urls
from openrelease.scan.inputs.markdown_parser import parse_markdown
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.untrusted import decode_text


def parsed(text: str, first_line: int = 1) -> ParsedDocument:
    return parse_markdown("README.md", text, first_line)


def links(text: str) -> list[tuple[str, str, int, str]]:
    return [(link.url, link.label, link.line, link.where) for link in parsed(text).links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [label *two*](u)", ("u", "label two", 1, "prose")),
        ("\n\n[label][r]\n\n[r]: u", ("u", "label", 3, "prose")),
        ("one\ntwo [x](\nu)", ("u", "x", 2, "prose")),
        ("<https://a.io/b>", ("https://a.io/b", "https://a.io/b", 1, "prose")),
        ("see https://a.io/b.", ("https://a.io/b", "", 1, "prose")),
        ("![alt](p.png)", ("p.png", "alt", 1, "image")),
        ("a <a href='u'>b</a>", ("u", "b", 1, "prose")),
        ("a\n<a\nhref='u'>b</a>", ("u", "b", 2, "prose")),
        ("<p>\n<a href='u'>b</a></p>", ("u", "b", 2, "html")),
        ("<a href='u'>never closed", ("u", "never closed", 1, "prose")),
        ("> quote\n> [x](u)", ("u", "x", 2, "prose")),
        ("```sh\n\nwget https://a.io/w.pt\n```", ("https://a.io/w.pt", "", 3, "code")),
        ("    wget https://a.io/w.pt", ("https://a.io/w.pt", "", 1, "code")),
        ("`acme/tiny`", ("acme/tiny", "", 1, "code")),
        ("`https://a.io/b`", ("https://a.io/b", "", 1, "code")),
        ("| a |\n|---|\n| [x](u) |", ("u", "x", 3, "table")),
    ],
)
def test_a_link_of_every_form(text: str, expected: tuple[str, str, int, str]) -> None:
    assert links(text) == [expected]


def test_an_image_that_is_a_link_is_both() -> None:
    assert links("[![b](i.svg)](u)") == [("i.svg", "b", 1, "image"), ("u", "b", 1, "prose")]


@pytest.mark.parametrize("text", ["`a/b/c`", "`x = 1`", "[not a link]", "`[x](y)`", r"\[x](y)"])
def test_what_is_no_link(text: str) -> None:
    assert links(text) == []


def test_the_context_is_the_sentence_or_the_row() -> None:
    document = parsed("Get [it](u) here.\n\n| a | b |\n|---|---|\n| [x](v) | y |\n")
    assert [link.context for link in document.links] == ["Get it here.", "x"]


def test_headings_of_every_form_open_sections() -> None:
    document = parsed("One\n===\n\n## Two `x`\n\n<h3>Three</h3>\n\ntext\n\n## Four\n\nmore")
    assert [(h.level, h.text, h.line) for h in document.headings] == [
        (1, "One", 1),
        (2, "Two x", 4),
        (3, "Three", 6),
        (2, "Four", 10),
    ]
    assert [(b.text, b.section) for b in document.blocks] == [
        ("text", ("One", "Two x", "Three")),
        ("more", ("One", "Four")),
    ]


def test_tables() -> None:
    (table,) = parsed("# T\n\n| a | b |\n|---|---|\n| 1 | [x](u) |\n| 2 | **y** |\n").tables
    assert (table.header, table.rows, table.line, table.section) == (
        ("a", "b"),
        (("1", "x"), ("2", "y")),
        3,
        ("T",),
    )


def test_tables_in_html() -> None:
    (table,) = parsed("text\n\n<table><tr><th>a</th></tr><tr><td>1</td></tr></table>").tables
    assert (table.header, table.rows, table.line) == (("a",), (("1",),), 3)


def test_code_blocks_know_their_language() -> None:
    document = parsed("```Python title=x\na = 1\n```\n\n    b = 2\n")
    assert [(b.text, b.line, b.code, b.info) for b in document.blocks] == [
        ("a = 1\n", 1, True, "Python"),
        ("b = 2\n", 5, True, ""),
    ]


def test_a_fence_that_is_never_closed_is_code_to_the_end() -> None:
    (block,) = parsed("```\ncode\n\n# no heading [x](u)").blocks
    assert block.code
    assert not parsed("```\n# no heading").headings


@pytest.mark.parametrize(
    "text",
    [
        "a <!-- [x](https://a.io) --> b",
        "<!-- https://a.io\n\n# Heading\n\nhttps://b.io -->\n",
        "<div>\n<!-- a\n\n[x](https://a.io)\n\n| h |\n|---|\n| https://a.io |\n\n-->\n</div>",
        "<!-- one --><!-- https://a.io -->",
    ],
)
def test_comments_are_not_read(text: str) -> None:
    document = parsed(text)
    assert (document.links, document.headings, document.tables) == ((), (), ())


def test_what_follows_a_comment_is_read() -> None:
    assert links("<!-- a\n\nb -->\n\n[x](u)") == [("u", "x", 5, "prose")]


def test_lines_are_those_of_the_file() -> None:
    document = parsed("# A\n\n[x](u)", first_line=11)
    assert (document.headings[0].line, document.links[0].line) == (11, 13)


def test_windows_line_ends_change_no_line() -> None:
    text = "# A\n\ntext\n\n```\ncode https://a.io\n```\n\n| a |\n|---|\n| [x](u) |\n"
    assert parsed(decode_text(text.replace("\n", "\r\n").encode())) == parsed(text)


def test_characters_that_python_takes_for_line_ends_are_none() -> None:
    text = "```\none\x0c \x85 \u2028\nhttps://a.io\n```\n"
    assert [link.line for link in parsed(text).links] == [3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(see https://a.io/b).", ["https://a.io/b"]),
        ("https://a.io/b_(c)", ["https://a.io/b_(c)"]),
        ("url = {https://a.io/b},", ["https://a.io/b"]),
        ("https://a.io/b-{size}/c", ["https://a.io/b-{size}/c"]),
        ("https://a.io/${V}/c.pt", ["https://a.io/${V}/c.pt"]),
        ("<https://a.io>, **https://b.io**", ["https://a.io", "https://b.io"]),
        ("magnet:?xt=urn:btih:1", ["magnet:?xt=urn:btih:1"]),
        ("ftp://a.io and http:/x", []),
    ],
)
def test_bare_urls(text: str, expected: list[str]) -> None:
    assert list(find_urls(text)) == expected
