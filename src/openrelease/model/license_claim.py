"""License claims, the reasons that leave one unsettled, and the license that governs a component."""

import enum
from collections.abc import Iterable

from openrelease.model.entry import Location
from openrelease.values import dataclass


class Permissive(enum.Enum):
    """May anybody use, change and share it, asking only for notices?"""

    YES = "yes"
    NO = "no"
    MIXED = "mixed"  # differs between the models or parts released here
    UNKNOWN = "unknown"


class Reason(enum.Enum):
    """Why the expression of a license claim alone does not settle what is allowed.

    The values are ids: the JSON report prints them, and `checks.license_wording` has a sentence for each.
    """

    # a license file
    UNREADABLE = "unreadable"
    EMPTY_FILE = "empty_file"
    UNFILLED_TEMPLATE = "unfilled_template"
    MODIFIED_TEXT = "modified_text"
    UNKNOWN_TEXT = "unknown_text"
    TEXT_ELSEWHERE = "text_elsewhere"
    # a name, in a key, a cell or an expression
    UNKNOWN_NAME = "unknown_name"
    TOO_MANY_NAMES = "too_many_names"
    # a sentence or a cell that names no license
    NON_COMMERCIAL = "non_commercial"
    PERMISSION_REQUIRED = "permission_required"
    USE_RESTRICTED = "use_restricted"
    COMMERCIAL_USE_GRANTED = "commercial_use_granted"  # to this model, and not to others
    NOT_COVERED = "not_covered"
    OTHER_TERMS = "other_terms"
    NOT_UNDERSTOOD = "not_understood"
    # claims that were compared with each other, or with what they have to cover
    CONTRADICTED = "contradicted"
    MIXED_PARTS = "mixed_parts"
    MIXED_MODELS = "mixed_models"
    NARROWER_SCOPE = "narrower_scope"
    LINKED_ELSEWHERE = "linked_elsewhere"
    FAMILY_TERMS = "family_terms"  # of a family of models that the weights were made from


class SetAside(enum.Enum):
    """Why a claim about a component does not govern it."""

    CONFIRMS = "confirms"  # says the same as the one that governs
    CONTRADICTS = "contradicts"  # leaves the license unknown
    BADGE = "badge"  # a picture, which only confirms
    NEARER_CLAIM = "nearer_claim"  # is about the whole, and another is about the component
    MISREAD = "misread"  # the settings declare that it is not about the release
    OUTWEIGHED = "outweighed"  # yields to a stricter claim, or to one earlier in the order


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One statement of a license.

    `expression` is an SPDX expression, `LicenseRef-…` where SPDX has no id, None if it cannot be named.
    `how` is one of file, front_matter, metadata, header, prose, table, badge, declared, inherited, assumed, library.
    `reason` is None where the expression settles what is allowed. `detail` is data for people, such as the
    difference from the known text or the name that is not known; no code reads it. `set_aside` is why another claim
    governs, None for the one that does.
    """

    expression: str | None
    permissive: Permissive
    how: str
    location: Location
    reason: Reason | None = None
    detail: str = ""
    set_aside: SetAside | None = None

    @property
    def rule(self) -> str:
        """The id of the evidence that this claim gives of the component `license`."""
        return f"license-{self.how}".replace("_", "-")


@dataclass(frozen=True, kw_only=True)
class EffectiveLicense(Claim):
    """The claim that governs a component, with the claims that contradict it."""

    against: tuple[Claim, ...] = ()

    @classmethod
    def of(cls, claim: Claim, against: Iterable[Claim] = ()) -> "EffectiveLicense":
        """Return `claim` as the one that governs."""
        if isinstance(claim, cls):
            return claim
        return cls(**{**vars(claim), "against": tuple(against)})
