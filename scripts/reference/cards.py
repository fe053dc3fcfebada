"""The definition hub-card and the forms of values -> docs/cards.md."""

from __future__ import annotations

from collections.abc import Iterator

from openrelease.checks import card_finished, card_key, card_section
from openrelease.checks.card_forms import EXPECTED, Form
from openrelease.model import Requirement
from openrelease.policies.builtin_policies import load_builtin
from reference.tables import table

HEAD = """\
<!-- Written by scripts/docs.py from data/policies/hub-card.yaml: change that, `make docs`. -->

# Cards

The rules of the policy `hub-card`: what the Hugging Face Hub requires of model and data cards. They are checked
without network access, so whether an id exists on the Hub is not checked. The Hub rejects or hides a card that
breaks a required rule; its guides advise the recommended ones. Policies of your own can use the same checks:
`card_key`, `card_section` and `card_finished` ([checks](checks.md)). `openrelease init` writes a card in which
everything that is known is filled in.
"""
ROLES = {"model": "model card", "data": "data card", "evaluation": "`.eval_results/*.yaml`"}


def page() -> str:
    """The rules on keys, those on sections, the forms of values, and the lists of words."""
    every = load_builtin("hub-card").requirements
    keys = table(("rule", "of", "key", "level", "right values", "what to write"), _keys(every))
    sections = table(("rule", "of", "headings, any of", "level", "what to write"), _sections(every))
    forms = table(("form", "is"), ((f"`{form.value}`", EXPECTED[form]) for form in Form))
    lists = "\n".join(dict.fromkeys(_lists(every)))
    return f"{HEAD}\n## Keys\n\n{keys}\n## Sections\n\n{sections}\n## Forms of values\n\n{forms}\n{lists}"


def _keys(every: tuple[Requirement, ...]) -> Iterator[tuple[str, ...]]:
    for each in every:
        if isinstance(options := each.options, card_key.Options):
            yield (
                f"[`{each.id}`]({options.source})",
                ROLES[options.role.value],
                f"`{options.key}`",
                each.level.value,
                _values(options),
                each.remedy,
            )


def _values(options: card_key.Options) -> str:
    only = f"where `{options.if_key}` is `{options.if_value}`" if options.if_key else ""
    words = f"one of the list of {len(options.words)} words" if len(options.words) > MANY else ""
    told = (
        "must not be there" if options.forbidden else "has to be there" if options.needed else "",
        only,
        f"`{options.form.value}`" if options.form else "",
        words or ", ".join(f"`{word}`" for word in options.words),
        f"not {', '.join(f'`{word}`' for word in options.avoid)}" if options.avoid else "",
    )
    return "; ".join(filter(None, told))


MANY = 8  # words that a cell can hold


def _sections(every: tuple[Requirement, ...]) -> Iterator[tuple[str, ...]]:
    for each in every:
        options = each.options
        if isinstance(options, card_section.Options | card_finished.Options):
            headings = getattr(options, "headings", ("none: no placeholder may be left",))
            yield (
                f"[`{each.id}`]({options.source})",
                ROLES[options.role.value],
                ", ".join(headings),
                each.level.value,
                each.remedy,
            )


def _lists(every: tuple[Requirement, ...]) -> Iterator[str]:
    for each in every:
        if isinstance(options := each.options, card_key.Options) and len(options.words) > MANY:
            words = ", ".join(f"`{word}`" for word in options.words)
            yield f"## Words for `{options.key}`\n\n{words}\n"
