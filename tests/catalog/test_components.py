"""The components of the catalog: each rule is tried by a case, and refers to what there is."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from support.cases import judge, read_cases

from openrelease.catalog.component_rules import ComponentRules
from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_license_table
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.catalog.packaged_yaml import load_own_yaml, read_packaged_folder
from openrelease.licenses import parse
from openrelease.model import Status
from openrelease.scan.components.detect_components import _ADMITTED_OWNERS

CASES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("*.md"))
POLICIES = files("openrelease").joinpath("data", "policies")


def hows(rules: ComponentRules) -> list[str]:
    return [rule.how for rule in rules.every]


@pytest.mark.parametrize("rules", load_catalog().rules.values(), ids=lambda each: each.component.id)
def test_every_rule_of_a_component_has_a_name_of_its_own(rules: ComponentRules) -> None:
    assert [how for how, times in Counter(hows(rules)).items() if times > 1] == []


def test_components_have_an_order_of_their_own() -> None:
    orders = Counter(data["order"] for data in read_packaged_folder("components").values())
    assert [order for order, times in orders.items() if times > 1] == []


def test_a_component_that_shares_rules_has_the_same() -> None:
    rules = load_catalog().rules
    assert rules["inference_code"].files
    assert rules["inference_code"].files is rules["architecture_code"].files


def test_records_have_every_component_of_the_framework_once() -> None:
    numbers = [each.number for each in load_record_form().components]
    assert numbers == list(range(1, 18))


def test_the_part_of_a_component_is_one_that_licenses_suit() -> None:
    assert {each.part for each in load_catalog().components.values()} == {"code", "weights", "data", "document"}


@pytest.mark.slow
def test_every_rule_fires_in_a_case() -> None:
    fired: set[tuple[str, str]] = set()
    for case in (case for path in CASES for case in read_cases(path)):
        if case.files.values() and b"no corpus here" in case.files.values():
            continue
        for id_, found in judge(case).facts.components.items():
            fired |= {(id_, evidence.how) for evidence in found.evidence}
    wanted = {(id_, how) for id_, rules in load_catalog().rules.items() for how in hows(rules)}
    assert sorted(wanted - fired) == []


def test_rules_speak_of_kinds_of_links_and_of_owners_that_there_are() -> None:
    known = {kind.kind for kind in (*load_catalog().url_kinds, *load_catalog().ids)} | {"local", "web", "hub-id"}
    for rules in load_catalog().rules.values():
        for rule in rules.links:
            assert rule.targets <= known, rule.how
            assert rule.whose in _ADMITTED_OWNERS, rule.how


def test_every_kind_of_link_is_of_use() -> None:
    wanted = {kind for each in load_catalog().rules.values() for rule in each.links for kind in rule.targets}
    # these are told apart so that they are not taken for something else
    aside = {"badge", "hub-other", "github-social"}
    assert {kind.kind for kind in load_catalog().url_kinds} - wanted == aside


def test_features_are_those_that_source_is_read_for() -> None:
    rules = [rule for each in load_catalog().rules.values() for rule in each.files]
    named = {feature for rule in rules for group in rule.features for feature in group}
    assert {feature.partition(":")[0] for feature in named} <= {
        *("call", "base", "def", "import", "from", "names", "op", "runs")
    }


def test_licenses_of_libraries_are_known() -> None:
    for library in load_catalog().libraries:
        assert parse(library.license, load_license_table()).expression == library.license


def test_topics_are_those_that_policies_ask_for() -> None:
    known = {topic.id for topic in load_catalog().topics}
    asked: set[str] = set()
    for path in sorted(POLICIES.iterdir(), key=str):
        for requirement in load_own_yaml(path.read_bytes())["requirements"]:
            asked |= set(requirement.get("options", requirement).get("topics", ()))
    assert asked
    assert asked <= known


def test_every_rule_that_is_not_conclusive_says_what_makes_it_so() -> None:
    every = (rule for rules in load_catalog().rules.values() for rule in rules.every)
    assert [rule.how for rule in every if (rule.status is Status.UNCLEAR) is not bool(rule.remedy)] == []
