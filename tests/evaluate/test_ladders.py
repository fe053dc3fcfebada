"""Policies that build on each other, and two readings of one definition."""

from dataclasses import replace

from support.facts import complete, statement, without

from openrelease.catalog.load_licenses import load_license_table
from openrelease.evaluate import SidePolicies, evaluate_facts
from openrelease.model import Facts, LadderResult, Permissive, PolicyOutcome, Report
from openrelease.policies.builtin_policies import builtin_policies, expand_names, load_other_readings

G7 = [builtin_policies()[name] for name in expand_names(["g7-2026"])]
BASELINE = builtin_policies()["aia-baseline"]
LLAMA, RESEARCH = "LicenseRef-scancode-llama-3.1-license-2024", "LicenseRef-scancode-stability-ai-nc-2023-12-06"


def with_license(expression: str) -> Facts:
    given = complete()
    weights = replace(given.components["weights"], license=statement(expression, permissive=Permissive.NO), claims=())
    return replace(given, components={**given.components, "weights": weights})


def judged(given: Facts) -> Report:
    besides = SidePolicies(readings=load_other_readings([BASELINE]))
    return evaluate_facts(given, [BASELINE], load_license_table(), besides=besides)


def climbed(given: Facts) -> LadderResult:
    (found,) = evaluate_facts(given, G7, load_license_table()).ladders
    return found


def test_a_ladder_is_named_like_a_policy() -> None:
    assert {policy.ladder for policy in G7} == {"g7-2026"}
    assert len(G7) == 4


def test_open_weights_without_training_code_stand_on_the_second_rung() -> None:
    found = climbed(complete())
    assert (found.highest, found.next) == ("g7-open-weights", "g7-open-source-ai")
    assert "training-code" in found.lacking


def test_a_restricted_license_is_weights_available_and_no_more() -> None:
    assert climbed(with_license(RESEARCH)).highest == "g7-weights-available"
    assert climbed(with_license(RESEARCH)).lacking == ("weights-license",)


def test_without_weights_no_rung_is_met() -> None:
    assert climbed(without(complete(), "weights")).highest == ""


def test_one_policy_is_no_ladder() -> None:
    assert evaluate_facts(complete(), G7[:1], load_license_table()).ladders == ()


def test_a_community_license_is_met_by_the_other_reading() -> None:
    (verdict,) = judged(with_license(LLAMA)).verdicts
    assert (verdict.outcome, verdict.met_by) == (PolicyOutcome.UNMET, "aia-baseline-by-examples")


def test_a_research_license_is_met_by_neither_reading() -> None:
    (verdict,) = judged(with_license(RESEARCH)).verdicts
    assert (verdict.outcome, verdict.met_by) == (PolicyOutcome.UNMET, "")


def test_the_other_reading_is_not_named_where_something_else_is_missing() -> None:
    (verdict,) = judged(without(with_license(LLAMA), "model_card")).verdicts
    assert verdict.met_by == ""


def test_the_other_reading_lists_the_conditions() -> None:
    by_examples = builtin_policies()["aia-baseline-by-examples"]
    (verdict,) = evaluate_facts(with_license(LLAMA), [by_examples], load_license_table()).verdicts
    message = next(each.message for each in verdict.verdicts if each.requirement.id == "weights-license")
    assert "on conditions: commercial use is limited" in message
    assert "limit: 700M at release date" in message
