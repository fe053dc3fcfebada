"""data/components.yaml -> docs/components.md."""

from __future__ import annotations

from collections.abc import Iterator

from openrelease.catalog.component_rules import Component
from openrelease.catalog.load_components import load_catalog
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.manual.glossary import STATUSES
from openrelease.policies.builtin_policies import builtin_policies
from reference.tables import table

HEAD = """\
<!-- Written by scripts/docs.py from src/openrelease/data/components.yaml: change that, `make docs`. -->

# Components

What a release is made of, and what shows that it is there. Nothing is fetched and nothing is run: files are
looked at, and what documents and source name. Each reason to believe has an id, which reports show as `how`.
"""
GROUPS = (("files", "a file"), ("links", "a link"), ("tables", "a table"), ("text", "words"))


def page() -> str:
    """The statuses, a table of all components, a part for each, and what a card is read for."""
    every = tuple(load_catalog().components.values())
    overview = table(
        ("component", "what it is", "its name in the Model Openness Framework"),
        ((f"[`{each.id}`](#{each.id})", each.what, _in_records(each)) for each in every),
    )
    statuses = table(("status", "means"), ((f"`{name}`", told) for name, told in STATUSES.items()))
    topics = table(
        ("topic", "a document says", "front matter that says so"),
        ((f"`{each.id}`", each.title, ", ".join(sorted(each.keys)) or "-") for each in load_catalog().topics),
    )
    parts = "\n".join(_part(each) for each in every)
    return f"{HEAD}\n{overview}\n{statuses}\n{parts}\n## Topics of documents\n\n{topics}"


def _in_records(component: Component) -> str:
    named = (each.name for each in load_record_form().components if each.id == component.id)
    return next(named, "-")


def _part(component: Component) -> str:
    asking = (
        f"`{policy.id}` ({', '.join(dict.fromkeys(_levels(policy.requirements, component.id)))})"
        for policy in builtin_policies().values()
        if any(True for _ in _levels(policy.requirements, component.id))
    )
    rules = table(("how", "seen in", "status"), dict.fromkeys(_rules(component)))
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


def _rules(component: Component) -> Iterator[tuple[str, str, str]]:
    for group, where in GROUPS:
        for rule in getattr(component, group):
            yield f"`{rule.how}`", where, f"`{rule.status.value}`"
