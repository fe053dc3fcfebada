"""Examples of the catalog -> whether a rule matches them, as in a scan of a small repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from openrelease.catalog.catalog_entries import HubId, LicenseFileRule, NamedPattern, Topic, UrlKind
from openrelease.catalog.component_rules import EvidenceRule, Example, FileRule, LinkRule, Rule
from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.packaged_yaml import read_packaged
from openrelease.catalog.patterns import Pattern
from openrelease.model import Entry
from openrelease.repository import MemorySnapshot
from openrelease.scan.cards.topics import describe_document
from openrelease.scan.components.detect_components import apply_rule, collect_component_inputs
from openrelease.scan.components.link_targets import find_hub_ids
from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.parsed_document import Block
from openrelease.scan.inputs.read_inputs import read_inputs

_POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 100000\n"
_LONGEST_WORD = 24  # characters
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//(?:www\.)?", re.IGNORECASE)


def matches(rule: Rule, example: Example) -> bool:
    """Whether a rule matches an example."""
    if isinstance(rule, EvidenceRule):
        return any(True for _ in _evidence(rule, example))
    assert isinstance(example, str)
    if isinstance(rule, Topic):
        catalog = replace(load_catalog(), topics=(rule,))
        return bool(describe_document(parse_document("README.md", example), catalog).topics)
    if isinstance(rule, HubId):
        block = Block(text=example, line=1, code=True)
        return bool(find_hub_ids(block, replace(load_catalog(), ids=(rule,))))
    pattern = rule.path if isinstance(rule, LicenseFileRule) else getattr(rule, "pattern", None)
    assert isinstance(pattern, Pattern)
    return pattern.search(_SCHEME.sub("", example) if isinstance(rule, UrlKind) else example) is not None


def _evidence(rule: EvidenceRule, example: Example) -> Iterator[object]:
    files, entries = _repository(rule, example)
    untold = isinstance(rule, LinkRule) and rule.whose == "untold"
    name = None if untold else "acme/tiny-lm"
    snapshot = MemorySnapshot(files, name=name, entries=entries)
    return apply_rule(rule, collect_component_inputs(read_inputs(snapshot, load_catalog()), load_catalog(), name))


def _repository(rule: EvidenceRule, example: Example) -> tuple[dict[str, str], tuple[Entry, ...]]:
    """A repository for an example: files, the path of one whose content is not here, or a README."""
    if not isinstance(example, str):
        return dict(example), ()
    if not isinstance(rule, FileRule):
        return {"README.md": example}, ()
    if rule.weights:
        return {example: _POINTER}, ()
    return {}, (Entry(path=example, size=1_000_000),)


def every_rule() -> list[tuple[str, Rule]]:
    """Every rule of the catalog that has examples, with its place."""
    catalog = load_catalog()
    found: list[tuple[str, Rule]] = [
        (f"components/{id_}/{rule.how}", rule) for id_, rules in catalog.rules.items() for rule in rules.every
    ]
    for name in ("url_kinds", "ids", "topics", "kinds", "license_files", "libraries"):
        found.extend((f"{name}/{at}", rule) for at, rule in enumerate(getattr(catalog, name), start=1))
    return [*found, *_named()]


def _named() -> Iterator[tuple[str, Rule]]:
    for name in ("paths", "prose"):
        for key, entry in read_packaged(name).items():
            if isinstance(entry, dict) and "pattern" in entry:
                holder = vars(load_catalog())
                texts = {field: tuple(entry[field]) for field in ("example", "counter_example")}
                yield f"{name}/{key}", NamedPattern(pattern=holder[key], why=entry["why"], **texts)


def alternatives(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """A rule for each alternative of each of its patterns that must be found, with that alternative alone.

    Alternatives that are nothing but a word, such as `download`, are left out.
    """
    for field in fields(rule):
        value: Any = getattr(rule, field.name)
        negative = field.name.startswith("not_")
        if isinstance(value, Pattern) and not negative and len(value.alternatives) > 1:
            for each in (each for each in value.alternatives if len(each) > _LONGEST_WORD):
                yield f"{field.name}: {each}", _with_one(rule, field.name, each)


def _with_one(rule: Rule, name: str, alternative: str) -> Rule:
    others = {"heading", "text", "code"} - {name} if isinstance(rule, Topic) else set()
    changes: dict[str, Any] = {name: Pattern((alternative,)), **{each: Pattern(("(?!)",)) for each in others}}
    if isinstance(rule, Topic):
        changes["keys"] = frozenset()
    return replace(rule, **changes)


def every_pattern() -> Iterator[tuple[str, str, Pattern]]:
    """Every pattern of the catalog: its place, the name of its field, and the pattern."""
    for place, rule in every_rule():
        for name, value in vars(rule).items():
            if isinstance(value, Pattern):
                yield place, name, value
    for name, value in vars(load_catalog().lineage_phrases).items():
        yield "lineage_phrases", name, value


def every_feature() -> Iterator[tuple[str, str]]:
    """Every feature of source that a rule asks for, with the place of the rule."""
    for place, rule in every_rule():
        groups = rule.features if isinstance(rule, FileRule) else ()
        yield from ((place, feature) for group in groups for feature in sorted(group))
