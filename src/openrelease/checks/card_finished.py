"""Facts -> Judgement: `card_finished`, no placeholder is left in the cards.

Options:
- `role` (required): the cards that it is about, `model` or `data`.
- `source`: the page that the rule comes from.

A placeholder is what a template leaves to be filled in ("[More Information Needed]", TODO, {{ name }}, or
comments that tell the author what to write), a promise ("coming soon"), and a link to nowhere. Each is a
finding with its line.
Unknown where the card is linked and not here, or could not be read.
"""

from openrelease.checks.card_roles import (
    Role,
    judge_findings,
    judge_missing_card,
    make_evidence,
    make_finding,
    select_cards,
)
from openrelease.checks.check_type import Judgement, options_of
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Location, Outcome, Requirement
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which cards are looked at."""

    role: Role
    source: str = ""


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Is nothing left to be filled in? See the module's docstring."""
    options = options_of(requirement, Options)
    cards = select_cards(facts, options.role)
    if not cards:
        return judge_missing_card(facts, options.role, requirement)
    findings = tuple(
        make_finding(f'placeholder: "{each.text}"', each.location, requirement, options.source)
        for card in cards
        for each in card.placeholders
    )
    if findings:
        return judge_findings(findings)
    places = [Location(path=card.path, line=1) for card in cards]
    return Judgement(outcome=Outcome.MET, message="No placeholders.", evidence=make_evidence(places, "card-finished"))
