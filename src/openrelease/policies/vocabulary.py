"""data/ -> the closed vocabularies that policies are checked against."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from openrelease.catalog.load_components import lookout
from openrelease.catalog.load_licenses import license_table
from openrelease.checks.check_type import ApprovalId, ComponentId, LicenseId, LicenseKind, RelationId, TopicId
from openrelease.licenses import APPROVALS, RELATIONS
from openrelease.policies.decode_options import Words


@dataclass(frozen=True, kw_only=True)
class _LicenseIds(Collection[str]):
    """Ids that the license table knows, and every LicenseRef: those are for whoever writes them to define."""

    known: frozenset[str]

    def __contains__(self, word: object) -> bool:
        return word in self.known or str(word).startswith("LicenseRef-")

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


@functools.cache
def words() -> Words:
    """The allowed words for each kind of id in the options of a check."""
    return {
        ComponentId: tuple(lookout().components),
        TopicId: tuple(topic.id for topic in lookout().topics),
        LicenseKind: tuple(license_table().kinds),
        RelationId: tuple(RELATIONS),
        ApprovalId: tuple(APPROVALS),
        LicenseId: _LicenseIds(known=frozenset({*license_table().rows, *license_table().listed})),
    }
