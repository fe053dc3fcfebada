"""Report -> text, one `render` a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openrelease.model import Report
from openrelease.reports import json_report, sarif, terminal
from openrelease.reports.github import workflow_annotations
from openrelease.reports.json_report import facts_json
from openrelease.reports.markdown import markdown_report

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "terminal": terminal.render,
    "json": json_report.render,
    "markdown": markdown_report.render,
    "github": workflow_annotations.render,
    "sarif": sarif.render,
}
"""Every format by the name that the command line uses; some renders take further arguments by keyword."""

__all__ = ["FORMATS", "facts_json"]
