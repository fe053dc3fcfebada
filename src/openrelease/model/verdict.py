"""Requirements, policies, verdicts, and the report."""

import enum

from openrelease.model.component import Kind
from openrelease.model.declaration import WaiverUse
from openrelease.model.entry import Location
from openrelease.model.facts import Evidence, Facts
from openrelease.values import dataclass


class Level(enum.Enum):
    """Whether a requirement decides the outcome of its policy."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"  # evaluated for information; never an action item


class Outcome(enum.Enum):
    """The outcome of a requirement, the worst first. Unknown never becomes met."""

    UNMET = "unmet"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"


class PolicyOutcome(enum.Enum):
    """The outcome of a policy, the worst first; undetermined: nothing required is unmet, and something is unknown."""

    UNMET = "unmet"
    UNDETERMINED = "undetermined"
    MET = "met"
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
    """One requirement of a policy: a check with its options, the reason for it, and the remedy.

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
    """A versioned definition of openness. Published versions are not edited.

    `limits` are sentences on what the policy leaves to human review. An `advisory` policy is reported and does
    not affect the exit code. `origin` is "built-in" or the path of the file; `digest` is the SHA-256 in hex of its
    bytes and, where it extends another file, of the digest of that. `other_reading` is the id of a built-in policy
    that reads the same definition in another way. `ladder` names policies that build on each other, and `above` is
    the id of the one below this.
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
    other_reading: str = ""
    ladder: str = ""
    above: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The outcome of a requirement; `grade` is set by policies that grade (open, partial, closed)."""

    requirement: Requirement
    outcome: Outcome
    message: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    grade: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyVerdict:
    """The outcome of a policy and the verdict on each of its requirements.

    `met_by` is the id of the other reading of the definition, where that one is met and this one is not.
    `assumptions` counts the required requirements that are met by an assumed license alone, None for none.
    """

    policy: Policy
    outcome: PolicyOutcome
    verdicts: tuple[Verdict, ...]
    met_by: str = ""
    assumptions: int | None = None

    @property
    def applies(self) -> bool:
        """Whether the policy is for this kind of repository."""
        return self.outcome is not PolicyOutcome.NOT_APPLICABLE


@dataclass(frozen=True, kw_only=True)
class LadderResult:
    """How far a release climbs policies that build on each other, by their ids; `rungs` are all, the lowest first.

    `highest` is the highest policy that is met with all below it, empty where not even the lowest is. `next` is the
    one above, empty at the top, and `lacking` are its required requirements that are not met or unknown.
    """

    ladder: str
    highest: str = ""
    next: str = ""
    lacking: tuple[str, ...] = ()
    rungs: tuple[str, ...] = ()


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
        """The verdicts of all policies that are not advisory."""
        return _select_deciding(self.verdicts)


@dataclass(frozen=True, kw_only=True)
class Report:
    """The verdicts of one or more policies on the same facts.

    Where a repository holds several models, each is evaluated on its own in `releases`, and `verdicts` hold the
    worst outcome of each requirement. `exceptions` say which of the declared exceptions were applied.
    `records` are records of the Model Openness Tool in the tree, evaluated by the classes of that framework: they
    are not verified, so they do not affect the exit code. `ladders` are those of which several policies were
    evaluated.
    """

    facts: Facts
    verdicts: tuple[PolicyVerdict, ...]
    releases: tuple[ReleaseReport, ...] = ()
    exceptions: tuple[WaiverUse, ...] = ()
    records: tuple[ReleaseReport, ...] = ()
    ladders: tuple[LadderResult, ...] = ()

    @property
    def satisfied(self) -> bool:
        """Whether every policy that decides is met, or not applicable to this kind of repository."""
        good = {PolicyOutcome.MET, PolicyOutcome.NOT_APPLICABLE}
        every = (self.deciding, *(_select_deciding(release.verdicts) for release in self.releases))
        return all(verdict.outcome in good for verdicts in every for verdict in verdicts)

    @property
    def deciding(self) -> tuple[PolicyVerdict, ...]:
        """The verdicts of all policies that are not advisory."""
        return _select_deciding(self.verdicts)


def _select_deciding(verdicts: tuple[PolicyVerdict, ...]) -> tuple[PolicyVerdict, ...]:
    return tuple(verdict for verdict in verdicts if not verdict.policy.advisory)
