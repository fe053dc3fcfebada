"""The shapes of the JSON report, format 1: what `reports.json_format` writes, and `artifact` lets in."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from openrelease.model import Kind, Level, Outcome, PolicyOutcome, Status, WaiverStatus
from openrelease.reports.shared.change import Aspect, Direction
from openrelease.reports.shared.comparison import BaseOutcome, RuleChange


@dataclass(frozen=True, kw_only=True)
class LocationShape:
    """A place, in the object that has it; without a path there is none."""

    path: str = ""
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceShape(LocationShape):
    """One piece of evidence."""

    how: str
    url: str | None = None
    revision: str | None = None


class PermissiveShape(enum.Enum):
    """As Python spells what JSON says."""

    YES = "True"
    NO = "False"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class LicenseShape(LocationShape):
    """A license statement."""

    permissive: PermissiveShape
    how: str
    expression: str | None = None


@dataclass(frozen=True, kw_only=True)
class ComponentShape:
    """A component, with its id."""

    id: str
    status: Status
    license: LicenseShape | None = None
    evidence: tuple[EvidenceShape, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FindingShape(LocationShape):
    """A finding, or a problem."""

    message: str = ""
    detail: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class RequirementShape:
    """The verdict on a requirement."""

    id: str
    title: str
    level: Level
    outcome: Outcome
    check: str = ""
    grade: str = ""
    message: str = ""
    remedy: str = ""
    components: tuple[str, ...] = ()
    findings: tuple[FindingShape, ...] = ()
    evidence: tuple[EvidenceShape, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PolicyShape:
    """The verdict of a policy."""

    policy: str
    title: str
    version: str
    source: str
    origin: str
    outcome: PolicyOutcome
    sha256: str = ""
    advisory: bool = False
    limits: tuple[str, ...] = ()
    requirements: tuple[RequirementShape, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SubjectShape:
    """What was judged."""

    kind: Kind
    kind_how: str
    name: str | None = None
    revision: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeShape(LocationShape):
    """A change."""

    aspect: Aspect
    direction: Direction
    id: str
    title: str
    before: str
    after: str
    weight: str = ""
    models: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ComparisonShape:
    """A change beside its base."""

    governed: bool
    base: str | None = None
    note: str = ""
    before: tuple[BaseOutcome, ...] = ()
    changes: tuple[ChangeShape, ...] | None = None
    amendments: tuple[RuleChange, ...] = ()
    amended: tuple[PolicyShape, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReleaseShape:
    """One of several models."""

    name: str
    kind: Kind
    components: tuple[ComponentShape, ...]
    verdicts: tuple[PolicyShape, ...]
    root: str = ""
    how: str = ""
    problems: tuple[FindingShape, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExceptionShape(LocationShape):
    """An exception, and what became of it."""

    requirement: str
    reason: str
    owner: str
    expires: str
    use: WaiverStatus
    release: str | None = None
    at: str | None = None


@dataclass(frozen=True, kw_only=True)
class ToolShape:
    """What wrote the report."""

    name: str
    version: str


@dataclass(frozen=True, kw_only=True)
class ReportShape:
    """The whole report."""

    format: int
    tool: ToolShape
    subject: SubjectShape
    components: tuple[ComponentShape, ...]
    verdicts: tuple[PolicyShape, ...]
    problems: tuple[FindingShape, ...] = ()
    comparison: ComparisonShape | None = None
    releases: tuple[ReleaseShape, ...] = ()
    exceptions: tuple[ExceptionShape, ...] = ()
    disputed: tuple[FindingShape, ...] = ()
