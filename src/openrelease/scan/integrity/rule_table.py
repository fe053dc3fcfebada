"""The modules of this package -> the table of integrity rules, by rule id."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Protocol, cast

from openrelease.model import Fault, Rule
from openrelease.plugin_modules import import_modules
from openrelease.scan.integrity.weight_release import WeightRelease

_PACKAGES = ("shards", "external_data", "configuration", "loading", "base_models", "stated_values")
"""The questions, in the order in which findings are reported."""


class RuleModule(Protocol):
    """A module with one rule; it is named as the id of the rule, with underscores."""

    @property
    def RULE(self) -> Rule:  # noqa: N802 - the name of a constant
        """The id, severity and manual of the rule."""

    def check_release(self, release: WeightRelease) -> Iterator[Fault]:
        """Yield the findings of the rule in a release."""


@cache
def load_rule_modules() -> Mapping[str, RuleModule]:
    """Import the rule modules of each package, by the id of the rule; modules without a rule are helpers."""
    packages = (import_modules(f"{__package__}.{name}").values() for name in _PACKAGES)
    rules = (cast("RuleModule", module) for modules in packages for module in modules if hasattr(module, "RULE"))
    return {module.RULE.id: module for module in rules}
