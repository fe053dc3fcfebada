"""Facts -> Judgement: `documented`, the release is described: by a card, or by a document that serves as one.

Options:
- `components` (required): the cards that settle it by being in the repository or linked (`model_card`, …).
- `topics` (required): topic ids that a document without the name of a card must really speak of.
- `at_least` (required): how many of them one document must cover.
- `reports` and `report_topics`: components such as a technical report or a paper, and the topics that one
  speaks of by its nature; where one is in the repository or linked, a document need not repeat these.

Met by a card, whatever its topics: those found and those missing are told. Met too by the README or another
document that covers enough topics, alone or with a report, with the advice to make a card of it. Unknown
where there is only a hint of a card, and where a document could not be read. Else unmet, with what is there
and what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from openrelease.checks.base import (
    ComponentId,
    Judgement,
    TopicId,
    blind_spots,
    cannot_tell,
    options_of,
    strongest,
    title,
)
from openrelease.checks.statements import spot
from openrelease.licenses import LicenseTable
from openrelease.model import (
    ComponentFacts,
    Document,
    Evidence,
    Facts,
    Finding,
    Location,
    Outcome,
    Requirement,
    Status,
)


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which cards settle it, and what a document must cover otherwise."""

    components: tuple[ComponentId, ...]
    topics: tuple[TopicId, ...]
    at_least: int
    reports: tuple[ComponentId, ...] = ()
    report_topics: tuple[TopicId, ...] = ()


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Is there a card, or a document that serves as one? See the module's docstring."""
    options = options_of(requirement, Options)
    component, card = strongest(facts, options.components)
    best = max(facts.documents, key=lambda document: _rank(document, options), default=None)
    if card.status in {Status.IN_REPO, Status.LINKED}:
        return _by_card(component, card, _card_document(facts, card), options)
    report = _report(facts, options)
    known = {*_covered(best, options), *(options.report_topics if report else ())} if best else set()
    if best and len(known) >= options.at_least:
        return _by_document(best, report, options, requirement)
    if reasons := _reasons(facts, component, card):
        return cannot_tell(f"No {title(component)} was seen for certain", reasons)
    return _undocumented(title(component), best, options, requirement)


def _by_card(component: str, card: ComponentFacts, document: Document | None, options: Options) -> Judgement:
    how = "in the repository" if card.status is Status.IN_REPO else "linked, not verified"
    topics = f" {_topics(document, options)}" if document else ""
    return Judgement(
        outcome=Outcome.MET,
        message=f"{title(component).capitalize()} {how}.{topics}",
        evidence=card.evidence,
    )


def _report(facts: Facts, options: Options) -> Evidence | None:
    """The best evidence of a report that is in the repository or linked."""
    if not options.reports:
        return None
    _, found = strongest(facts, options.reports)
    return found.evidence[0] if found.status in {Status.IN_REPO, Status.LINKED} else None


def _by_document(
    document: Document, report: Evidence | None, options: Options, requirement: Requirement
) -> Judgement:
    advice = f"serves as {title(options.components[0])} without being one"
    alone = len(_covered(document, options)) >= options.at_least
    leans = "" if alone or report is None else f", with the report named at {spot(report.location)},"
    return Judgement(
        outcome=Outcome.MET,
        message=f"{document.path}{leans} {advice}. {_topics(document, options)}",
        findings=(
            Finding(
                message=f"{document.path} {advice}",
                location=Location(path=document.path, line=1),
                remedy=requirement.remedy,
            ),
        ),
        evidence=tuple(
            Evidence(location=document.topics[topic], how="topic", status=Status.IN_REPO)
            for topic in _covered(document, options)
        ),
    )


def _undocumented(card: str, best: Document | None, options: Options, requirement: Requirement) -> Judgement:
    seen = f"{best.path} comes nearest. {_topics(best, options)}" if best else "There is no document at all."
    asked = f"{options.at_least} of {len(options.topics)} topics"
    where = Location(path=best.path, line=1) if best else None
    return Judgement(
        outcome=Outcome.UNMET,
        message=f"Looked for a {card}, or a document on {asked}. {seen}",
        findings=(Finding(message=f"no {card}", location=where, remedy=requirement.remedy),),
    )


def _reasons(facts: Facts, component: str, card: ComponentFacts) -> tuple[str, ...]:
    hints = tuple(f"a hint at {spot(each.location)}" for each in card.evidence[:1])
    unclear = (hints or (f"the {title(component)} is unclear",)) if card.status is Status.UNCLEAR else ()
    return unclear + blind_spots(facts, card)


def _card_document(facts: Facts, card: ComponentFacts) -> Document | None:
    paths = {evidence.location.path for evidence in card.evidence}
    return next((each for each in facts.documents if each.role == "card" and each.path in paths), None)


def _covered(document: Document, options: Options) -> tuple[str, ...]:
    return tuple(topic for topic in options.topics if topic in document.topics)


def _rank(document: Document, options: Options) -> tuple[int, bool]:
    """More topics first; of equals the README, where people look."""
    return len(_covered(document, options)), document.role == "readme"


def _topics(document: Document, options: Options) -> str:
    covered = _covered(document, options)
    missing = tuple(topic for topic in options.topics if topic not in covered)
    found = ", ".join(f"{title(topic)} (line {document.topics[topic].line or 1})" for topic in covered)
    return f"Topics found: {found or 'none'}; missing: {', '.join(map(title, missing)) or 'none'}."
