"""The typed form of the other YAML files of catalog/, and `Catalog`, which holds all of them."""

from collections.abc import Mapping
from functools import cached_property

from openrelease.catalog.component_rules import ComponentRules, Rule
from openrelease.catalog.patterns import Pattern
from openrelease.model import Component, Kind
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True, eq=False)
class NamedPattern(Rule):
    """A pattern that stands for itself, such as the paths of model cards."""

    pattern: Pattern


@dataclass(frozen=True, kw_only=True, eq=False)
class UrlKind(Rule):
    """A kind of link, by its URL without scheme; groups `owner` and `name` say whose it is."""

    kind: str
    pattern: Pattern


@dataclass(frozen=True, kw_only=True, eq=False)
class HubId(Rule):
    """Text of code that names a model or data set by its Hub id in group `id`; becomes a link of `kind`."""

    kind: str
    pattern: Pattern


@dataclass(frozen=True, kw_only=True, eq=False)
class Topic(Rule):
    """Something that good documentation covers: a heading, a key of the front matter, a sentence, code, or a link.

    `link` is searched in the label and the URL of each link, with a space between them.
    """

    id: str
    title: str
    heading: Pattern
    keys: frozenset[str] = frozenset()
    text: Pattern | None = None
    code: Pattern | None = None
    link: Pattern | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class KindSignal(Rule):
    """A sign of what a repository releases, with its weight.

    `place` is title, opening, document (all of the README), name, key, component, components (all of them), or links.
    """

    kind: Kind
    weight: int
    place: str
    pattern: Pattern


@dataclass(frozen=True, kw_only=True, eq=False)
class LicenseFileRule(Rule):
    """A name of license files; `part` is what such a name says that it governs, "" where it says nothing."""

    path: Pattern
    part: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Library(Rule):
    """A well-known library that runs models, with the license of its source and where that was read."""

    name: str
    pattern: Pattern
    license: str
    source: str
    model_types: frozenset[str] = frozenset()  # those that it implements, by data/model_types.json


@dataclass(frozen=True, kw_only=True)
class LineagePhrases:
    """Phrases of clauses about what a release was made from.

    `distilled` is training on the outputs of a model, and `undone` denies it; `based` comes before the name of a
    base model, and `unbased` denies it; `past` is what was once so, `ours` words for the release itself.
    """

    past: Pattern
    distilled: Pattern
    undone: Pattern
    based: Pattern
    made_of: Pattern
    is_a: Pattern
    changed: Pattern
    unbased: Pattern
    ours: Pattern


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """Everything that the scan looks for.

    `documents`, `cards` and the other patterns of paths are those of paths.yaml; `promised`, `moved`,
    `foreign_sections`, `foreign_networks` and `placeholder` those of prose.yaml; `generic_words` make no name
    particular.
    """

    rules: Mapping[str, ComponentRules]
    url_kinds: tuple[UrlKind, ...]
    ids: tuple[HubId, ...]
    topics: tuple[Topic, ...]
    kinds: tuple[KindSignal, ...]
    license_files: tuple[LicenseFileRule, ...]
    lineage_phrases: LineagePhrases
    libraries: tuple[Library, ...]
    documents: Pattern
    cards: Pattern
    data_cards: Pattern
    license_documents: Pattern
    use_policies: Pattern
    not_documents: Pattern
    term_notes: Pattern
    not_license_files: Pattern
    lists: Pattern
    near: Pattern
    speaks_for_all: Pattern
    weight_folders: Pattern
    aside: Pattern
    promised: Pattern
    moved: Pattern
    foreign_sections: Pattern
    foreign_networks: Pattern
    placeholder: Pattern
    generic_words: frozenset[str]

    @cached_property
    def components(self) -> Mapping[str, Component]:
        """Every component by its id, in the order of reports."""
        return {id_: rules.component for id_, rules in self.rules.items()}
