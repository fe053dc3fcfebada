from __future__ import annotations

import json
from dataclasses import replace

import pytest
from support.facts import at, changed, complete, statement
from support.reports import report

from openrelease.model import Facts, Finding, Lineage, Location, Outcome, Permissive, Verdict
from openrelease.reports import FORMATS

LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"
GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
BLOOM = "LicenseRef-scancode-bigscience-rail-1.0"


def made_from(*lineage: Lineage, license_: str = "Apache-2.0") -> Facts:
    """A complete release whose weights say one thing and came from another."""
    base = complete()
    stated = statement(license_, "README.md", 2, how="front_matter")
    weights = replace(base.components["weights"], license=stated, claims=(stated,))
    return replace(changed(base, weights=weights), lineage=lineage)


def upstream(license_: str | None, relation: str = "base_model", **fields: object) -> Lineage:
    usual = {"upstream": "acme/base", "location": Location(path="README.md", line=4)}
    return Lineage(relation=relation, license=license_, **(usual | fields))  # type: ignore[arg-type]


def verdict(facts: Facts, requirement: str = "upstream-license") -> Verdict:
    judged = report(facts).verdicts[0].verdicts
    return next(each for each in judged if each.requirement.id == requirement)


@pytest.mark.parametrize(
    ("license_", "stated", "outcome"),
    [
        ("MIT", "Apache-2.0", Outcome.MET),
        (LLAMA, "Apache-2.0", Outcome.UNMET),
        ("CC-BY-NC-4.0", "MIT", Outcome.UNMET),
        (None, "MIT", Outcome.UNKNOWN),
        ("LicenseRef-unheard-of", "MIT", Outcome.UNKNOWN),
    ],
)
def test_a_base_model(license_: str | None, stated: str, outcome: Outcome) -> None:
    assert verdict(made_from(upstream(license_), license_=stated)).outcome is outcome


def test_a_conflict_gives_both_places_and_takes_back_that_the_weights_are_permissive() -> None:
    facts = made_from(upstream(LLAMA))
    told = verdict(facts)
    assert told.findings[0].location == at("README.md", 4)
    assert "README.md:4" in told.findings[0].detail
    assert "README.md:2" in told.findings[0].detail
    weights = verdict(facts, "weights-license")
    assert weights.outcome is Outcome.UNKNOWN
    assert "acme/base" in weights.message


def test_the_worst_of_several_parents_decides() -> None:
    facts = made_from(upstream("MIT"), upstream("CC-BY-NC-4.0", upstream="acme/other"), upstream(None))
    assert verdict(facts).outcome is Outcome.UNMET


def test_a_hint_is_never_a_conflict_and_yet_a_doubt() -> None:
    facts = made_from(upstream(LLAMA, hint=True))
    assert verdict(facts).outcome is Outcome.UNKNOWN
    assert verdict(facts, "weights-license").outcome is Outcome.UNKNOWN


def test_a_hint_at_what_asks_for_nothing_is_no_doubt() -> None:
    facts = made_from(upstream("MIT", hint=True))
    assert verdict(facts, "weights-license").outcome is Outcome.MET


@pytest.mark.parametrize("license_", ["GPL-3.0-only", "CC-BY-NC-4.0", "CC-BY-ND-4.0", LLAMA])
@pytest.mark.parametrize("relation", ["training_data", "dependency"])
def test_what_the_law_leaves_open_is_no_conflict(license_: str, relation: str) -> None:
    assert verdict(made_from(upstream(license_, relation))).outcome is not Outcome.UNMET


def test_duties_that_stand_in_text_are_asked_for_until_they_are_seen() -> None:
    place = at("NOTICE", 1)
    without = verdict(made_from(upstream(LLAMA), license_=LLAMA))
    with_all = upstream(LLAMA, seen=dict.fromkeys(("name", "display", "notice", "text"), place))
    assert without.outcome is Outcome.UNMET
    assert {word for word in ("begins", "display", "Notice") if word in _told(without.findings)} == {
        "begins",
        "display",
        "Notice",
    }
    assert verdict(made_from(with_all, license_=LLAMA)).outcome is Outcome.MET


def test_the_name_is_not_asked_for_where_nobody_knows_it() -> None:
    facts = made_from(upstream(LLAMA), license_=LLAMA)
    unnamed = replace(facts, subject=replace(facts.subject, name=None))
    assert "begins" not in _told(verdict(unnamed).findings)


def test_a_license_text_that_was_not_seen_is_advice() -> None:
    told = verdict(made_from(upstream("MIT")))
    assert told.outcome is Outcome.MET
    assert "license text of acme/base" in _told(told.findings)
    assert not verdict(made_from(upstream("MIT", seen={"text": at("LICENSE", 1)}))).findings


def test_without_a_license_of_its_own_nothing_can_be_told() -> None:
    facts = made_from(upstream(BLOOM, relation="distilled"))
    bare = replace(facts.components["weights"], license=None, claims=())
    assert verdict(changed(facts, weights=bare)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("name", ["terminal", "json", "markdown"])
def test_contradiction_and_conflict_are_told_with_their_lines(name: str) -> None:
    facts = made_from(upstream(LLAMA))
    text = statement(LLAMA, "LICENSE", 1, permissive=Permissive.NO)
    weights = replace(facts.components["weights"], claims=(*facts.components["weights"].claims, text))
    told = " ".join(FORMATS[name](report(changed(facts, weights=weights))).replace("`", "").split())
    told = json.dumps(json.loads(told)) if name == "json" else told
    shown = LLAMA if name == "json" else "Llama 3.1 Community License"
    assert f"{shown} (LICENSE:1, license file) contradicts Apache-2.0 (README.md:2" in told
    behind = f" ({LLAMA})" if name == "json" else ""
    assert f"base model acme/base (README.md:4) is under Llama 3.1 Community License{behind}" in told


def _told(findings: tuple[Finding, ...]) -> str:
    return "; ".join(f"{finding.message} {finding.detail}" for finding in findings)
