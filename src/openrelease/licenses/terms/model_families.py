"""The name of a model or a package -> the license that its maker states, from a dated table."""

import re
from collections.abc import Sequence
from functools import cached_property

from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Family:
    """One row of data/families.yaml: `name` is a pattern, `license` an SPDX expression.

    It is None where the statements of the makers differ. `spoken` is the pattern of its name in sentences.
    `source` says where the maker states the license, `date` (ISO 8601) when that was read; what is
    `secondary` was not read there, and decides nothing.
    """

    name: str
    license: str | None
    source: str
    date: str
    spoken: str | None = None
    secondary: bool = False


@dataclass(frozen=True, kw_only=True)
class Families:
    """What is known of models by OWNER/NAME, and of packages by the name that their index has.

    `restricted_names` are patterns of names of families under terms that reach what is made from them.
    """

    models: Sequence[Family] = ()
    packages: Sequence[Family] = ()
    restricted_names: Sequence[str] = ()

    @cached_property
    def restricted(self) -> re.Pattern[str]:
        """The name of a family whose terms reach what is made from it, in any case."""
        return re.compile("|".join(self.restricted_names) or r"(?!)", re.IGNORECASE)

    def model(self, name: str) -> Family | None:
        """The first row whose pattern is the whole name, None for a model that is not well known."""
        return _first(self.models, name)

    def spoken(self, sentence: str) -> tuple[tuple[str, Family], ...]:
        """The names in a sentence that belong to a family, each with its row."""
        rows = [row for row in self.models if row.spoken]
        found = ((re.search(rf"\b{row.spoken}\b", sentence, re.IGNORECASE), row) for row in rows)
        return tuple((match[0], row) for match, row in found if match)

    def package(self, name: str) -> Family | None:
        """The same for a package; "_" and "-" are one (https://peps.python.org/pep-0503/)."""
        return _first(self.packages, re.sub(r"[-_.]+", "-", name))


def _first(rows: Sequence[Family], name: str) -> Family | None:
    return next((row for row in rows if re.fullmatch(row.name, name, re.IGNORECASE)), None)
