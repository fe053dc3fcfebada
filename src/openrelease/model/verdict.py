"""What is asked of it and what became of that: requirements, policies, verdicts and the report."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from openrelease.model.component import Kind
from openrelease.model.declaration import WaiverUse
from openrelease.model.entry import Location
from openrelease.model.facts import Evidence, Facts


class Level(enum.Enum):
    """How much a requirement weighs."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"  # asked for the record; nobody is told to do anything


class Outcome(enum.Enum):
    """What became of a requirement. Unknown never turns into met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


class PolicyOutcome(enum.Enum):
    """What became of a whole policy; undetermined: nothing is unmet, something required is unknown."""

    MET = "met"
    UNMET = "unmet"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is wrong or worth knowing, in at most twelve words, and where; the evidence, and what to do."""

    message: str
    location: Location | None = None
    detail: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One sentence of a definition: a check on components, with its options, why, and the remedy.

    `options` is the options type of the check (see `openrelease.checks`).
    `after` names a requirement; while that one is unmet, this one is not applicable.
    """

    id: str
    title: str
    level: Level
    check: str
    options: object
    why: str
    remedy: str
    after: str | None = None


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A definition of openness. Data; a published version is never edited.

    `limits` are sentences on what a machine cannot tell by it. One that is `advisory` is told, and never
    decides anything. `origin` is "built-in" or the path of the file; `digest` is the SHA-256 in hex of its
    bytes and, where it extends another file, of the digest of that.
    """

    id: str
    title: str
    version: str
    source: str
    kinds: tuple[Kind, ...]
    requirements: tuple[Requirement, ...]
    summary: str = ""
    limits: tuple[str, ...] = ()
    advisory: bool = False
    origin: str = "built-in"
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A requirement and what became of it; `grade` is the word of a definition that grades."""

    requirement: Requirement
    outcome: Outcome
    message: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    grade: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyVerdict:
    """A policy, what became of it as a whole, and the verdict on each of its requirements."""

    policy: Policy
    outcome: PolicyOutcome
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, kw_only=True)
class ReleaseReport:
    """The verdicts on one of several models of a repository; the fields are those of `ReleaseFacts`."""

    name: str
    root: str
    how: str
    facts: Facts
    verdicts: tuple[PolicyVerdict, ...]

    @property
    def deciding(self) -> tuple[PolicyVerdict, ...]:
        """The verdicts of the policies that decide: all but the advisory ones."""
        return _select_deciding(self.verdicts)


@dataclass(frozen=True, kw_only=True)
class Report:
    """The verdicts of one or more policies over the same facts.

    Where a repository holds several models, each is judged by itself in `releases`, and `verdicts` are for
    each requirement the worst that became of it. `exceptions` tell which of those that are declared counted.
    `records` are what records of the Model Openness Tool in the tree declare, judged by the classes of that
    framework: as nothing of it is verified, they decide nothing.
    """

    facts: Facts
    verdicts: tuple[PolicyVerdict, ...]
    releases: tuple[ReleaseReport, ...] = ()
    exceptions: tuple[WaiverUse, ...] = ()
    records: tuple[ReleaseReport, ...] = ()

    @property
    def satisfied(self) -> bool:
        """True only when every policy that decides is definitely met, or not for this kind of repository."""
        good = {PolicyOutcome.MET, PolicyOutcome.NOT_APPLICABLE}
        every = (self.deciding, *(_select_deciding(release.verdicts) for release in self.releases))
        return all(verdict.outcome in good for verdicts in every for verdict in verdicts)

    @property
    def deciding(self) -> tuple[PolicyVerdict, ...]:
        """The verdicts of the policies that decide: all but the advisory ones."""
        return _select_deciding(self.verdicts)


def _select_deciding(verdicts: tuple[PolicyVerdict, ...]) -> tuple[PolicyVerdict, ...]:
    return tuple(verdict for verdict in verdicts if not verdict.policy.advisory)
