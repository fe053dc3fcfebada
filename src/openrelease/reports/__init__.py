"""Report -> text, one `render` a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openrelease.model import Report
from openrelease.reports import github, json_format, markdown, sarif, terminal
from openrelease.reports.json_format import facts_json

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "terminal": terminal.render,
    "json": json_format.render,
    "markdown": markdown.render,
    "github": github.render,
    "sarif": sarif.render,
}
"""Every format by the name that the command line uses; some renders take further arguments by keyword."""

__all__ = ["FORMATS", "facts_json"]
