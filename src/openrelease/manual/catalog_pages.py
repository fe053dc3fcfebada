"""The catalog of components -> pages on each component, each topic and each kind of evidence."""

from collections.abc import Iterator

from openrelease.catalog.catalog_entries import Topic
from openrelease.catalog.component_rules import EvidenceRule, Example
from openrelease.catalog.load_catalog import load_catalog
from openrelease.manual.manual_page import ManualPage
from openrelease.manual.policy_pages import list_requirements_with
from openrelease.model import Component


def list_catalog_pages() -> Iterator[ManualPage]:
    """Yield the pages of components, topics and the evidence rules of the catalog."""
    catalog = load_catalog()
    yield from map(_component_page, catalog.components.values())
    yield from map(_topic_page, catalog.topics)
    yield from _evidence_pages()


def _component_page(component: Component) -> ManualPage:
    asking = list_requirements_with("components", component.id)
    parts = (("what", component.what), ("asked for by", asking))
    return ManualPage(sort="component", name=component.id, title=component.title, parts=parts)


def _topic_page(topic: Topic) -> ManualPage:
    parts = (("what", f"Describes {topic.title}."), ("asked for by", list_requirements_with("topics", topic.id)))
    return ManualPage(sort="topic", name=topic.id, title="a topic of a card or another document", parts=parts)


def _evidence_pages() -> Iterator[ManualPage]:
    """A page for each id of evidence rules, with each component that they show and why."""
    shown: dict[str, list[str]] = {}
    for id_, rules in load_catalog().rules.items():
        for rule in rules.every:
            shown.setdefault(rule.how, []).append(f"- {id_}: {rule.status.value}.{_explain_rule(rule)}")
    for how, items in shown.items():
        shows = (("shows", "\n".join(dict.fromkeys(items))),)
        yield ManualPage(sort="evidence", name=how, title="a way in which components are detected", parts=shows)


def _explain_rule(rule: EvidenceRule) -> str:
    why = f" {rule.why.strip()}" if rule.why else ""
    return f"{why} Such as: {_format_example(rule.example[0])}" if rule.example else why


def _format_example(example: Example) -> str:
    text = example if isinstance(example, str) else f"a repository with {', '.join(example)}"
    return " ".join(text.split())
