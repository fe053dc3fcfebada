"""Parts of a document: the output of the parsers of all formats.

Lines count from 1 and are those of the file. `section` is the trail of headings that a part stands under,
outermost first.
"""

from collections.abc import Mapping
from functools import cached_property

from openrelease.model import Placeholder
from openrelease.values import dataclass, field

Section = tuple[str, ...]
# keys that the Hub reads from the front matter of a card; a README that has one is a card
_CARD_KEYS = frozenset(
    {"license", "license_name", "base_model", "library_name", "pipeline_tag", "model-index", "datasets"}
    | {"tags", "language", "metrics", "task_categories", "pretty_name", "size_categories", "dataset_info"}
)
_LONGEST_INTRODUCTION = 2_000  # characters under one heading


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading: its level from 1 to 6 and its plain text."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Link:
    """A URL or a path that a document names.

    `label` is the text that carries it, `context` the sentence, cell or line around it, `where` is one of
    prose, table, code, html, key and image.
    """

    url: str
    label: str
    line: int
    where: str
    section: Section = ()
    context: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: the plain text of its header and of its rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int
    section: Section = ()


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph, list item or code block as plain text; `info` is the language of a code block."""

    text: str
    line: int
    section: Section = ()
    code: bool = False
    info: str = ""


@dataclass(frozen=True, kw_only=True)
class ParsedDocument:
    """One document in parts.

    `metadata` is its front matter, `lines` the line of each of its keys, `places` that of each of its parts.
    """

    path: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, object] | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    placeholders: tuple[Placeholder, ...] = ()

    @property
    def is_card(self) -> bool:
        """Whether the document has the front matter of a card."""
        return bool(self.metadata and _CARD_KEYS & self.metadata.keys())

    @cached_property
    def said(self) -> Mapping[Section, str]:
        """The beginning of the text under each heading, without code."""
        said: dict[Section, str] = {}
        for block in self.blocks:
            before = said.get(block.section, "")
            if not block.code and len(before) < _LONGEST_INTRODUCTION:
                said[block.section] = f"{before} {block.text[:_LONGEST_INTRODUCTION]}"
        return said
