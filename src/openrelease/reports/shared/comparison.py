"""The types of a comparison: what a change does to a release, what it alters of its rules, and its base."""

import enum

from openrelease.model import Location, PolicyOutcome, PolicyVerdict
from openrelease.values import dataclass


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


@dataclass(frozen=True, kw_only=True)
class RuleChange:
    """A setting or a part of a policy that the change itself alters; it does not count before it is merged.

    `loosens`: it relaxes the rules, or may do so.
    """

    what: str
    before: str
    after: str
    loosens: bool = True


@dataclass(frozen=True, kw_only=True)
class BaseOutcome:
    """The outcome of a policy on the base."""

    policy: str
    outcome: PolicyOutcome


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A change beside its base.

    `base` is the full commit id of the base, None where there is none, and `governed` says that its rules
    counted. `changes` is None where nothing could
    be compared, and `note` then says why and what to do. `amended` are the verdicts by the change's own rules
    where it alters them. `former` are the findings of the base, as requirement and message; None where they are not
    known, as of a report that was read again.
    """

    base: str | None = None
    governed: bool = False
    changes: tuple[Change, ...] | None = None
    before: tuple[BaseOutcome, ...] = ()
    note: str = ""
    amendments: tuple[RuleChange, ...] = ()
    amended: tuple[PolicyVerdict, ...] = ()
    former: frozenset[tuple[str, str]] | None = None

    @property
    def altering(self) -> bool:
        """Whether the release or its rules change; true if that is unknown."""
        return self.changes is None or bool(self.changes) or bool(self.amendments)

    def select_changes(self, direction: Direction) -> tuple[Change, ...]:
        """The changes of one direction."""
        return tuple(change for change in self.changes or () if change.direction is direction)
