"""A license -> does a definition accept it? What definitions may say of licenses, as one value."""

from collections.abc import Callable, Mapping

from openrelease.licenses.terms.license_facets import PERMISSIVE_KINDS, SECONDARY, LicenseFacets
from openrelease.values import dataclass

APPROVALS: Mapping[str, Callable[[LicenseFacets], bool]] = {
    "osi": lambda row: row.osi,
    "fsf": lambda row: row.fsf,
    "open-definition": lambda row: row.open_definition == "yes",
}
"""Who may have approved a license: the OSI and the FSF as the SPDX list has it, and the Open Definition."""

_RELICENSING: Mapping[str, bool | None] = {"no": False, "no-distribution-or-restricted": False, "unknown": None}


def _grants_changes(row: LicenseFacets) -> bool | None:
    return _RELICENSING.get(row.relicensing, True)


def _grants_commerce(row: LicenseFacets) -> bool | None:
    """Return whether commercial use is granted; a limit above which the grant ends is a condition."""
    granted = row.commercial_use == "yes" or (row.commercial_use == "limited" and row.limit is not None)
    return True if granted else False if row.commercial_use == "no" else None


GRANTS: Mapping[str, Callable[[LicenseFacets], bool | None]] = {
    "modification": _grants_changes,
    "redistribution": _grants_changes,
    "commercial-use": _grants_commerce,
    "worldwide": lambda row: row.territory is None or row.territory_for is not None,
}
"""What a license may grant, on whatever conditions; None where its facets do not say. One that some territories
are excluded from only for a part, such as multimodal models, is worldwide with a condition."""


_RESTRICTED = frozenset({"use-restricted", "non-commercial", "no-derivatives", "proprietary"})


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """Which licenses are accepted: of `kinds`, of `allow`, and those that one of `approved_by` has approved.

    `grants` accepts what grants all of these, with whatever conditions. `deny` are ids that are refused whatever
    else holds. `unsettled` are kinds of which the definition does not say whether they are accepted, so that a
    person has to read it.
    """

    kinds: frozenset[str] = frozenset()
    allow: frozenset[str] = frozenset()
    deny: frozenset[str] = frozenset()
    approved_by: frozenset[str] = frozenset()
    grants: frozenset[str] = frozenset()
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
            return False if row.listed and not (self.kinds or self.unsettled or self.grants) else None
        if row.kind in self.unsettled:
            return None
        if row.kind not in self.kinds:
            return self._has_grants(row) if self.grants else False
        return row.permissive if row.kind in PERMISSIVE_KINDS else True

    def _has_grants(self, row: LicenseFacets) -> bool | None:
        """Return whether a license grants all that is asked; facets from a third party are not enough to say so."""
        granted = {GRANTS[each](row) for each in self.grants}
        if False in granted:
            return False
        return None if None in granted or row.confidence == SECONDARY else True

    @property
    def any_restriction(self) -> bool:
        """Is a license accepted whatever it restricts?"""
        return self.kinds >= _RESTRICTED

    @property
    def permissive_only(self) -> bool:
        """Is nothing accepted, nor left open, but what is permissive?"""
        return not (self.approved_by or self.grants) and PERMISSIVE_KINDS.issuperset(self.kinds | self.unsettled)
