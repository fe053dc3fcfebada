"""Facts -> Judgement: `card_key`, a key in the front matter of cards is there and has a right value.

Options:
- `role` (required): the cards that it is about: `model`, `data`, or `evaluation` for
  `.eval_results/*.yaml`, whose entries are under the key `results`.
- `key` (required): the key; with `*` at its end every key that begins so.
- `needed`: true where a card without the key does not meet it; else such a card is not asked.
- `may_be_empty`: true where an empty list or text counts as a value.
- `forbidden`: true where a card must not have the key.
- `form`: what a value is: `text`, `id`, `language`, `repository` (owner/name), `repository-or-name`,
  `source`, `link` (a URL, or a file of the repository), `model-index`, `eval-results`, `configs`.
- `words`: the only right values.
- `avoid`: values that are too vague.
- `if_key`, `if_value`: only cards whose key `if_key` has the value `if_value` are asked.
- `if_derived`: true where only cards are asked whose `source_datasets` name other data sets.
- `source`: the page that the rule comes from.

Every item of a list is looked at. Unmet where a value is wrong, with the line of each; unknown where the
front matter could not be read, and where the card is linked and not here; not applicable where no card is
asked.
"""

import difflib
from collections.abc import Iterator

from openrelease.checks.card_forms import Form, FormError, describe_value, find_form_errors, iterate_items
from openrelease.checks.card_roles import (
    Role,
    is_derived,
    judge_findings,
    judge_missing_card,
    list_read_errors,
    make_evidence,
    make_finding,
    select_cards,
)
from openrelease.checks.check_type import Judgement, judge_unknown, options_of
from openrelease.licenses import LicenseTable
from openrelease.model import Card, CardKey, Facts, Finding, Location, Outcome, Requirement
from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which key of which cards, and which values are right."""

    role: Role
    key: str
    needed: bool = False
    may_be_empty: bool = False
    forbidden: bool = False
    form: Form | None = None
    words: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    if_key: str | None = None
    if_value: str | None = None
    if_derived: bool = False
    source: str = ""


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Is the key there, and is its value right? See the module's docstring."""
    options = options_of(requirement, Options)
    cards = select_cards(facts, options.role)
    if not cards:
        return judge_missing_card(facts, options.role, requirement)
    findings = tuple(each for card in cards for each in _find_errors(card, options, requirement))
    blind = tuple(reason for card in cards if not card.keys for reason in list_read_errors(facts, card))
    if blind:
        return judge_unknown("the front matter could not be read", blind)
    if findings:
        return judge_findings(findings)
    places = tuple(key.location for card in cards for _, key in _find_keys(card, options))
    if not places and not options.forbidden:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=f"No card has `{options.key}`.")
    word = "is absent" if options.forbidden else "is valid"
    return Judgement(
        outcome=Outcome.MET, message=f"`{options.key}` {word}.", evidence=make_evidence(places, "card-key")
    )


def _find_errors(card: Card, options: Options, requirement: Requirement) -> Iterator[Finding]:
    """What is wrong in one card."""
    if not _is_asked(card, options):
        return
    found = tuple(_find_keys(card, options))
    if not found and options.needed:
        place = Location(path=card.path, line=1)
        yield make_finding(f"`{options.key}` is missing", place, requirement, options.source)
    for name, key in found:
        for each in _find_value_errors(key, options):
            place = replace(key.location, line=key.lines.get(each.part, key.location.line))
            yield make_finding(f"`{name}`: {each.message}", place, requirement, options.source)


def _is_asked(card: Card, options: Options) -> bool:
    if options.if_derived and not is_derived(card):
        return False
    if options.if_key is None:
        return True
    other = card.keys.get(options.if_key)
    return other is not None and other.value == options.if_value


def _find_keys(card: Card, options: Options) -> Iterator[tuple[str, CardKey]]:
    """The key, or every key that begins so; an empty one counts as not there."""
    if not _is_asked(card, options):
        return
    prefix = options.key[:-1] if options.key.endswith("*") else None
    for name, key in card.keys.items():
        wanted = name == options.key if prefix is None else name.startswith(prefix)
        if wanted and (options.may_be_empty or key.value not in (None, "", ())):
            yield name, key


def _find_value_errors(key: CardKey, options: Options) -> Iterator[FormError]:
    if options.forbidden:
        yield FormError(message="is not allowed here")
        return
    if options.form is not None:
        yield from find_form_errors(options.form, key)
    for part, item in iterate_items(key.value):
        if options.words and item not in options.words:
            yield FormError(
                message=f"{describe_value(item)} is not a valid value{_suggest_word(str(item), options.words)}",
                part=part,
            )
        elif item in options.avoid:
            yield FormError(message=f"{describe_value(item)} is ambiguous", part=part)


def _suggest_word(word: str, words: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word.casefold().replace(" ", "-"), words, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
