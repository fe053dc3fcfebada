"""What our data and docstrings say -> pages of docs/, each by one function without arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reference import (
    agreement,
    cards,
    checks,
    components,
    definitions,
    licenses,
    limits,
    policies,
    report_schema,
    rules,
    settings,
    weight_formats,
)

PAGES: Mapping[str, Callable[[], str]] = {
    "docs/agreement.md": agreement.page,
    "docs/cards.md": cards.page,
    "docs/checks.md": checks.page,
    "docs/components.md": components.page,
    "docs/definitions.md": definitions.page,
    "docs/licenses.md": licenses.page,
    "docs/limits.md": limits.page,
    "docs/rules.md": rules.page,
    "docs/policy.schema.json": policies.page,
    "docs/report.schema.json": report_schema.page,
    "docs/settings.md": settings.page,
    "docs/settings.schema.json": settings.schema,
    "docs/weight-formats.md": weight_formats.page,
}
"""The text of each generated page by its path; a page is one function, and one line here."""
