"""What a component looks like: the typed form of data/components.yaml, which knowledge/ loads.

A rule gives one reason to believe (`how`) and the status that this reason supports on its own. All patterns
are searched without regard to case; one that is None does not restrict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openrelease.model import Kind, Status

Pattern = re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class FileRule:
    """A file of the tree.

    `path` must be found in its path and `not_path` must not. `features` are groups of features of its
    source, one of each group is needed; where the source is not here, `by_name` decides instead.
    `weights` asks that its content is that of a weight file; `least` is the least size in bytes.
    """

    how: str
    status: Status
    path: Pattern
    not_path: Pattern | None = None
    features: tuple[frozenset[str], ...] = ()
    by_name: Pattern | None = None
    weights: bool = False
    least: int = 0
    kinds: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, kw_only=True)
class LinkRule:
    """A link in a document or in source.

    `targets` are kinds of link (see `UrlKind`); `whose` is own, any, not_foreign (not said to be others'), or
    untold (nobody can tell, as the repository itself has no owner's name).
    """

    how: str
    status: Status
    targets: frozenset[str]
    whose: str = "own"
    url: Pattern | None = None
    not_url: Pattern | None = None
    label: Pattern | None = None
    section: Pattern | None = None
    not_section: Pattern | None = None
    context: Pattern | None = None
    not_context: Pattern | None = None
    path: Pattern | None = None
    not_path: Pattern | None = None
    where: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, kw_only=True)
class TableRule:
    """A table: `words` is searched in its header and first columns, `around` in what its section says.

    `least` counts the numbers that it needs, `decimals` wants them broken. Columns and rows of `not_words`
    do not count.
    """

    how: str
    status: Status
    words: Pattern
    not_words: Pattern | None = None
    section: Pattern | None = None
    not_section: Pattern | None = None
    path: Pattern | None = None
    not_path: Pattern | None = None
    least: int = 4
    decimals: bool = False
    around: Pattern | None = None


@dataclass(frozen=True, kw_only=True)
class TextRule:
    """A sentence, heading or code block of a document."""

    how: str
    status: Status
    pattern: Pattern
    not_pattern: Pattern | None = None
    section: Pattern | None = None
    not_section: Pattern | None = None
    path: Pattern | None = None
    code: bool = False
    kinds: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, kw_only=True)
class Component:
    """A kind of release artifact: what it is, whose license terms suit it, and what it looks like."""

    id: str
    title: str
    what: str
    part: str  # code, weights, data or document: the kind of thing that its license speaks of
    kinds: frozenset[Kind] = frozenset(Kind)  # the kinds of repository that release such a thing
    files: tuple[FileRule, ...] = ()
    links: tuple[LinkRule, ...] = ()
    tables: tuple[TableRule, ...] = ()
    text: tuple[TextRule, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UrlKind:
    """A kind of link, told from its URL without scheme; groups `owner` and `name` say whose it is."""

    kind: str
    pattern: Pattern


@dataclass(frozen=True, kw_only=True)
class IdPattern:
    """Text of code that names a model or data set by its Hub id in group `id`; becomes a link of `kind`."""

    kind: str
    pattern: Pattern


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Something that good documentation speaks of: a heading, or a key of the card's front matter."""

    id: str
    title: str
    heading: Pattern
    keys: frozenset[str] = frozenset()
    text: Pattern | None = None


@dataclass(frozen=True, kw_only=True)
class KindSignal:
    """A sign of what is released, with its weight.

    `place` is title, opening, document (all of the README), name, key or component.
    """

    kind: Kind
    weight: int
    place: str
    pattern: Pattern


@dataclass(frozen=True, kw_only=True)
class LicenseFileRule:
    """A name of license files; `part` is what such a name says that it governs, "" where it says nothing."""

    path: Pattern
    part: str


@dataclass(frozen=True, kw_only=True)
class Library:
    """A well-known library that runs models, with the license of its source, where and when it was read."""

    name: str
    pattern: Pattern
    license: str
    source: str
    model_types: frozenset[str] = frozenset()  # those that it has, by data/model_types.json


@dataclass(frozen=True, kw_only=True)
class LicensePhrases:
    """How people speak of licenses, in clauses (`between` parts them), headings, badges and table cells.

    `about` is the word itself, `speaks` a clause that names one; `past` what was once so, `theirs` and
    `upstream` what is said of others' work and of what this is made from. `limited`, `asked`, `excluded` and
    `deferred` speak against a license or of terms without a name, `unsettled` too, in a section on licenses;
    `forbidden` says who may not use it or what for, except in sections of `advice` and where `harmless`
    says that commerce is free, or that a license is kept; `outputs` is what a model makes, `distilled`
    that one was trained on them, `undone` that it was not; `based` comes before what a model was made from,
    unless `unbased`. `code_only` ends where the code does, `accepted` is asked before a download, `ours` says
    whose it is, `same` means the repository's own license.
    `column` is the header of a column of licenses, `terms` a cell that names one, `refused` a cell of no,
    `granted` one of yes.
    """

    about: Pattern
    between: Pattern
    speaks: Pattern
    past: Pattern
    theirs: Pattern
    upstream: Pattern
    limited: Pattern
    asked: Pattern
    excluded: Pattern
    deferred: Pattern
    unsettled: Pattern
    forbidden: Pattern
    harmless: Pattern
    advice: Pattern
    outputs: Pattern
    distilled: Pattern
    undone: Pattern
    based: Pattern
    unbased: Pattern
    code_only: Pattern
    accepted: Pattern
    ours: Pattern
    same: Pattern
    column: Pattern
    terms: Pattern
    refused: Pattern
    granted: Pattern


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """All of components.yaml: what to look for, and the words that tell whose and what a thing is.

    `lists` are files of data that may say where weights, checkpoints or other repositories are. `promised`
    and `moved` are what a README says in place of a release.
    """

    components: Mapping[str, Component]
    url_kinds: tuple[UrlKind, ...]
    ids: tuple[IdPattern, ...]
    topics: tuple[Topic, ...]
    kinds: tuple[KindSignal, ...]
    license_files: tuple[LicenseFileRule, ...]
    not_license_files: Pattern
    license_words: LicensePhrases
    libraries: tuple[Library, ...]
    documents: Pattern
    cards: Pattern
    data_cards: Pattern
    license_documents: Pattern
    use_policies: Pattern
    not_documents: Pattern
    lists: Pattern
    promised: Pattern
    moved: Pattern
    near: Pattern
    speaks_for_all: Pattern
    weight_folders: Pattern
    aside: Pattern
    foreign_sections: Pattern
    placeholder: Pattern
    generic_words: frozenset[str]
    parts: Mapping[str, Pattern]
