"""Requirements wait for one another, kinds keep policies apart, and unknown never becomes met."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import changed, complete, document, subject, without

from openrelease.catalog.load_licenses import load_license_table
from openrelease.evaluate import evaluate_facts
from openrelease.model import Facts, Kind, Outcome, Policy, PolicyOutcome, PolicyVerdict, Status
from openrelease.policies.builtin_policies import builtin_policies

BASELINE = builtin_policies()["aia-baseline"]


def judged(given: Facts, policy: Policy = BASELINE) -> PolicyVerdict:
    (verdict,) = evaluate_facts(given, [policy], load_license_table()).verdicts
    return verdict


def outcomes(verdict: PolicyVerdict) -> dict[str, Outcome]:
    return {each.requirement.id: each.outcome for each in verdict.verdicts}


def test_a_complete_release_meets_the_baseline() -> None:
    verdict = judged(complete())
    assert verdict.outcome is PolicyOutcome.MET
    found = outcomes(verdict)
    aside = {"weights-whole", "weights-agree", "upstream-license"}
    asked = {id_: outcome for id_, outcome in found.items() if id_ not in aside}
    assert set(asked.values()) == {Outcome.MET}
    assert found["weights-whole"] is Outcome.NOT_APPLICABLE  # they are linked, and nothing of them is here
    assert found["upstream-license"] is Outcome.NOT_APPLICABLE  # it names nothing that it was made from


def test_open_science_asks_for_more_after_the_baseline() -> None:
    verdict = judged(complete(), builtin_policies()["aia-open-science"])
    assert verdict.outcome is PolicyOutcome.UNMET
    assert [each.requirement.id for each in verdict.verdicts][:3] == [
        *("weights", "weights-whole", "inference-code"),
    ]
    assert outcomes(verdict)["datasets"] is Outcome.UNMET
    assert len(verdict.verdicts) == len(BASELINE.requirements) + 7


def test_what_waits_for_an_unmet_requirement_is_not_asked() -> None:
    verdict = judged(without(complete(), "weights"))
    assert outcomes(verdict)["weights"] is Outcome.UNMET
    assert outcomes(verdict)["weights-license"] is Outcome.NOT_APPLICABLE
    message = next(each.message for each in verdict.verdicts if each.requirement.id == "weights-license")
    assert message == 'Not asked, because "The model\'s weights are available" is not met.'


def test_waiting_goes_on_along_a_chain() -> None:
    last = replace(BASELINE.requirements[-1], id="last", after="weights-license")
    verdict = judged(without(complete(), "weights"), replace(BASELINE, requirements=(*BASELINE.requirements, last)))
    assert outcomes(verdict)["last"] is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("component", ["weights", "license"])
def test_an_unclear_component_leaves_the_policy_undetermined(component: str) -> None:
    hint = replace(complete().components[component], status=Status.UNCLEAR)
    verdict = judged(changed(complete(), **{component: hint}))
    assert verdict.outcome is PolicyOutcome.UNDETERMINED


def test_a_recommendation_fails_nothing() -> None:
    readme = document("README.md", "readme", "model_details", "how_to_use", "training", "evaluation")
    verdict = judged(replace(without(complete(), "model_card"), documents=(readme,)))
    assert outcomes(verdict)["model-card"] is Outcome.UNMET
    assert verdict.outcome is PolicyOutcome.MET


def test_another_kind_is_not_judged_and_told_why() -> None:
    report = evaluate_facts(replace(complete(), subject=subject(Kind.DATASET)), [BASELINE], load_license_table())
    (verdict,) = report.verdicts
    assert verdict.outcome is PolicyOutcome.NOT_APPLICABLE
    assert set(outcomes(verdict).values()) == {Outcome.NOT_APPLICABLE}
    assert "of kind dataset (declared)" in verdict.verdicts[0].message
    assert report.satisfied


def test_only_met_everywhere_satisfies() -> None:
    both = list(builtin_policies().values())
    assert evaluate_facts(complete(), [BASELINE], load_license_table()).satisfied
    assert not evaluate_facts(complete(), both, load_license_table()).satisfied
