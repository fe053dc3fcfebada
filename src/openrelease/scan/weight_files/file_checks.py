"""A weight file -> the findings of the rules on single files, which are in `file_rules`."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Protocol, cast

from openrelease.model import Fault, Rule
from openrelease.plugin_modules import import_modules
from openrelease.scan.weight_files.file_rules.file_content import FileContent


class FileRuleModule(Protocol):
    """A module with one rule on a single file; it is named as the id of the rule, with underscores."""

    @property
    def RULE(self) -> Rule:  # noqa: N802 - the name of a constant
        """The id, severity and manual of the rule."""

    def check_file(self, file: FileContent) -> Iterator[Fault]:
        """Yield the findings of the rule."""


@cache
def load_file_rules() -> Mapping[str, FileRuleModule]:
    """Import the rule modules of `file_rules`, by the id of the rule; modules without a rule are helpers."""
    modules = import_modules(f"{__package__}.file_rules").values()
    rules = (cast("FileRuleModule", module) for module in modules if hasattr(module, "RULE"))
    return {module.RULE.id: module for module in rules}


def apply_file_rules(file: FileContent) -> tuple[Fault, ...]:
    """Return the findings of all rules on a single file."""
    return tuple(each for module in load_file_rules().values() for each in module.check_file(file))
