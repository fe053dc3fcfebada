"""The pages on weights: every rule that the sources can give, and an example of every name."""

from __future__ import annotations

import re

from support.project import CHECKOUT

from openrelease.scan.hub_pair import load_pair_rules
from openrelease.scan.integrity.rule_table import load_rule_modules
from openrelease.scan.weight_files.file_checks import load_file_rules
from openrelease.weights import load_formats


def test_every_rule_has_a_part_on_the_page() -> None:
    page = (CHECKOUT / "docs/rules.md").read_text(encoding="utf-8")
    rules = {*load_rule_modules(), *load_file_rules(), *load_pair_rules()}
    assert set(re.findall(r"^## `([a-z-]+)`$", page, re.MULTILINE)) == rules
    prefixes = {form.rule_prefix for form in load_formats().values() if form.reader}
    assert set(re.findall(r"^\| `([a-z0-9-]+)-…`", page, re.MULTILINE)) == prefixes


def test_every_name_by_pattern_has_an_example() -> None:
    for each in load_formats().values():
        assert all(names.match(example.lower()) for names in each.names for example in names.examples), each.id
        assert all(names.suffixes or names.examples for names in each.names), each.id
