"""reStructuredText: what it says, and on which line."""

from __future__ import annotations

import pytest

from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.rst_to_markdown import to_markdown

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
        PAGE,
        "",
        "..",
        ".. image::",
        ".. list-table::\n   * - a",
        "+-+",
        "== ==",
        "a::\n\n",
        "::",
        "`a <b",
        "====\na",
        ".. _x:",
        "__ a\n__ b",
    ],
)
def test_every_part_stays_on_its_line(text: str) -> None:
    assert to_markdown(text).count("\n") == text.count("\n")


def test_pages_of_html_are_read_as_what_they_show() -> None:
    found = parse_document("index.html", "<h1>Tiny</h1>\n<p>It <a href='https://x.example'>runs</a>.</p><!-- no -->")
    assert [each.text for each in found.headings] == ["Tiny"]
    assert [(each.url, each.line) for each in found.links] == [("https://x.example", 2)]
