"""Facts -> Judgement: the interface of check types, and what they share."""

from collections.abc import Iterable, Mapping
from typing import NewType, Protocol, TypeVar

from openrelease.licenses import Acceptance, LicenseTable
from openrelease.model import Affects, ComponentFacts, Evidence, Facts, Finding, Outcome, Requirement, Status
from openrelease.values import dataclass

ComponentId = NewType("ComponentId", str)
"""The id of a component of the catalog; `policies` rejects any other."""

TopicId = NewType("TopicId", str)
"""The id of a topic of documents; `policies` rejects any other."""

LicenseKind = NewType("LicenseKind", str)
"""A kind of license in licenses.yaml; `policies` rejects any other."""

LicenseId = NewType("LicenseId", str)
"""An SPDX id or `LicenseRef-…`; `policies` rejects what the license table does not have."""

RelationId = NewType("RelationId", str)
"""How something went into a release, one of licenses.RELATIONS; `policies` rejects any other."""

ApprovalId = NewType("ApprovalId", str)
"""Who approves licenses, one of licenses.APPROVALS; `policies` rejects any other."""

DECLARED_WORDS: Mapping[str, str] = {"record": "declared by the record"}
"""The words for evidence that is declared and not verified, by its `how`."""

GrantId = NewType("GrantId", str)
"""What a license may grant, one of licenses.GRANTS; `policies` rejects any other."""

OptionsT = TypeVar("OptionsT")


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The result of a check for one requirement: the outcome, a message, findings and evidence.

    `grade` is set by checks that grade, and empty otherwise.
    """

    outcome: Outcome
    message: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    grade: str = ""


@dataclass(frozen=True, kw_only=True)
class LicenseOptions:
    """The options by which a check accepts licenses; see `licenses.Acceptance`."""

    kinds: tuple[LicenseKind, ...] = ()
    allow: tuple[LicenseId, ...] = ()
    deny: tuple[LicenseId, ...] = ()
    approved_by: tuple[ApprovalId, ...] = ()
    grants: tuple[GrantId, ...] = ()
    unsettled: tuple[LicenseKind, ...] = ()

    @property
    def acceptance(self) -> Acceptance:
        """The options in the form that the license table takes."""
        return Acceptance(
            kinds=frozenset(self.kinds),
            allow=frozenset(self.allow),
            deny=frozenset(self.deny),
            approved_by=frozenset(self.approved_by),
            grants=frozenset(self.grants),
            unsettled=frozenset(self.unsettled),
        )


class Check(Protocol):
    """A check type. Its module docstring is its manual page; `Options` are what a policy can set."""

    __doc__: str | None

    @property
    def Options(self) -> type:  # noqa: N802 - it is the name of a class
        """A frozen dataclass; a field without a default must be given by the policy."""

    def check(self, facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
        """Evaluate one requirement whose `options` are of this check's own type."""


def options_of(requirement: Requirement, kind: type[OptionsT]) -> OptionsT:
    """Return the options of a requirement as `kind`; raises TypeError if the policy was built wrongly."""
    if not isinstance(requirement.options, kind):
        raise TypeError(f"{requirement.id}: options are {type(requirement.options).__name__}")
    return requirement.options


def component_label(component: str) -> str:
    """Return the name of a component in a sentence: "model card" for `model_card`."""
    return component.replace("_", " ")


def join_with_or(words: Iterable[str]) -> str:
    """Join names for a sentence: "a", "a or b", "a, b or c"."""
    return " or ".join(part for part in _split_last(tuple(words)) if part)


def find_strongest(facts: Facts, components: Iterable[str]) -> tuple[str, ComponentFacts]:
    """Return the component with the strongest status; of equals the first one."""
    order = tuple(Status)
    return max(
        ((component, facts.components[component]) for component in components),
        key=lambda found: order.index(found[1].status),
    )


def list_blind_spots(facts: Facts, component: ComponentFacts) -> tuple[str, ...]:
    """Return why a component that was not seen for certain may be there all the same.

    What could not be read counts if any component may be named there, or if it is evidence of this one.
    """
    own = {evidence.location.path for evidence in component.evidence}
    return tuple(
        f"{problem.location.path}: {problem.message}"
        for problem in facts.problems
        if problem.location.path in own or Affects.COMPONENTS in problem.affects
    )


def list_unread_components(facts: Facts) -> tuple[str, ...]:
    """Return what may be evidence of any component but was not read."""
    return tuple(
        f"{problem.location.path}: {problem.message}"
        for problem in facts.problems
        if Affects.COMPONENTS in problem.affects
    )


def list_unread_terms(facts: Facts) -> tuple[str, ...]:
    """Return what may state other terms but was not read."""
    return tuple(
        f"{problem.location.path}: {problem.message}" for problem in facts.problems if Affects.TERMS in problem.affects
    )


_MOST_REASONS = 3


def judge_unknown(what: str, reasons: Iterable[str]) -> Judgement:
    """An unknown outcome: `what` in at most twelve words, and the first three reasons."""
    every = tuple(reasons)
    more = f", and {len(every) - _MOST_REASONS} more" if len(every) > _MOST_REASONS else ""
    detail = f"{'; '.join(every[:_MOST_REASONS])}{more}"
    return Judgement(
        outcome=Outcome.UNKNOWN,
        message=f"{what[:1].upper()}{what[1:]}: {detail}.",
        findings=(Finding(message=what, detail=detail),),
    )


def _split_last(words: tuple[str, ...]) -> tuple[str, str]:
    return ", ".join(words[:-1]), "".join(words[-1:])
