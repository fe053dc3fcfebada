"""Targets and results of a survey: what is to be evaluated, and what was found, one value for each repository."""

import enum
from collections.abc import Mapping

from openrelease.model.component import Kind
from openrelease.model.facts import Status
from openrelease.model.license_claim import Permissive
from openrelease.model.verdict import LadderResult, Outcome, PolicyOutcome
from openrelease.values import dataclass, field

SURVEY_SCHEMA = 1
"""Version of the lines of targets.jsonl and results.jsonl. A change that is not an addition raises it."""


class ErrorClass(enum.Enum):
    """Why a target has no result."""

    NOT_FOUND = "not_found"  # no such repository or folder, or the token may not know of it
    FORBIDDEN = "forbidden"
    EMPTY = "empty"  # no commit, or no file
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    KILLED = "killed"  # the process that read it died, such as by lack of memory
    UNREADABLE = "unreadable"
    SETTINGS = "settings"  # the settings or policies of the repository are wrong
    CRASH = "crash"  # a bug of openrelease


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a target could not be listed or evaluated."""

    type: ErrorClass
    message: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """A repository to evaluate. `target` identifies it, such as `github:OWNER/NAME` or a path.

    `source` is a folder or the URL to fetch `commit` from; a folder outside git has no commit. `url` is its page.
    """

    target: str
    source: str
    commit: str | None = None
    name: str | None = None
    url: str | None = None
    archived: bool = False
    error: Failure | None = None
    schema: int = SURVEY_SCHEMA


@dataclass(frozen=True, kw_only=True)
class Place:
    """A path and line in the repository, and the address outside that it links to."""

    path: str
    line: int | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class ComponentResult:
    """A component that was found, or that is unclear; `families` are the kinds of its license, such as permissive.

    `stated` is where the license is stated, and `evidence` the best evidence of the component.
    """

    status: Status
    license: str | None = None
    permissive: Permissive | None = None
    how: str = ""
    families: tuple[str, ...] = ()
    stated: Place | None = None
    evidence: tuple[Place, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PolicyResult:
    """The outcome of one policy, and of each of its requirements by id; `required` are the ids that decide."""

    version: str
    sha256: str
    outcome: PolicyOutcome
    assumptions: int | None = None
    required: tuple[str, ...] = ()
    requirements: Mapping[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ModelResult:
    """One of several models of a repository, with the outcome of each policy."""

    name: str
    root: str
    outcomes: Mapping[str, PolicyOutcome]


@dataclass(frozen=True, kw_only=True)
class ActionResult:
    """Something to do: `severity` is 0 for what is required and not met, 1 for what is required and unknown."""

    requirement: str
    severity: int
    message: str
    fix: str = ""
    place: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was found of one target. Without `error`, every policy of the survey has its result.

    `tool` is the version of openrelease, `seconds` the time from fetching to evaluation.
    """

    target: str
    commit: str | None
    tool: str
    name: str | None = None
    url: str | None = None
    kind: Kind | None = None
    archived: bool = False
    policies: Mapping[str, PolicyResult] = field(default_factory=dict)
    ladders: tuple[LadderResult, ...] = ()
    components: Mapping[str, ComponentResult] = field(default_factory=dict)
    models: tuple[ModelResult, ...] = ()
    actions: tuple[ActionResult, ...] = ()
    error: Failure | None = None
    seconds: float = 0.0
    schema: int = SURVEY_SCHEMA


@dataclass(frozen=True, kw_only=True)
class SurveyPolicy:
    """A policy that every target of a survey is evaluated by."""

    id: str
    title: str
    version: str
    sha256: str
    advisory: bool = False


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a survey was started with: the words for its targets, its policies, and the day (UTC, ISO 8601).

    `left_out` counts what the listing left out, by reason.
    """

    words: tuple[str, ...]
    policies: tuple[SurveyPolicy, ...]
    tool: str
    day: str
    left_out: Mapping[str, int] = field(default_factory=dict)
    schema: int = SURVEY_SCHEMA
