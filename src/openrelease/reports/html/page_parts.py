"""Titles, columns and rows -> the sections and tables that all pages have, and the signs of outcomes."""

from collections.abc import Iterable, Mapping

from openrelease.reports.html.html_writer import Child, Markup, element

MARKS: Mapping[str, str] = {"met": "✓", "unmet": "✗", "undetermined": "?", "not_applicable": "-"}
"""A sign beside the word of an outcome, so that color is not needed to see it."""

OUTCOME_CLASSES: Mapping[str, str] = {"met": "good", "unmet": "bad", "undetermined": "doubt", "not_applicable": "none"}
"""The class of an outcome, which gives its color."""


def section(title: str, *children: Child, id_: str | None = None) -> Markup:
    """Return a section with its heading."""
    return element("section", element("h2", title), *children, id=id_)


def show_table(caption: str, columns: Iterable[str], rows: Iterable[Markup]) -> Markup:
    """Return a table that scrolls by itself where it is wide; the keyboard reaches it."""
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    inner = element("table", element("caption", caption), element("thead", head), element("tbody", *rows))
    return element("div", inner, class_="scroll", tabindex="0", role="region", aria_label=caption)
