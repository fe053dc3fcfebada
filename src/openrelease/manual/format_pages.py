"""The table of weight formats -> pages on each format, its variants, and the evidence that a header gives."""

import inspect
from collections.abc import Iterator

from openrelease.manual.manual_page import ManualPage, join_wrapped_lines
from openrelease.weights import WeightFormat, load_formats


def list_format_pages() -> Iterator[ManualPage]:
    """Yield a page for each id that recognition gives, and for the evidence that a read header is."""
    for form in load_formats().values():
        for name in form.ids:
            yield _format_page(form, name)
            yield _header_page(form, name)


def _format_page(form: WeightFormat, name: str) -> ManualPage:
    names = (name for each in form.names for name in (*each.suffixes, *each.examples))
    rules = f"{form.rule_prefix}-…, such as {form.rule_prefix}-truncated" if form.reader else ""
    return ManualPage(
        sort="weight format",
        name=name,
        title=form.title,
        parts=(
            ("what", join_wrapped_lines(inspect.cleandoc(form.manual or ""))),
            ("names", ", ".join(dict.fromkeys(names))),
            ("rules", rules),
            ("specification", form.specification),
        ),
    )


def _header_page(form: WeightFormat, name: str) -> ManualPage:
    shows = (("shows", f"weights: the file was recognized as {form.title} and its header was read"),)
    return ManualPage(
        sort="evidence", name=f"{name}-header", title="a way in which components are detected", parts=shows
    )
