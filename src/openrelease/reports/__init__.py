"""Report -> text, one `render` a module."""

from collections.abc import Callable, Mapping
from typing import Protocol

from openrelease.model import Report
from openrelease.reports import badge, change_summary, gitlab, json_report, sarif, terminal
from openrelease.reports.github import workflow_annotations
from openrelease.reports.html import release_page
from openrelease.reports.json_report import facts_json
from openrelease.reports.markdown import markdown_report
from openrelease.reports.shared.comparison import Comparison

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "terminal": terminal.render,
    "json": json_report.render,
    "markdown": markdown_report.render,
    "github": workflow_annotations.render,
    "sarif": sarif.render,
    "gitlab": gitlab.render,
    "html": release_page.render,
    "badge": badge.render_endpoint,
    "badge-svg": badge.render_svg,
}
"""Every format by the name that the command line uses; some renders take further arguments by keyword."""


class RenderChange(Protocol):
    """Renders a report beside what a change does to the release."""

    def __call__(self, report: Report, *, comparison: Comparison | None) -> str:
        """Return the report with the comparison; without one, the report alone."""


CHANGE_FORMATS: Mapping[str, RenderChange] = {
    "terminal": terminal.render,
    "json": json_report.render,
    "markdown": markdown_report.render,
}
"""The formats that show a comparison; the others list findings, for tools that compare by themselves."""

__all__ = ["CHANGE_FORMATS", "FORMATS", "change_summary", "facts_json"]
