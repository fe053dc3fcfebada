"""reStructuredText: what it says, and on which line."""

from __future__ import annotations

import time

import pytest

from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.parsed_document import ParsedDocument

pytestmark = pytest.mark.slow

PAGE = """\
========
Tiny LM
========

.. image:: https://img.shields.io/badge/x
   :target: https://hub.example/acme/tiny
   :alt: Hub

.. |logo| image:: https://hub.example/logo.png

|logo| Get it from `the Hub <https://hub.example/acme/tiny>`_, read the `paper`_ or site_, and ``not_this_``.

.. _paper: https://papers.example/1
.. _site: https://site.example

Use
---
Run it::

    model.generate()

.. code-block:: python
   :linenos:

   import tiny

.. a comment with https://hidden.example

.. note::

   Read `more`__ first.

__ https://more.example

Deeper
~~~~~~
"""


def page(text: str = PAGE) -> ParsedDocument:
    return parse_document("README.rst", text)


def test_headings_have_the_level_of_their_style() -> None:
    assert [(each.level, each.text, each.line) for each in page().headings] == [
        (1, "Tiny LM", 2),
        (2, "Use", 16),
        (3, "Deeper", 35),
    ]


def test_markup_in_a_title_is_no_part_of_its_text() -> None:
    assert [each.text for each in page("The ``tiny\\_lm`` *module*\n======\n").headings] == ["The tiny_lm module"]


def test_links_of_every_kind_are_found_on_their_lines() -> None:
    found = [(each.label, each.url, each.line) for each in page().links if each.where == "prose"]
    assert found == [
        ("Hub", "https://hub.example/acme/tiny", 5),
        ("the Hub", "https://hub.example/acme/tiny", 11),
        ("paper", "https://papers.example/1", 11),
        ("site", "https://site.example", 11),
        ("more", "https://more.example", 31),
    ]


def test_pictures_are_found_where_they_are_shown() -> None:
    found = [(each.url, each.line) for each in page().links if each.where == "image"]
    assert found == [("https://img.shields.io/badge/x", 5), ("https://hub.example/logo.png", 11)]


def test_code_is_code_and_comments_say_nothing() -> None:
    assert [each.text.strip() for each in page().blocks if each.code] == ["model.generate()", "import tiny"]
    assert "hidden" not in "".join(each.text for each in page().blocks)


TABLES = {
    "grid": """\
+------+------+
| Task | Pts  |
+======+======+
| MMLU | 55.1 |
+------+------+
| ARC  | 44.1 |
+------+------+
""",
    "grid without header": """\
+------+------+
| Task | Pts  |
+------+------+
| MMLU | 55.1 |
+------+------+
| ARC  | 44.1 |
+------+------+
""",
    "simple": """\
===== =====
Task  Pts
===== =====
MMLU  55.1
ARC   44.1
===== =====
""",
    "simple without header": """\
===== =====
Task  Pts
MMLU  55.1
ARC   44.1
===== =====
""",
    "list": """\
.. list-table:: Scores
   :header-rows: 1

   * - Task
     - Pts
   * - MMLU
     - 55.1
   * - ARC
     - 44.1
""",
    "csv": """\
.. csv-table::
   :header: "Task", "Pts"

   MMLU, 55.1
   ARC, 44.1
""",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_tables(table: str) -> None:
    (found,) = page(f"Title\n=====\n\n{table}\n\nAfter.\n").tables
    assert found.header == ("Task", "Pts")
    assert [row for row in found.rows if any(row)] == [("MMLU", "55.1"), ("ARC", "44.1")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        ".. image::",
        ".. list-table::\n   * - a",
        '.. csv-table::\n\n   "a',
        "+-+",
        "+--",
        "== ==",
        "a::\n\n",
        "::",
        ">>> a",
        "`a <b",
        "====\na",
        ".. _x:",
        ".. _x: x_\n\nx_",
        "__ a\n__ b",
        "|a|\n\n.. |a| replace:: |a|",
    ],
)
def test_text_that_breaks_off_is_read(text: str) -> None:
    lines = text.count("\n") + 1
    found = page(text)
    assert all(1 <= part.line <= lines for part in (*found.headings, *found.links, *found.tables, *found.blocks))


def test_every_part_has_its_line() -> None:
    text = "Tiny\n====\n\nOne `a\nb <https://a.example>`_ and\nhttps://b.example\n\n* item https://c.example\n"
    assert [(each.url, each.line) for each in page(text).links] == [
        ("https://a.example", 4),
        ("https://b.example", 6),
        ("https://c.example", 8),
    ]
    assert [(each.text, each.line) for each in page(text).blocks] == [
        ("One a b and https://b.example", 4),
        ("item https://c.example", 8),
    ]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    grid = "+-----+-----+\n| A   | B   |\n+=====+=====+\n| one | two |\n| and | 2   |\n+-----+-----+\n"
    (found,) = page(grid).tables
    assert found.rows == (("one and", "two 2"),)


def test_html_that_is_passed_through_is_read() -> None:
    found = page(".. raw:: html\n\n   <a href='https://a.example'>a</a>\n\n.. raw:: latex\n\n   \\url{x}\n")
    assert [(each.url, each.line) for each in found.links] == [("https://a.example", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{'  ' * depth}* a\n\n" for depth in range(400)),
        "".join(f"{' ' * depth}.. note::\n" for depth in range(900)),
        "`a <b " * 20_000,
        "a_ " * 50_000,
        "|a " * 50_000,
        "+-" * 200 + "+\n" + ("| " * 200 + "|\n" + "+-" * 200 + "+\n") * 200,
        "".join(f"T{number}\n{'=' * 4}\n" for number in range(20_000)),
        ":a: b\n" * 20_000,
        "== ==\n" * 20_000,
        "== ==\na b\n" * 20_000,
        "a::\n\n b\n" * 20_000,
        ">>> a\n" * 20_000,
        ".. |a| image:: b\n" * 20_000,
        ".. code::\n" * 20_000,
        ".. note:: a\n" * 20_000,
        "*a " * 50_000,
        "``" * 50_000,
        "a\n" * 50_000,
    ],
    ids=lambda text: text[:8].strip(),
)
def test_hostile_text_takes_no_long_time(text: str) -> None:
    start = time.process_time()
    page(text)
    assert time.process_time() - start < 10


def test_pages_of_html_are_read_as_what_they_show() -> None:
    found = parse_document("index.html", "<h1>Tiny</h1>\n<p>It <a href='https://x.example'>runs</a>.</p><!-- no -->")
    assert [each.text for each in found.headings] == ["Tiny"]
    assert [(each.url, each.line) for each in found.links] == [("https://x.example", 2)]
