"""What is to be done: once for all who ask for it, at the weight of the one who asks most."""

from __future__ import annotations

from dataclasses import replace

from support.facts import complete, document, without

from openrelease.catalog.load_licenses import load_license_table
from openrelease.evaluate import evaluate_facts
from openrelease.model import Facts, Outcome, Policy
from openrelease.policies.builtin_policies import builtin_policies, parse_policy
from openrelease.reports.shared.action_items import ADVICE, ActionItem, list_action_items

OWN = "id: {id}\ntitle: Own\nversion: 1\nsource: https://own.invalid\nextends: aia-baseline\n{more}"


def own(name: str, more: str) -> Policy:
    return parse_policy(OWN.format(id=name, more=more).encode(), origin=f"{name}.yml")


def asked(facts: Facts, *others: Policy) -> dict[str, ActionItem]:
    judged = evaluate_facts(facts, [builtin_policies()["aia-baseline"], *others], load_license_table())
    return {task.requirement.id: task for task in list_action_items(judged)}


def test_what_an_advisory_policy_requires_is_never_more_than_a_recommendation() -> None:
    extra = "advisory: true\nrequirements:\n  - {id: weights, options: {in_repo: true}}\n"
    told = own("told", extra)
    facts = without(complete(), "weights")
    task = asked(facts, told)["weights"]
    assert (task.severity, task.demand) == (0, "required by aia-baseline; advisory by told")
    alone = evaluate_facts(facts, [told], load_license_table())
    assert [each.severity for each in list_action_items(alone) if each.requirement.id == "weights"] == [2]
    assert (alone.satisfied, alone.verdicts[0].outcome.value) == (True, "unmet")


def test_advice_on_what_is_optional_for_one_and_required_for_others() -> None:
    lax = own("lax", "requirements:\n  - {id: documentation, level: optional}\n")
    read = (document("README.md", "readme", "model_details", "how_to_use", "training", "license"),)
    task = asked(replace(without(complete(), "model_card"), documents=read), lax)["documentation"]
    assert (task.outcome, task.severity) == (Outcome.MET, ADVICE)
    assert task.demand == "required by aia-baseline; optional by lax"


def test_what_is_optional_alone_asks_for_nothing() -> None:
    lax = own("lax", "requirements:\n  - {id: model-card, level: optional}\n")
    judged = evaluate_facts(without(complete(), "model_card"), [lax], load_license_table())
    assert "model-card" not in {task.requirement.id for task in list_action_items(judged)}


def test_a_definition_that_grades_makes_no_tasks() -> None:
    judged = evaluate_facts(without(complete(), "weights"), [builtin_policies()["osai-index"]], load_license_table())
    assert list_action_items(judged) == ()
