"""What our data and docstrings say -> pages of docs/, each by one function without arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reference import checks, definitions, schema, settings

PAGES: Mapping[str, Callable[[], str]] = {
    "docs/checks.md": checks.page,
    "docs/definitions.md": definitions.page,
    "docs/policy.schema.json": schema.page,
    "docs/settings.md": settings.page,
    "docs/settings.schema.json": settings.schema,
}
"""The text of each generated page by its path; a page is one function, and one line here."""
