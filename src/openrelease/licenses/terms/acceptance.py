"""A license -> does a definition accept it? What definitions may say of licenses, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openrelease.licenses.terms.license_facets import PERMISSIVE_KINDS, LicenseFacets

APPROVALS: Mapping[str, Callable[[LicenseFacets], bool]] = {
    "osi": lambda row: row.osi,
    "fsf": lambda row: row.fsf,
    "open-definition": lambda row: row.open_definition == "yes",
}
"""Who may have approved a license: the OSI and the FSF as the SPDX list has it, and the Open Definition."""


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """Which licenses are accepted: of `kinds`, of `allow`, and those that one of `approved_by` has approved.

    `deny` are ids that are refused whatever else holds. `unsettled` are kinds of which the definition does
    not say whether they are accepted, so that a person has to read it.
    """

    kinds: frozenset[str] = frozenset()
    allow: frozenset[str] = frozenset()
    deny: frozenset[str] = frozenset()
    approved_by: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()

    def ruling(self, row: LicenseFacets) -> bool | None:
        """Return whether a license is accepted, None where that is unknown.

        A license that no list has is never taken for refused.
        """
        if row.id in self.deny:
            return False
        if row.id in self.allow or any(APPROVALS[each](row) for each in self.approved_by):
            return True
        if row.kind is None:
            return False if row.listed and not (self.kinds or self.unsettled) else None
        if row.kind in self.unsettled:
            return None
        if row.kind not in self.kinds:
            return False
        return row.permissive if row.kind in PERMISSIVE_KINDS else True

    @property
    def permissive_only(self) -> bool:
        """Is nothing accepted, nor left open, but what is permissive?"""
        return not self.approved_by and PERMISSIVE_KINDS.issuperset(self.kinds | self.unsettled)
