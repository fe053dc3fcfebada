"""What a repository declares of itself in its settings: components, models, and exceptions."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from openrelease.model.component import Kind
from openrelease.model.entry import Location


@dataclass(frozen=True, kw_only=True)
class DeclaredLicense:
    """A license as declared: an SPDX `expression`, or the path of its `text` in the tree."""

    location: Location
    expression: str | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class DeclaredPart:
    """Where a component is said to be: a `path` in the tree, or a `url`, perhaps at a `revision`."""

    location: Location
    path: str | None = None
    url: str | None = None
    revision: str | None = None
    license: DeclaredLicense | None = None


DeclaredParts = Mapping[str, tuple[DeclaredPart, ...]]
"""The declared places of each component, by its id."""


@dataclass(frozen=True, kw_only=True)
class DeclaredRelease:
    """One of several models: its name, its folder ("" for the root of the tree), and what it is said to have.

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
class Declarations:
    """All that is declared: the components of the whole, which every model shares, and the models."""

    components: DeclaredParts = field(default_factory=dict)
    releases: tuple[DeclaredRelease, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """An exception: a requirement that need not be met for a while, why, and who answers for that.

    `expires` is the last day that it counts, as YYYY-MM-DD. With `path` it counts for what is wrong at or
    below that path alone, with `release` for the model of that name alone.
    """

    requirement: str
    reason: str
    owner: str
    expires: str
    location: Location
    path: str | None = None
    release: str | None = None


class WaiverStatus(enum.Enum):
    """What became of an exception."""

    USED = "used"
    UNUSED = "unused"  # nothing that it speaks of is unmet
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True)
class WaiverUse:
    """An exception, and whether it counted."""

    waiver: Waiver
    use: WaiverStatus
