"""catalog/components/*.yaml -> docs/components.md."""

from __future__ import annotations

from collections.abc import Iterator

from openrelease.catalog.component_rules import ComponentRules, Example
from openrelease.catalog.load_catalog import load_catalog
from openrelease.manual.report_words import load_report_words
from openrelease.model import Component
from openrelease.policies.builtin_policies import builtin_policies
from reference.tables import table

HEAD = """\
<!-- Written by scripts/docs.py from src/openrelease/catalog/components/: change that, `make docs`. -->

# Components

The components of a release, and the evidence by which each is detected. Nothing is fetched and nothing is run: only
files, documents and source code of the repository are read. Each kind of evidence has an id, which reports show as
`how`; `openrelease explain ID` says why it counts, with an example.
"""
GROUPS = (("files", "a file"), ("links", "a link"), ("tables", "a table"), ("text", "words"))


def page() -> str:
    """The statuses, a table of all components, a part for each, and what a card is read for."""
    every = tuple(load_catalog().rules.values())
    overview = table(
        ("component", "what it is", "its name in the Model Openness Framework"),
        (_row(each.component) for each in every),
    )
    statuses = table(("status", "means"), ((f"`{name}`", told) for name, told in load_report_words()["status"].items()))
    topics = table(
        ("topic", "a document says", "front matter that says so"),
        ((f"`{each.id}`", each.title, ", ".join(sorted(each.keys)) or "-") for each in load_catalog().topics),
    )
    parts = "\n".join(_part(each) for each in every)
    return f"{HEAD}\n{overview}\n{statuses}\n{parts}\n## Topics of documents\n\n{topics}"


def _row(component: Component) -> tuple[str, str, str]:
    named = component.mot.name if component.mot else "-"
    return f"[`{component.id}`](#{component.id})", component.what, named


def _part(found_by: ComponentRules) -> str:
    component = found_by.component
    asking = (
        f"`{policy.id}` ({', '.join(dict.fromkeys(_levels(policy.requirements, component.id)))})"
        for policy in builtin_policies().values()
        if any(True for _ in _levels(policy.requirements, component.id))
    )
    rules = table(("how", "seen in", "status", "why", "such as", "but not"), dict.fromkeys(_rules(found_by)))
    asked = ", ".join(asking) or "no built-in definition"
    kinds = ", ".join(sorted(kind.value for kind in component.kinds))
    return (
        f"## {component.id}\n\n{component.title}: {component.what}\n\n{rules}\n"
        f"Looked for in repositories of kind {kinds}. Asked for by {asked}.\n"
    )


def _levels(requirements: object, component: str) -> Iterator[str]:
    for each in requirements if isinstance(requirements, tuple) else ():
        if component in getattr(each.options, "components", ()):
            yield each.level.value


def _rules(found_by: ComponentRules) -> Iterator[tuple[str, ...]]:
    for group, where in GROUPS:
        for rule in getattr(found_by, group):
            shown, other = _show(rule.example[0]), _show(rule.counter_example[0])
            yield f"`{rule.how}`", where, f"`{rule.status.value}`", rule.why, shown, other


def _show(example: Example) -> str:
    """The line of an example that shows most: the last of a document, under its heading; of a file its path, too."""
    if isinstance(example, str):
        return _show_text(example)
    path, text = next(iter(example.items()))
    return f"`{path}`: {_show_text(text)}"


def _show_text(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip(" `~")]
    headings = [line.lstrip("# ") for line in lines[:-1] if line.startswith("#") and line != "# Tiny LM"]
    return f"under *{headings[-1]}*: {_quote(lines[-1])}" if headings else _quote(lines[-1])


def _quote(line: str) -> str:
    return f"`` {line} ``" if "`" in line else f"`{line}`"
