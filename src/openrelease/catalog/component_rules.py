"""What a component looks like: the typed form of the rules in catalog/components/*.yaml.

A rule gives one reason to believe (`how`) and the status that this reason supports on its own. All patterns
are searched without regard to case; one that is None does not restrict.
"""

from collections.abc import Mapping

from openrelease.catalog.patterns import Pattern
from openrelease.model import Component, Kind, Status
from openrelease.values import dataclass

Example = str | Mapping[str, str]
"""A path, a link or a sentence; or files of a small repository by their paths."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """What all rules have: why it is there, what it must match, and what it must not."""

    example: tuple[Example, ...]
    counter_example: tuple[Example, ...]
    why: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class EvidenceRule(Rule):
    """A rule that yields evidence, in repositories of some kinds.

    `remedy` says what makes the evidence conclusive, where the rule alone is not.
    """

    how: str
    status: Status
    kinds: frozenset[Kind] = frozenset(Kind)
    remedy: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class FileRule(EvidenceRule):
    """A file of the tree.

    `path` must be found in its path and `not_path` must not. `features` are groups of features of its
    source, one of each group is needed; where the source could not be read, `by_name` decides instead.
    `weights` asks for the content of a weight file; `least` is the least size in bytes.
    """

    path: Pattern
    not_path: Pattern | None = None
    features: tuple[frozenset[str], ...] = ()
    by_name: Pattern | None = None
    weights: bool = False
    least: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class LinkRule(EvidenceRule):
    """A link in a document or in source.

    `targets` are kinds of link (see `UrlKind`); `whose` is own, any, not_foreign (not of other people), or
    untold (the repository has no known owner, so that nothing shows whose it is). `where` are places as in
    `Link.where`, all where empty.
    """

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


@dataclass(frozen=True, kw_only=True, eq=False)
class TableRule(EvidenceRule):
    """A table: `words` is searched in its header and first columns, `around` in the text of its section.

    `least` is the least count of numbers, and `decimals` asks for decimal fractions. Columns and rows of
    `not_words` do not count.
    """

    words: Pattern
    not_words: Pattern | None = None
    section: Pattern | None = None
    not_section: Pattern | None = None
    path: Pattern | None = None
    not_path: Pattern | None = None
    least: int = 4
    decimals: bool = False
    around: Pattern | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class TextRule(EvidenceRule):
    """A sentence, heading or code block of a document."""

    pattern: Pattern
    not_pattern: Pattern | None = None
    section: Pattern | None = None
    not_section: Pattern | None = None
    path: Pattern | None = None
    code: bool = False


@dataclass(frozen=True, kw_only=True)
class ComponentRules:
    """A component and the rules by which it is found.

    `vendored` is true where a copy of another project may be this component, if nothing else is.
    """

    component: Component
    files: tuple[FileRule, ...] = ()
    links: tuple[LinkRule, ...] = ()
    tables: tuple[TableRule, ...] = ()
    text: tuple[TextRule, ...] = ()
    vendored: bool = False

    @property
    def every(self) -> tuple[EvidenceRule, ...]:
        """All rules, in order of precedence among rules of equal status."""
        return (*self.files, *self.text, *self.links, *self.tables)
