"""catalog/components/*.yaml -> the components, each with the rules by which it is found."""

from collections.abc import Iterable, Mapping
from typing import Any

from openrelease.catalog.build_rules import build_rules, read_words
from openrelease.catalog.component_rules import ComponentRules, EvidenceRule, FileRule, LinkRule, TableRule, TextRule
from openrelease.catalog.packaged_yaml import read_packaged_folder
from openrelease.model import Component, Hint, Kind, RecordComponent

_GROUPS: Mapping[str, type] = {"files": FileRule, "links": LinkRule, "tables": TableRule, "text": TextRule}

_RELEASING = frozenset(Kind) - {Kind.INDEX}  # what an index lists, others made


def load_components() -> Mapping[str, ComponentRules]:
    """Load every component by its id, in the order of reports."""
    files = read_packaged_folder("components")
    ordered = sorted(files, key=lambda id_: files[id_]["order"])
    built = {id_: _build_groups(files[id_]) for id_ in ordered}
    resolved = {id_: {group: _resolve_group(group, built[id_], built) for group in _GROUPS} for id_ in ordered}
    return {
        id_: ComponentRules(
            component=_build_component(id_, files[id_], groups),
            vendored=files[id_].get("vendored", False),
            **groups,
        )
        for id_, groups in resolved.items()
    }


def _build_groups(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The rules of each group; a group that is the name of another component has the rules of that."""
    words = read_words(data)
    given = {group: data.get(group, ()) for group in _GROUPS}
    return {
        group: rules if isinstance(rules, str) else build_rules(_GROUPS[group], rules, words)
        for group, rules in given.items()
    }


def _resolve_group(group: str, own: Mapping[str, Any], built: Mapping[str, Mapping[str, Any]]) -> Any:
    return built[own[group]][group] if isinstance(own[group], str) else own[group]


def _build_component(id_: str, data: Mapping[str, Any], groups: Mapping[str, Iterable[EvidenceRule]]) -> Component:
    mot = data.get("mot")
    return Component(
        id=id_,
        title=data["title"],
        what=data["what"],
        part=data["part"],
        kinds=frozenset(map(Kind, data.get("kinds", _RELEASING))),
        counts_as_release=data.get("counts_as_release", True),
        heading=tuple(data.get("heading", ())),
        cyclonedx=data.get("cyclonedx", "other"),
        in_bom=data.get("in_bom", True),
        mot=RecordComponent(id=id_, **mot) if mot else None,
        hints={
            rule.how: Hint(why=_make_clause(rule.why), remedy=rule.remedy)
            for rules in groups.values()
            for rule in rules
            if rule.remedy
        },
    )


def _make_clause(sentence: str) -> str:
    """Return a sentence in the form in which it follows a colon: without its capital letter and full stop."""
    return f"{sentence[:1].lower()}{sentence[1:].rstrip('.')}"
