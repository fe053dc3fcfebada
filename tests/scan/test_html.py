from __future__ import annotations

import time

import pytest

from openrelease.scan.inputs.html_fragments import parse_fragment


def shown(fragment: str) -> list[tuple[str, str, int, str]]:
    return [(piece.kind, piece.text, piece.line, piece.url) for piece in parse_fragment(fragment)]


def test_a_sentence_is_whole_whatever_tags_stand_in_it() -> None:
    text = "<p>The <b>weights</b> are under the\n<a href='L'>MIT</a> license.</p>"
    assert shown(text) == [
        ("link", "MIT", 1, "L"),
        ("text", "The weights are under the MIT license.", 0, ""),
    ]


def test_blocks_end_a_sentence() -> None:
    assert [piece.text for piece in parse_fragment("<div>one<br>two<ul><li>three</ul></div>four")] == [
        "one",
        "two",
        "three",
        "four",
    ]


def test_headings_keep_the_words_of_what_is_in_them() -> None:
    assert shown("\n<h2 align=center>Model <i>card</i></h2>") == [("h2", "Model card", 1, "")]


def test_an_image_in_a_link_is_the_label_of_the_link() -> None:
    assert shown('<a href="u"><img alt="Badge" src="b.svg"></a>') == [
        ("image", "Badge", 0, "b.svg"),
        ("link", "Badge", 0, "u"),
    ]


def test_a_link_that_is_never_closed_is_one() -> None:
    assert shown("<a href='one'>first <a href='two'>second") == [
        ("link", "first", 0, "one"),
        ("link", "second", 0, "two"),
        ("text", "first second", 0, ""),
    ]


def test_an_end_tag_without_a_beginning_is_ignored() -> None:
    assert shown("</a></h1></table></script>text") == [("text", "text", 0, "")]


def test_scripts_and_styles_are_not_shown() -> None:
    assert shown("<script>var u = 'https://a.io'</script><style>p {}</style><p>seen</p>") == [("text", "seen", 0, "")]


def test_tables_have_rows_and_their_cells_are_text_too() -> None:
    found = parse_fragment(
        "<table>\n<tr><th>Model</th><th>License</th></tr>\n<tr><td>A</td><td>MIT <i>x</i></td></tr></table>"
    )
    tables = [piece for piece in found if piece.kind == "table"]
    assert [table.rows for table in tables] == [(("Model", "License"), ("A", "MIT x"))]
    assert "MIT x" in [piece.text for piece in found if piece.kind == "text"]


def test_a_table_of_one_row_is_layout() -> None:
    assert "table" not in {piece.kind for piece in parse_fragment("<table><tr><td>logo</td></tr></table>")}


def test_characters_by_name_are_what_they_stand_for() -> None:
    assert shown("<p>a &amp; b &#233; c</p>") == [("text", "a & b é c", 0, "")]


@pytest.mark.slow
def test_many_open_links_take_time_linear_in_their_number() -> None:
    start = time.perf_counter()
    assert len([each for each in parse_fragment("<a href=x>w " * 20_000) if each.kind == "link"]) == 20_000
    assert time.perf_counter() - start < 5
