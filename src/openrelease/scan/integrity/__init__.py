"""Weight files and what lies around them -> faults: is the release whole, and does it agree with itself?

Each module has rules of one kind and gives their faults; a new one is a module and a line in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from openrelease.model import Fault
from openrelease.scan.inputs.read_inputs import RepositoryInputs
from openrelease.scan.integrity import (
    adapters,
    base_models,
    config_files,
    external_data,
    gguf_splits,
    numbered_shards,
    pickle_only,
    pipelines,
    remote_code,
    shard_index,
    stated_values,
)
from openrelease.scan.integrity.weight_release import WeightRelease, read_weight_release
from openrelease.scan.weight_files.headers import WeightFileHeader

MOST_FAULTS = 500


class RuleModule(Protocol):
    """A module of rules."""

    def find(self, release: WeightRelease) -> Iterator[Fault]:
        """The faults that these rules find."""


RULES: Mapping[str, RuleModule] = {
    "shards": shard_index,
    "series": numbered_shards,
    "splits": gguf_splits,
    "externals": external_data,
    "configs": config_files,
    "pipelines": pipelines,
    "modules": remote_code,
    "adapters": adapters,
    "bases": base_models,
    "agreeing": stated_values,
    "forms": pickle_only,
}


def inspect_weight_release(
    gathered: RepositoryInputs, files: tuple[WeightFileHeader, ...], name: str | None
) -> WeightRelease | None:
    """Read what lies around weights; nothing is read where none are in the tree."""
    if not files:
        return None
    return read_weight_release(gathered.snapshot, gathered.entries, files, gathered.documents, name)


def find_faults(around: WeightRelease | None) -> tuple[Fault, ...]:
    """Give all faults between files, each once."""
    if around is None:
        return ()
    found = (each for rule in RULES.values() for each in rule.find(around))
    return tuple(dict.fromkeys((*around.unread, *found)))[:MOST_FAULTS]
