"""What a card holds, as it stands there: its keys, sections, labelled lines and placeholders."""

from collections.abc import Mapping
from typing import TypeAlias

from openrelease.model.entry import Location
from openrelease.values import dataclass, field

CardValue: TypeAlias = "Mapping[str, CardValue] | tuple[CardValue, ...] | str | bool | None"
"""A value of front matter. It has no numbers: a scalar is the text as written, or true, false or null."""


@dataclass(frozen=True, kw_only=True)
class CardKey:
    """A key at the top of the front matter: its value, cut where it is long, and where it stands.

    `lines` gives the line of each part of the value by its path, such as "0.results.2.task". `names_file`:
    the value is the path of a file of the tree, from the card's folder or from the root.
    """

    value: CardValue
    location: Location
    lines: Mapping[str, int] = field(default_factory=dict)
    names_file: bool = False


@dataclass(frozen=True, kw_only=True)
class CardSection:
    """A heading and what stands under it, its subsections included.

    `length` counts the characters of text there, without placeholders and labels that nothing follows; a
    section is `filled` by any text, table or picture. `placeholder`: nothing but placeholders is there, of
    which `says_none` is the word "none", an answer to some questions.
    """

    title: str
    level: int
    location: Location
    filled: bool
    placeholder: bool = False
    says_none: bool = False
    length: int = 0


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """A labelled line, such as "Curated by: Acme", or a row of a table with two columns.

    `text` is cut where it is long, and is empty where nothing but a placeholder follows the label, of which
    `says_none` is the word "none".
    """

    label: str
    text: str
    location: Location
    says_none: bool = False


@dataclass(frozen=True, kw_only=True)
class Placeholder:
    """Words that stand for something yet to be written. `how` is the id of the pattern that found them."""

    how: str
    text: str
    location: Location


@dataclass(frozen=True, kw_only=True)
class Card:
    """A model or data card, a README that serves as one, or a file of the results of an evaluation.

    `role` is "model", "data" or "evaluation"; the last has its entries under the key `results`. `named` is
    true for what is a card by its name or its front matter, false for a README that may serve as one.
    """

    path: str
    role: str
    named: bool
    keys: Mapping[str, CardKey] = field(default_factory=dict)
    sections: tuple[CardSection, ...] = ()
    lines: tuple[CardLine, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
