"""Declarations in a repository's settings: components, models and exceptions."""

import enum
from collections.abc import Mapping

from openrelease.model.component import Kind
from openrelease.model.entry import Location
from openrelease.values import dataclass, field


@dataclass(frozen=True, kw_only=True)
class DeclaredLicense:
    """A declared license: an SPDX `expression`, or the path of its `text` in the tree."""

    location: Location
    expression: str | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class DeclaredPart:
    """The declared location of a component: a `path` in the tree, or a `url`, optionally at a `revision`."""

    location: Location
    path: str | None = None
    url: str | None = None
    revision: str | None = None
    license: DeclaredLicense | None = None


DeclaredParts = Mapping[str, tuple[DeclaredPart, ...]]
"""The declared locations of each component, by component id."""


@dataclass(frozen=True, kw_only=True)
class DeclaredRelease:
    """One of several models: its name, its folder ("" for the root of the tree), and its declared components.

    `license` is that of the weights, `card` the path of the model card.
    """

    name: str
    root: str
    location: Location
    kind: Kind | None = None
    card: DeclaredPart | None = None
    license: DeclaredLicense | None = None
    components: DeclaredParts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MisreadPassage:
    """A passage that the maintainers declare to be misread: where it begins, and the words that it holds.

    It is set aside as long as it holds these words. `location` is the entry in the settings.
    """

    passage: Location
    words: str
    reason: str
    owner: str
    location: Location


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """Everything that the settings declare: what all models share, and the models."""

    components: DeclaredParts = field(default_factory=dict)
    releases: tuple[DeclaredRelease, ...] = ()
    misread: tuple[MisreadPassage, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """An exception: a requirement that is waived until a date, with the reason and the owner.

    `expires` is the last day on which it applies, as YYYY-MM-DD. `path` limits it to findings at or below that
    path, `release` to the model of that name.
    """

    requirement: str
    reason: str
    owner: str
    expires: str
    location: Location
    path: str | None = None
    release: str | None = None


class WaiverStatus(enum.Enum):
    """Whether an exception was applied."""

    USED = "used"
    UNUSED = "unused"  # the requirement is met without it
    PARTIAL = "partial"  # not every finding is where it applies, so that it waives nothing
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True)
class WaiverUse:
    """An exception and its status."""

    waiver: Waiver
    use: WaiverStatus
