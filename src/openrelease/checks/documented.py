"""Facts -> Judgement: `documented`, the release is described: by a card, or by a document that serves as one.

Options:
- `components` (required): the cards that settle it by being in the repository or linked (`model_card`, …).
- `topics` (required): topic ids that a document without the name of a card must cover.
- `at_least` (required): how many of them one document must cover.
- `always`: topics among these that a document must cover in any case.
- `card_at_least`: how many of them a card in the repository must cover; 2 by default.
- `reports` and `report_topics`: components such as a technical report or a paper, and the topics that one
  covers by its nature; where one is in the repository or linked, a document need not repeat these.

Met by a card in the repository that covers a few topics: those found and those missing are listed. An
empty card is none, nor is one that is no more than a title. A card in a form that is not read, such as PDF
or HTML, is accepted and reported as "not read"; so is a linked card, as "linked, not verified". Met
too by the README or another document that covers enough topics, alone or with a report, with the advice to
make a card of it; a document in a folder of examples is about an example, a README more than two folders down
about a part, and of other documents only those at the root, in the next folder or under `docs` are about the
release. Unknown where there is only a hint of
a card, and where a card or another document could not be read though it should have been. Else unmet, with
what is there and what is missing.
"""

import re

from openrelease.checks.check_type import (
    ComponentId,
    Judgement,
    TopicId,
    component_label,
    find_strongest,
    judge_unknown,
    list_blind_spots,
    options_of,
)
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
    format_location,
)
from openrelease.values import dataclass

_EXAMPLE_FOLDER = re.compile(r"(^|/)(examples?|tutorials?|demos?|samples?)/", re.IGNORECASE)
_NEAR_ROOT = {  # by the role of a document; a README further down is about a part
    "other": re.compile(r"([^/]+/)?[^/]+|docs?/.*", re.IGNORECASE),
    "readme": re.compile(r"([^/]+/){0,2}[^/]+", re.IGNORECASE),
}


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which cards settle it, and what a document must cover otherwise."""

    components: tuple[ComponentId, ...]
    topics: tuple[TopicId, ...]
    at_least: int
    always: tuple[TopicId, ...] = ()
    card_at_least: int = 2
    reports: tuple[ComponentId, ...] = ()
    report_topics: tuple[TopicId, ...] = ()


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Is there a card, or a document that serves as one? See the module's docstring."""
    options = options_of(requirement, Options)
    component, card = find_strongest(facts, options.components)
    described = _find_card_document(facts, card, options)
    if by_card := _judge_card(component_label(component), card, described, facts, options):
        return by_card
    report = _find_report(facts, options)
    best = max(filter(_is_of_release, facts.documents), key=lambda each: _sort_key(each, report, options), default=None)
    if best and _is_enough(best, report, options):
        return _judge_document(best, report, options, requirement)
    if reasons := _list_reasons(facts, component, card):
        return judge_unknown(f"no conclusive {component_label(component)}", reasons)
    if described:
        return _judge_short_card(component_label(component), described, options, requirement)
    return _judge_undocumented(component_label(component), best, options, requirement)


def _is_enough(document: Document, report: Evidence | None, options: Options) -> bool:
    """Return whether a document, with what a report covers by its nature, covers what is asked."""
    known = {*_covered_topics(document, options), *(options.report_topics if report else ())}
    return len(known) >= options.at_least and known.issuperset(options.always)


def _is_of_release(document: Document) -> bool:
    near = _NEAR_ROOT.get(document.role)
    return (near is None or near.fullmatch(document.path) is not None) and not _EXAMPLE_FOLDER.search(document.path)


def _judge_card(
    name: str, card: ComponentFacts, document: Document | None, facts: Facts, options: Options
) -> Judgement | None:
    """Return met for a card that covers enough, cannot be read, or is linked; else None."""
    place = f"{name.capitalize()} in the repository"
    if document and len(_covered_topics(document, options)) >= options.card_at_least:
        return Judgement(
            outcome=Outcome.MET, message=f"{place}. {_format_topics(document, options)}", evidence=card.evidence
        )
    unread = tuple(each for each in card.evidence if each.status is Status.IN_REPO)
    if unread and document is None and not _has_read_error(facts, card):
        message = f"{place}, not read: the format of {unread[0].location.path} is not supported."
        return Judgement(outcome=Outcome.MET, message=message, evidence=card.evidence)
    linked = tuple(each for each in card.evidence if each.status is Status.LINKED)
    if not linked:
        return None
    message = f"{name.capitalize()} linked, not verified."
    return Judgement(outcome=Outcome.MET, message=message, evidence=linked)


def _has_read_error(facts: Facts, card: ComponentFacts) -> bool:
    """Should a card have been read, and could not be?"""
    return bool({each.location.path for each in card.evidence} & {each.location.path for each in facts.problems})


