"""Report -> text, one `render` a module, which is imported when it is first used."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Protocol

from openrelease.model import Facts, Report
from openrelease.reports.shared.comparison import Comparison


def _render_by(module: str, function: str = "render") -> Callable[..., str]:
    """Return a function of a module of this room, without importing it: a run needs one format of nine."""

    def render(report: Report, **options: Any) -> str:
        text: str = getattr(import_module(f"openrelease.reports.{module}"), function)(report, **options)
        return text

    return render


FORMATS: Mapping[str, Callable[..., str]] = {
    "terminal": _render_by("terminal"),
    "json": _render_by("json_report"),
    "markdown": _render_by("markdown.markdown_report"),
    "github": _render_by("github.workflow_annotations"),
    "sarif": _render_by("sarif"),
    "gitlab": _render_by("gitlab"),
    "html": _render_by("html.release_page"),
    "badge": _render_by("badge", "render_endpoint"),
    "badge-svg": _render_by("badge", "render_svg"),
}
"""Every format by the name that the command line uses; some renders take further arguments by keyword."""


class RenderChange(Protocol):
    """Renders a report beside what a change does to the release."""

    def __call__(self, report: Report, *, comparison: Comparison | None) -> str:
        """Return the report with the comparison; without one, the report alone."""


CHANGE_FORMATS: Mapping[str, RenderChange] = {name: FORMATS[name] for name in ("terminal", "json", "markdown")}
"""The formats that show a comparison; the others list findings, for tools that compare by themselves."""


def facts_json(facts: Facts) -> str:
    """Return the facts alone, as JSON."""
    from openrelease.reports import json_report  # noqa: PLC0415 - as above

    return json_report.facts_json(facts)


__all__ = ["CHANGE_FORMATS", "FORMATS", "facts_json"]
