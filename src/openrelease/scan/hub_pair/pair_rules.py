"""Pairs -> the findings of every rule on them, which are in `rules`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol, cast

from openrelease.model import Claim, ComponentFacts, Fault, Rule, WeightFile
from openrelease.plugin_modules import import_modules
from openrelease.scan.hub_pair.hub_side import is_on_hub
from openrelease.scan.hub_pair.pairs import Pair
from openrelease.values import replace


class PairRuleModule(Protocol):
    """A module with one rule on a pair; it is named as the id of the rule, with underscores."""

    @property
    def RULE(self) -> Rule:  # noqa: N802 - the name of a constant
        """The id, severity and manual of the rule."""

    def check_pair(self, pair: Pair) -> Iterator[str]:
        """Yield a message for each finding, a clause about the link."""


@cache
def load_pair_rules() -> Mapping[str, PairRuleModule]:
    """Import the rule modules of `rules`, by the id of the rule; modules without a rule are helpers."""
    modules = import_modules(f"{__package__}.rules").values()
    rules = (cast("PairRuleModule", module) for module in modules if hasattr(module, "RULE"))
    return {module.RULE.id: module for module in rules}


def check_pairs(
    pairs: Sequence[Pair], components: Mapping[str, ComponentFacts], weights: tuple[WeightFile, ...]
) -> tuple[Fault, ...]:
    """Return the findings on all pairs, at the places of the links; `weights` are those of the repository."""
    whole = [replace(pair, stated=_list_own_claims(components[pair.component]), weights=weights) for pair in pairs]
    found = (
        _make_fault(module.RULE, pair, message)
        for module in (load_pair_rules().values() if pairs else ())
        for pair in whole
        for message in module.check_pair(pair)
    )
    return tuple(dict.fromkeys(found))


def _list_own_claims(facts: ComponentFacts) -> tuple[Claim, ...]:
    return tuple(each for each in facts.claims if not is_on_hub(each.location))


def _make_fault(rule: Rule, pair: Pair, message: str) -> Fault:
    found = rule.make_finding(pair.location.path, f"links {pair.counterpart.place}, {message}")
    return replace(found, location=pair.location)
