"""data/ -> the closed vocabularies that policies are checked against."""

import functools
from collections.abc import Collection, Iterator

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks.check_type import ApprovalId, ComponentId, GrantId, LicenseId, LicenseKind, RelationId, TopicId
from openrelease.licenses import APPROVALS, GRANTS, RELATIONS
from openrelease.policies.decode_options import Words
from openrelease.values import dataclass


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
def allowed_words() -> Words:
    """The allowed words for each kind of id in the options of a check."""
    return {
        ComponentId: tuple(load_catalog().components),
        TopicId: tuple(topic.id for topic in load_catalog().topics),
        LicenseKind: tuple(load_license_table().kinds),
        RelationId: tuple(RELATIONS),
        ApprovalId: tuple(APPROVALS),
        GrantId: tuple(GRANTS),
        LicenseId: _LicenseIds(known=frozenset({*load_license_table().rows, *load_license_table().listed})),
    }
