"""Facts -> the cards that a requirement is about, and the judgement on them."""

import enum
from collections.abc import Iterable, Sequence

from openrelease.checks.check_type import Judgement, judge_unknown, list_blind_spots
from openrelease.model import (
    Card,
    Evidence,
    Facts,
    Finding,
    Kind,
    Location,
    Outcome,
    Requirement,
    Status,
    format_location,
)


class Role(enum.Enum):
    """What a card is about."""

    MODEL = "model"
    DATA = "data"
    EVALUATION = "evaluation"


_COMPONENT = {Role.MODEL: "model_card", Role.DATA: "data_card"}
_KIND = {Role.MODEL: Kind.MODEL, Role.DATA: Kind.DATASET}
_NAMES = {Role.MODEL: "model card", Role.DATA: "data card", Role.EVALUATION: "file of results"}
_MOST_IN_MESSAGE = 3  # findings in the sentence; the findings have all of them


def select_cards(facts: Facts, role: Role) -> tuple[Card, ...]:
    """The cards of a role; a README without front matter only where nothing else is one, here or linked."""
    every = tuple(card for card in facts.cards if card.role == role.value)
    return tuple(card for card in every if card.named) or (() if _is_linked(facts, role) else every)


def judge_missing_card(facts: Facts, role: Role, requirement: Requirement) -> Judgement:
    """Return the judgement where no card was found: unmet only for kinds of repository that need one."""
    name = _NAMES[role]
    if role not in _KIND or _KIND[role] is not facts.subject.kind:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=f"No {name} found.")
    found = facts.components[_COMPONENT[role]]
    if _is_linked(facts, role):
        return judge_unknown(f"the {name} was not read", ("it is linked, not in the repository",))
    if unread := list_blind_spots(facts, found):
        return judge_unknown(f"no {name} found, but not every file could be read", unread)
    if found.status is Status.IN_REPO:
        return judge_unknown(f"the {name} was not read", ("its format is not supported",))
    finding = Finding(message=f"no {name} found", remedy=requirement.remedy)
    return Judgement(outcome=Outcome.UNMET, message=f"No {name} found.", findings=(finding,))


def is_derived(card: Card) -> bool | None:
    """Return whether the card names other data sets as its source, None where it names no source.

    https://huggingface.co/docs/hub/datasets-cards: `source_datasets` is `original` for data of one's own.
    """
    key = card.keys.get("source_datasets")
    if key is None:
        return None
    named = key.value if isinstance(key.value, tuple) else (key.value,)
    return any(each not in {None, "", "original"} for each in named)


def list_read_errors(facts: Facts, card: Card) -> tuple[str, ...]:
    """Why the front matter of a card may hold more than is known of it."""
    return tuple(f"{each.location.path}: {each.message}" for each in facts.problems if each.location.path == card.path)


def judge_findings(findings: Sequence[Finding]) -> Judgement:
    """Return unmet with every finding; the message has the first of them."""
    more = f", and {len(findings) - _MOST_IN_MESSAGE} more" if len(findings) > _MOST_IN_MESSAGE else ""
    listed = "; ".join(map(_format_finding, findings[:_MOST_IN_MESSAGE]))
    return Judgement(outcome=Outcome.UNMET, message=f"{listed}{more}.", findings=tuple(findings))


def _format_finding(each: Finding) -> str:
    return f"{format_location(each.location)}: {each.message}" if each.location else each.message


def make_finding(message: str, location: Location, requirement: Requirement, source: str) -> Finding:
    """A finding with its place, what to write, and the page that the rule comes from."""
    see = f" See {source}" if source else ""
    return Finding(message=message, location=location, remedy=f"{requirement.remedy}{see}")


def make_evidence(places: Iterable[Location], how: str) -> tuple[Evidence, ...]:
    """Evidence of what was found as it should be."""
    return tuple(Evidence(location=place, how=how, status=Status.IN_REPO) for place in dict.fromkeys(places))


def _is_linked(facts: Facts, role: Role) -> bool:
    component = _COMPONENT.get(role)
    return component is not None and facts.components[component].status is Status.LINKED
