"""Facts -> Judgement: `graded`, a criterion is open, partial or closed, by what is there for it.

Options:
- `partial` (required): the ways to be at least partial.
- `open`: the ways to be open. Without any, whether it is open is left to human review.
- `kinds`, `allow`, `deny`, `approved_by`, `grants`, `unsettled`: licenses that are accepted, as for `licensed`.

A way is there where all that it names holds: components that are `there` (in the repository or linked), that
are `in_repo` (a link is not looked behind), that are `licensed` (there, under an accepted license), `topics`
that one document covers, and relations to other work that are not stated (`without`).

Met where a way to be open is there. Unmet, with the grade partial or closed, where no such way is there for
certain. Otherwise unknown; the grade is then `partial` where it is at least that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from openrelease.checks import present, released
from openrelease.checks.check_type import (
    ComponentId,
    Judgement,
    LicenseOptions,
    RelationId,
    TopicId,
    component_label,
    list_blind_spots,
    options_of,
)
from openrelease.licenses import LicenseTable
from openrelease.model import ComponentFacts, Evidence, Facts, Outcome, Requirement, Status, format_location
from openrelease.values import dataclass, field_names, replace

OPEN, PARTIAL, CLOSED = "open", "partial", "closed"


@dataclass(frozen=True, kw_only=True)
class Way:
    """What has to hold together; see the module's docstring."""

    there: tuple[ComponentId, ...] = ()
    in_repo: tuple[ComponentId, ...] = ()
    licensed: tuple[ComponentId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    without: tuple[RelationId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Options(LicenseOptions):
    """The ways to each grade, and which licenses are accepted."""

    partial: tuple[Way, ...]
    open: tuple[Way, ...] = ()

    @property
    def components(self) -> tuple[ComponentId, ...]:
        """All components that one of the ways names."""
        ways = (*self.open, *self.partial)
        named = (each for way in ways for each in (*way.there, *way.in_repo, *way.licensed))
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, kw_only=True)
class _Condition:
    """Whether a condition holds (None: unknown), in words, with its evidence."""

    holds: bool | None
    words: str
    evidence: tuple[Evidence, ...] = ()


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
    """Which grade does it get? See the module's docstring."""
    options = options_of(requirement, Options)
    look = _Grading(facts=facts, requirement=requirement, licenses=licenses, options=options)
    best, least = look.any_of(options.open), look.any_of(options.partial)
    if not options.open and least is not False:
        best = None  # the quality of a text is left to human review
    outcome, grade = _GRADES[best, bool(least) if best is not None else least]
    ways = (*options.open, *options.partial)
    seen = {each.words: each for way in ways for each in look.at(way) if each.words}
    return Judgement(
        outcome=outcome,
        grade=grade,
        message=f"{_GRADE_TEXT[outcome, grade]} {_format_conditions(seen.values())}",
        evidence=tuple(dict.fromkeys(each for found in seen.values() for each in found.evidence)),
    )


_GRADES: Mapping[tuple[bool | None, bool | None], tuple[Outcome, str]] = {
    (True, True): (Outcome.MET, OPEN),
    (True, False): (Outcome.MET, OPEN),
    (False, True): (Outcome.UNMET, PARTIAL),
    (False, False): (Outcome.UNMET, CLOSED),
    (None, True): (Outcome.UNKNOWN, PARTIAL),
    (None, False): (Outcome.UNKNOWN, ""),
    (None, None): (Outcome.UNKNOWN, ""),
}
"""By whether it is open and whether it is partial."""

_GRADE_TEXT = {
    (Outcome.MET, OPEN): "Open.",
    (Outcome.UNMET, PARTIAL): "Partial.",
    (Outcome.UNMET, CLOSED): "Closed.",
    (Outcome.UNKNOWN, PARTIAL): "Partial or open, which needs human review.",
    (Outcome.UNKNOWN, ""): "Unknown.",
}


@dataclass(frozen=True, kw_only=True)
class _Grading:
    """One requirement over one set of facts."""

    facts: Facts
    requirement: Requirement
    licenses: LicenseTable
    options: Options

    def any_of(self, ways: Iterable[Way]) -> bool | None:
        """Is one of the ways there? False without any."""
        found = [_all_hold(each.holds for each in self.at(way)) for way in ways]
        if True in found:
            return True
        return None if None in found else False

    def at(self, way: Way) -> Iterator[_Condition]:
        """Each condition of a way."""
        for component in way.there:
            yield self._component(component, present.check, present.Options(components=(component,)))
        for component in way.in_repo:
            yield self._in_repo(component)
        for component in way.licensed:
            accepted = {name: getattr(self.options, name) for name in field_names(LicenseOptions)}
            asked = released.Options(components=(component,), **accepted)
            yield self._component(component, released.check, asked, " under an open license")
        if way.topics:
            yield self._topics(way.topics)
        for relation in way.without:
            yield self._without(relation)

    def _component(
        self,
        component: ComponentId,
        check_: Callable[[Facts, Requirement, LicenseTable], Judgement],
        options: object,
        terms: str = "",
    ) -> _Condition:
        judged = check_(self.facts, replace(self.requirement, options=options), self.licenses)
        place = _format_place(self.facts.components[component])
        return _Condition(
            holds=_HOLDS_BY_OUTCOME[judged.outcome],
            words=f"{component_label(component)}{terms}{place if judged.outcome is not Outcome.UNMET else ''}",
            evidence=judged.evidence,
        )

    def _in_repo(self, component: ComponentId) -> _Condition:
        """A link does not show what is behind it, such as a gate."""
        found = self.facts.components[component]
        blind = list_blind_spots(self.facts, found)
        there = found.status is Status.IN_REPO
        elsewhere = found.status is not Status.ABSENT or bool(blind)
        return _Condition(
            holds=True if there else None if elsewhere else False,
            words=f"{component_label(component)} in the repository itself",
            evidence=found.evidence if there else (),
        )

    def _topics(self, topics: tuple[TopicId, ...]) -> _Condition:
        """Return whether one document covers all of them."""
        words = f"a document on {', '.join(map(component_label, topics))}"
        for document in self.facts.documents:
            if all(topic in document.topics for topic in topics):
                places = (document.topics[topic] for topic in topics)
                found = (Evidence(location=each, how="topic", status=Status.IN_REPO) for each in places)
                return _Condition(holds=True, words=f"{words} ({document.path})", evidence=tuple(found))
        unread = list_blind_spots(self.facts, ComponentFacts(status=Status.ABSENT))
        return _Condition(holds=None if unread else False, words=words)

    def _without(self, relation: RelationId) -> _Condition:
        """Return whether no such relation to other work is stated."""
        named = next((each for each in self.facts.lineage if each.relation == relation), None)
        if named is None:
            return _Condition(holds=True, words="")
        return _Condition(holds=None, words=f"{component_label(relation)} {named.upstream} is not in this repository")


_HOLDS_BY_OUTCOME = {Outcome.MET: True, Outcome.UNKNOWN: None, Outcome.UNMET: False}


def _all_hold(holds: Iterable[bool | None]) -> bool | None:
    found = list(holds)
    if False in found:
        return False
    return None if None in found else True


def _format_place(found: ComponentFacts) -> str:
    return f" ({format_location(found.evidence[0].location)})" if found.evidence else ""


def _format_conditions(seen: Iterable[_Condition]) -> str:
    """What was found, what is unknown, and what was not found."""
    every = tuple(seen)
    parts = (
        f"{heading}: {'; '.join(each.words for each in every if each.holds is holds)}"
        for holds, heading in ((True, "Found"), (None, "Unknown"), (False, "Not found"))
        if any(each.holds is holds for each in every)
    )
    return f"{'. '.join(parts)}."
