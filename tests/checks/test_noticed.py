from __future__ import annotations

from dataclasses import replace

from support.facts import ABSENT, at, changed, complete
from support.reports import report

from openrelease.model import ANYTHING, CopyrightHolder, Facts, Lineage, Location, Outcome, Problem, Verdict

ACME = CopyrightHolder(name="Acme", location=at("LICENSE", 3))


def upstream(relation: str = "base_model", **seen: Location) -> Lineage:
    return Lineage(relation=relation, upstream="acme/base", license="MIT", location=at("README.md", 4), seen=seen)


def verdict(facts: Facts, *lineage: Lineage) -> Verdict:
    judged = report(replace(facts, lineage=lineage)).verdicts[0].verdicts
    return next(each for each in judged if each.requirement.id == "notices")


def test_a_release_that_names_its_holder_has_its_notices() -> None:
    met = verdict(replace(complete(), holders=(ACME,)))
    assert (met.outcome, met.message) == (Outcome.MET, "Copyright holder: Acme.")
    assert met.evidence[0].location == ACME.location


def test_a_license_text_without_a_holder_is_a_finding_at_the_text() -> None:
    unmet = verdict(replace(complete(), holders=()))
    assert unmet.outcome is Outcome.UNMET
    (finding,) = unmet.findings
    unread = Problem(location=at("NOTICE"), message="too long", affects=ANYTHING)
    assert verdict(replace(complete(), holders=(), problems=(unread,))).outcome is Outcome.UNKNOWN
    assert finding.message == "copyright holder not named"
    assert finding.location == complete().components["license"].evidence[0].location


def test_the_text_of_a_base_model_is_looked_for() -> None:
    named = replace(complete(), holders=(ACME,))
    (finding,) = verdict(named, upstream()).findings
    assert finding.message == "license text of acme/base not found"
    assert finding.location == at("README.md", 4)
    assert verdict(named, upstream(text=at("NOTICE", 1))).outcome is Outcome.MET


def test_training_data_and_hints_ask_for_nothing() -> None:
    named = replace(complete(), holders=(ACME,))
    assert verdict(named, upstream("training_data")).outcome is Outcome.MET
    assert verdict(named, replace(upstream(), hint=True)).outcome is Outcome.MET


def test_without_a_license_text_there_is_nothing_to_notice() -> None:
    assert verdict(changed(complete(), license=ABSENT)).outcome is Outcome.NOT_APPLICABLE
