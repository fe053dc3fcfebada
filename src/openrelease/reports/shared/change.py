"""The types of a comparison: what a change does to a release."""

import enum
from dataclasses import dataclass

from openrelease.model import Location


class Direction(enum.Enum):
    """Whether the release loses or gains by a change, in the order of reports."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


class Aspect(enum.Enum):
    """The subject of a change, in the order of reports."""

    POLICY = "policy"
    MODEL = "model"
    REQUIREMENT = "requirement"
    LICENSE = "license"
    WEIGHTS = "weights"
    COMPONENT = "component"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference: `id` is that of a policy, requirement or component, `before` and `after` are words.

    `models` are the names of those of several models that it is about, none for the repository as a whole.
    `weight` is required, recommended, or "" for facts that no requirement is about.
    `location` is where the new state shows, None where it is a lack.
    """

    aspect: Aspect
    direction: Direction
    id: str
    title: str
    before: str
    after: str
    weight: str = ""
    location: Location | None = None
    models: tuple[str, ...] = ()
