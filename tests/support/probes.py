"""Facts of many kinds of release, so that each requirement of any definition meets all that may become of it.

They are made from what a requirement asks for, and not from its name: a new definition needs no new probe.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import card_finished, card_key, card_section
from openrelease.checks.card_forms import Form
from openrelease.model import (
    ANYTHING,
    Card,
    CardKey,
    CardSection,
    Claim,
    CopyrightHolder,
    Facts,
    Fault,
    Kind,
    Lineage,
    Permissive,
    Placeholder,
    Problem,
    Requirement,
    Severity,
    Status,
    WeightFile,
)
from support.facts import COMPONENTS, at, document, facts, seen, statement, subject

_TOPICS = tuple(topic.id for topic in load_catalog().topics)
_UNREAD = (Problem(location=at("README.md"), message="too long", affects=ANYTHING),)
_LICENSES = ("Apache-2.0", "CDLA-Permissive-2.0", "CC-BY-NC-4.0", "LicenseRef-nobody-knows", None)


def probes(requirement: Requirement, kind: Kind) -> Iterator[Facts]:
    """Facts of a kind of repository in which a requirement may become anything."""
    for base in (*_of_any_requirement(), *_cards(requirement)):
        yield replace(base, subject=subject(kind))


@cache
def _of_any_requirement() -> tuple[Facts, ...]:
    return (*_parts(), *_flows(), *_weights(), *_disagreeing())


def _license(expression: str | None) -> Claim | None:
    if expression is None:
        return None
    return statement(expression, permissive=load_license_table().permissive(expression))


def _parts() -> Iterator[Facts]:
    """Every component in one state, under one license; with and without documents."""
    for status, expression in product(Status, _LICENSES):
        every = {name: seen(status, f"{name}.md", 1, license=_license(expression)) for name in COMPONENTS}
        there = facts(**every) if status is not Status.ABSENT else facts()
        yield there
        yield replace(there, problems=_UNREAD)
        yield replace(there, documents=(document("README.md", "readme", *_TOPICS),))


def _flows() -> Iterator[Facts]:
    """Something of each relation went in, under a license that fits, one that does not, and one unknown."""
    relations = ("base_model", "distilled", "shipped_data", "source_data", "vendored_code", "dependency")
    every = {name: seen(Status.IN_REPO, f"{name}.md", license=_license("Apache-2.0")) for name in COMPONENTS}
    for relation, expression in product(relations, ("Apache-2.0", "GPL-3.0-only", None)):
        place = at("README.md", 3)
        up = Lineage(relation=relation, upstream="acme/other", license=expression, location=place)
        holder = CopyrightHolder(name="Acme", location=place)
        yield replace(facts(**every), lineage=(replace(up, seen={"text": place}),), holders=(holder,))


def _weights() -> Iterator[Facts]:
    """Weights that are whole, and that have a fault of each severity."""
    file = WeightFile(path="model.safetensors", format="safetensors", serialisation="safe", size=8)
    yield replace(facts(), weights=(file,))
    for severity in Severity:
        fault = Fault(rule="a-rule", severity=severity, message="is not right", location=at(file.path))
        yield replace(facts(), weights=(replace(file, faults=(fault,)),))


def _disagreeing() -> Iterator[Facts]:
    """Statements about each component that agree, that do not, and that have no name."""
    mit = statement("MIT", "README.md", 2, how="front_matter")
    assumed = statement("MIT", "LICENSE", 1, how="assumed")
    yield facts(**{name: seen(Status.LINKED, "README.md", license=assumed) for name in COMPONENTS})
    for other in ("MIT", "Apache-2.0", None):
        second = statement(other, "CARD.md", 3, how="front_matter", permissive=Permissive.UNKNOWN)
        both = (mit, second)
        yield facts(**{name: seen(Status.IN_REPO, f"{name}.md", license=mit, claims=both) for name in COMPONENTS})


def _cards(requirement: Requirement) -> Iterator[Facts]:
    """Cards as a requirement on cards wants them, and as it does not; one that is linked, one unreadable."""
    options: Any = requirement.options
    if requirement.check not in _MADE:
        return
    linked = {name: seen(Status.LINKED, "README.md", 4) for name in ("model_card", "data_card")}
    yield facts(**linked)
    empty = Card(path="CARD.md", role=options.role.value, named=True)
    yield replace(facts(), cards=(empty,))
    yield replace(
        facts(), cards=(empty,), problems=(Problem(location=at("CARD.md"), message="no YAML", affects=ANYTHING),)
    )
    for made in _MADE[requirement.check](options, empty):
        yield replace(facts(), cards=(made,))


_RESULT = {
    "task": {"type": "a"},
    "dataset": {"type": "b", "name": "B"},
    "metrics": ({"type": "c", "value": "1"},),
}
_RIGHT: Mapping[Form | None, Any] = {
    None: "words",
    Form.TEXT: "words",
    Form.ID: "an-id",
    Form.LANGUAGE: "en",
    Form.REPOSITORY: "acme/rocket",
    Form.REPOSITORY_OR_NAME: "acme/rocket",
    Form.SOURCE: "original",
    Form.LINK: "https://acme.invalid/terms",
    Form.MODEL_INDEX: ({"name": "a", "results": (_RESULT,)},),
    Form.EVAL_RESULTS: ({"dataset": {"id": "a/b", "task_id": "c"}, "value": "1"},),
    Form.CONFIGS: ({"config_name": "a"},),
}


def _keys(options: card_key.Options, card: Card) -> Iterator[Card]:
    """A right value, and wrong ones, beside what makes the card one that is asked."""
    right = options.words[0] if options.words else _RIGHT[options.form]
    asked = {options.if_key: options.if_value} if options.if_key else {}
    asked |= {"source_datasets": "acme/other"} if options.if_derived else {}
    name = options.key.replace("*", "prompt")
    for value in (right, "% no such word %", ({"other": "x"},), *options.avoid[:1]):
        yield replace(card, keys=_at_line({**asked, name: value}))
    yield replace(card, keys=_at_line(asked))


def _at_line(values: Mapping[str, Any]) -> Mapping[str, CardKey]:
    return {key: CardKey(value=value, location=at("CARD.md", 2)) for key, value in values.items()}


def _sections(options: card_section.Options, card: Card) -> Iterator[Card]:
    for filled in (True, False):
        place = at("CARD.md", 5)
        yield replace(card, sections=(CardSection(title=options.headings[0], level=2, location=place, filled=filled),))


def _finished(_: card_finished.Options, card: Card) -> Iterator[Card]:
    waiting = Placeholder(how="todo", text="TODO", location=at("CARD.md", 5))
    yield card
    yield replace(card, placeholders=(waiting,))


_MADE: Mapping[str, Any] = {"card_key": _keys, "card_section": _sections, "card_finished": _finished}