def _judge_short_card(name: str, card: Document, options: Options, requirement: Requirement) -> Judgement:
    covered = len(_covered_topics(card, options))
    said = f"{name} covers too few topics"
    asked = f"{covered} of {len(options.topics)} topics covered, {options.card_at_least} required"
    return Judgement(
        outcome=Outcome.UNMET,
        message=f"{card.path}: {said}, {asked}. {_format_topics(card, options)}",
        findings=(
            Finding(
                message=said,
                detail=f"{asked}. {_format_topics(card, options)}",
                location=Location(path=card.path, line=1),
                remedy=_suggest_topics(card, options, requirement),
            ),
        ),
    )


def _find_report(facts: Facts, options: Options) -> Evidence | None:
    """The best evidence of a report that is in the repository or linked."""
    if not options.reports:
        return None
    _, found = find_strongest(facts, options.reports)
    return found.evidence[0] if found.status in {Status.IN_REPO, Status.LINKED} else None


def _judge_document(
    document: Document, report: Evidence | None, options: Options, requirement: Requirement
) -> Judgement:
    advice = f"is used as {component_label(options.components[0])}, but is not one"
    leans = (
        ""
        if report is None or _is_enough(document, None, options)
        else f", with the report at {format_location(report.location)},"
    )
    return Judgement(
        outcome=Outcome.MET,
        message=f"{document.path}{leans} {advice}. {_format_topics(document, options)}",
        findings=(
            Finding(
                message=f"{document.path} {advice}",
                location=Location(path=document.path, line=1),
                remedy=requirement.remedy,
            ),
        ),
        evidence=tuple(
            Evidence(location=document.topics[topic], how="topic", status=Status.IN_REPO)
            for topic in _covered_topics(document, options)
        ),
    )


def _judge_undocumented(card: str, best: Document | None, options: Options, requirement: Requirement) -> Judgement:
    seen = f"{best.path} is the closest match. {_format_topics(best, options)}" if best else "No document found."
    said = f"no {card}, and {_format_lack(best, options)}"
    return Judgement(
        outcome=Outcome.UNMET,
        message=f"{said[0].upper()}{said[1:]}. {seen}",
        findings=(
            Finding(
                message=said,
                detail=seen,
                location=Location(path=best.path, line=1) if best else None,
                remedy=_suggest_topics(best, options, requirement),
            ),
        ),
    )


def _format_lack(best: Document | None, options: Options) -> str:
    """Name the topics that the best document would need in any case; else how many topics are asked for."""
    if best and (lacking := [topic for topic in options.always if topic not in best.topics]):
        return f"{best.path} does not cover {' and '.join(map(component_label, lacking))}"
    return f"no document that covers {options.at_least} of {len(options.topics)} topics"


def _suggest_topics(document: Document | None, options: Options, requirement: Requirement) -> str:
    """Name the sections to add where a document covers some topics; else the remedy of the policy."""
    covered = _covered_topics(document, options) if document else ()
    if document is None or not covered:
        return requirement.remedy
    missing = [topic for topic in options.topics if topic not in covered]
    first = [topic for topic in options.always if topic in missing]
    named = ", ".join(map(component_label, first or missing))
    return f"Add sections to {document.path} on: {named}. A model card with front matter needs fewer of them."


def _list_reasons(facts: Facts, component: str, card: ComponentFacts) -> tuple[str, ...]:
    hints = tuple(
        f"possible {component_label(component)} at {format_location(each.location)}" for each in card.evidence[:1]
    )
    unclear = (hints or (f"the {component_label(component)} is unclear",)) if card.status is Status.UNCLEAR else ()
    return unclear + list_blind_spots(facts, card)


def _find_card_document(facts: Facts, card: ComponentFacts, options: Options) -> Document | None:
    """Return the card in the repository that covers the most topics, of those that were read."""
    paths = {evidence.location.path for evidence in card.evidence if evidence.status is Status.IN_REPO}
    return max(
        (document for document in facts.documents if document.path in paths),
        key=lambda document: len(_covered_topics(document, options)),
        default=None,
    )


def _covered_topics(document: Document, options: Options) -> tuple[str, ...]:
    return tuple(topic for topic in options.topics if topic in document.topics)


def _sort_key(document: Document, report: Evidence | None, options: Options) -> tuple[bool, bool, int, bool]:
    """Return the sort key: what is enough first, of that the README at the root, then more topics."""
    readme = document.role == "readme"
    enough = _is_enough(document, report, options)
    front = enough and readme and "/" not in document.path
    return enough, front, len(_covered_topics(document, options)), readme


def _format_topics(document: Document, options: Options) -> str:
    covered = _covered_topics(document, options)
    missing = tuple(topic for topic in options.topics if topic not in covered)
    found = ", ".join(f"{component_label(topic)} (line {document.topics[topic].line or 1})" for topic in covered)
    return f"Topics found: {found or 'none'}; missing: {', '.join(map(component_label, missing)) or 'none'}."
