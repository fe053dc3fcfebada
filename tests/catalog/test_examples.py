"""Every rule of the catalog matches its examples, and does not match its counter-examples."""

from __future__ import annotations

import pytest
from support.examples import alternatives, every_rule, matches

from openrelease.catalog.component_rules import Rule

RULES = [pytest.param(rule, id=place) for place, rule in every_rule()]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_examples_and_counter_examples(rule: Rule) -> None:
    assert rule.example
    assert rule.counter_example


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_matches_its_examples(rule: Rule) -> None:
    assert [each for each in rule.example if not matches(rule, each)] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_does_not_match_its_counter_examples(rule: Rule) -> None:
    assert [each for each in rule.counter_example if matches(rule, each)] == []


@pytest.mark.parametrize("rule", RULES)
def test_each_alternative_of_a_pattern_has_an_example(rule: Rule) -> None:
    unused = [place for place, narrow in alternatives(rule) if not any(matches(narrow, each) for each in rule.example)]
    assert unused == []
