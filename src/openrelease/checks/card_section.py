"""Facts -> Judgement: `card_section`, cards have a section of a sort, with something in it.

Options:
- `role` (required): the cards that it is about, `model` or `data`.
- `headings` (required): words that the heading may begin with, or have in it as whole words; any one is
  enough.
- `labels`: true where a labelled line ("Curated by: Acme") serves as well.
- `none_is_answer`: true where "None" under the heading is an answer, and not a placeholder.
- `or_key`: a key of the front matter with the same content, so that a card with it needs no such section.
- `may_be_left_out`: true where a card may do without for reasons that are elsewhere: without the section it
  is unknown, but for a card whose `source_datasets` say that the data is `original`, which is not asked.
- `source`: the page that the rule comes from.

Headings are compared without case, numbers and signs. A heading that nothing follows, or only a placeholder
such as "[More Information Needed]", is unmet and reported as such; one that has text, a table or a picture
under it, in a subsection too, is met. Unknown where the card is linked and not here, or could not be read.
"""

import re
from functools import lru_cache

from openrelease.checks.card_roles import (
    Role,
    is_derived,
    judge_findings,
    judge_missing_card,
    make_evidence,
    make_finding,
    select_cards,
)
from openrelease.checks.check_type import Judgement, judge_unknown, options_of
from openrelease.licenses import LicenseTable
from openrelease.model import Card, CardSection, Facts, Finding, Location, Outcome, Requirement
from openrelease.values import dataclass, replace

_NOT_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which cards, and the words of the headings that open such a section."""

    role: Role
    headings: tuple[str, ...]
    labels: bool = False
    none_is_answer: bool = False
    or_key: str | None = None
    may_be_left_out: bool = False
    source: str = ""


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Is there such a section, and is it filled? See the module's docstring."""
    options = options_of(requirement, Options)
    cards = select_cards(facts, options.role)
    if not cards:
        return judge_missing_card(facts, options.role, requirement)
    asked = tuple(card for card in cards if options.or_key not in card.keys)
    found = [(card, _find_section(card, options)) for card in asked]
    if options.may_be_left_out and any(section is None for _, section in found):
        return _judge_left_out([card for card, section in found if section is None], options)
    findings = tuple(
        _make_finding(card, section, options, requirement)
        for card, section in found
        if section is None or not section.filled
    )
    if findings:
        return judge_findings(findings)
    places = [section.location for _, section in found if section is not None]
    titles = ", ".join(dict.fromkeys(section.title for _, section in found if section is not None))
    message = f"Found: {titles}." if titles else f"Stated by `{options.or_key}` in the front matter."
    return Judgement(outcome=Outcome.MET, message=message, evidence=make_evidence(places, "card-section"))


def _judge_left_out(cards: list[Card], options: Options) -> Judgement:
    """Unknown, but where the data is the makers' own."""
    name = options.headings[0]
    if all(is_derived(card) is False for card in cards):
        message = f"No section on {name}, which original data does not need."
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=message)
    reasons = (f"{card.path} has no section on {name}" for card in cards if is_derived(card) is not False)
    return judge_unknown(f"the section on {name} may be covered by the sources", reasons)


def _find_section(card: Card, options: Options) -> CardSection | None:
    """The best section of that sort: a filled one first. A title, alone at its level, opens none."""
    titled = [each.level for each in card.sections].count(1) == 1 and card.sections[0].level == 1
    every = (*card.sections[titled:], *(_sections_from_lines(card) if options.labels else ()))
    fitting = [_count_none_as_answer(each, options) for each in every if _matches_heading(each.title, options.headings)]
    return max(fitting, key=lambda each: each.filled, default=None)


def _count_none_as_answer(section: CardSection, options: Options) -> CardSection:
    return replace(section, filled=section.filled or (options.none_is_answer and section.says_none))


def _sections_from_lines(card: Card) -> tuple[CardSection, ...]:
    return tuple(
        CardSection(
            title=line.label,
            level=6,
            location=line.location,
            filled=bool(line.text),
            placeholder=not line.text,
            says_none=line.says_none,
            length=len(line.text),
        )
        for line in card.lines
    )


def _matches_heading(title: str, headings: tuple[str, ...]) -> bool:
    plain = f" {_normalize_heading(title)} "
    return any(f" {_normalize_heading(each)}" in plain if each.isascii() else each in title for each in headings)


@lru_cache(maxsize=4_096)  # the same few words are compared with every heading
def _normalize_heading(text: str) -> str:
    return " ".join(_NOT_LETTERS.sub(" ", text.casefold()).split())


def _make_finding(card: Card, section: CardSection | None, options: Options, requirement: Requirement) -> Finding:
    if section is None:
        place = Location(path=card.path, line=1)
        return make_finding(f"no section on {options.headings[0]}", place, requirement, options.source)
    why = "only contains a placeholder" if section.placeholder else "is empty"
    return make_finding(f'section "{section.title}" {why}', section.location, requirement, options.source)
