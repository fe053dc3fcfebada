"""Weight files and what lies around them -> faults: is the release whole, and does it agree with itself?

Each module has rules of one kind and gives their faults; a new one is a module and a line in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from openrelease.collect.gather import Gathered
from openrelease.collect.weight_files import ReadFile
from openrelease.collect.whole import (
    adapters,
    agreeing,
    bases,
    configs,
    externals,
    forms,
    modules,
    pipelines,
    series,
    shards,
    splits,
)
from openrelease.collect.whole.release import Release, release
from openrelease.model import Fault

MOST_FAULTS = 500


class Rule(Protocol):
    """A module of rules."""

    def find(self, release: Release) -> Iterator[Fault]:
        """The faults that these rules find."""


RULES: Mapping[str, Rule] = {
    "shards": shards,
    "series": series,
    "splits": splits,
    "externals": externals,
    "configs": configs,
    "pipelines": pipelines,
    "modules": modules,
    "adapters": adapters,
    "bases": bases,
    "agreeing": agreeing,
    "forms": forms,
}


def look_around(gathered: Gathered, files: tuple[ReadFile, ...], name: str | None) -> Release | None:
    """Read what lies around weights; nothing is read where none are in the tree."""
    if not files:
        return None
    return release(gathered.snapshot, gathered.entries, files, gathered.documents, name)


def find_faults(around: Release | None) -> tuple[Fault, ...]:
    """Give all faults between files, each once."""
    if around is None:
        return ()
    found = (each for rule in RULES.values() for each in rule.find(around))
    return tuple(dict.fromkeys((*around.unread, *found)))[:MOST_FAULTS]
