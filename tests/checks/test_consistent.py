"""`consistent`: contradictions name both places; what cannot be compared is unknown."""

from __future__ import annotations

from support.facts import at, facts, seen, statement

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import Judgement, consistent
from openrelease.model import Claim, Level, Outcome, Permissive, Requirement, Status

CARD = statement("MIT", "README.md", 2, how="front_matter")
FILE = statement("MIT", "LICENSE")


def judged(*statements: Claim) -> Judgement:
    requirement = Requirement(
        id="same",
        title="",
        level=Level.RECOMMENDED,
        check="consistent",
        options=consistent.Options(components=("weights",)),
        why="",
        remedy="Say the same.",
    )
    found = seen(Status.IN_REPO, "w", license=statements[0] if statements else None, claims=statements)
    return consistent.check(facts(weights=found), requirement, load_license_table())


def test_agreement() -> None:
    judgement = judged(CARD, FILE)
    assert judgement.outcome is Outcome.MET
    assert judgement.message.startswith("2 statements agree")


def test_one_statement_has_nothing_against_it() -> None:
    assert judged(CARD).outcome is Outcome.MET


def test_a_contradiction_names_both_places() -> None:
    judgement = judged(CARD, statement("Apache-2.0", "LICENSE"))
    assert judgement.outcome is Outcome.UNMET
    (finding,) = judgement.findings
    assert finding.location
    assert finding.location.path == "LICENSE"
    assert "MIT (README.md:2" in finding.detail
    assert finding.remedy == "Say the same."


def test_a_statement_without_a_name_is_unknown() -> None:
    judgement = judged(CARD, statement(None, "terms.txt", 7, permissive=Permissive.UNKNOWN, how="prose"))
    assert judgement.outcome is Outcome.UNKNOWN
    assert "terms.txt:7" in judgement.message


def test_parts_under_different_licenses_cannot_be_compared() -> None:
    part = statement("MIT", "README.md", 4, permissive=Permissive.MIXED, how="table")
    assert judged(part, statement("Apache-2.0", "README.md", 5, how="table")).outcome is Outcome.UNKNOWN


def test_nothing_said_is_not_applicable() -> None:
    assert judged().outcome is Outcome.NOT_APPLICABLE


def test_words_are_compared_with_what_is_inherited() -> None:
    words = statement("CC-BY-NC-4.0", "README.md", 1, permissive=Permissive.NO, how="prose")
    assert judged(statement("MIT", how="inherited")).outcome is Outcome.MET
    assert judged(statement("MIT", how="inherited"), FILE, words).outcome is Outcome.UNMET


def test_license_files_side_by_side_are_for_parts_of_their_own() -> None:
    weights = statement("Apache-2.0", "LICENSE-WEIGHTS")
    assert judged(weights, FILE, statement("ISC", "vendor/zip/LICENSE")).outcome is Outcome.MET


def test_a_license_named_at_many_places_is_one_finding() -> None:
    places = (statement("Apache-2.0", f"README_{n}.md", n, how="prose") for n in range(1, 9))
    (finding,) = judged(CARD, *places).findings
    assert finding.location == at("README_1.md", 1)


def test_statements_in_folders_side_by_side_speak_of_different_models() -> None:
    second = statement("LicenseRef-b", "models/b/MODEL_CARD.md", 4, how="prose")
    judgement = judged(statement("LicenseRef-a", "models/a/LICENSE"), second)
    assert judgement.outcome is Outcome.MET
    assert judgement.message.startswith("2 statements do not contradict each other: LicenseRef-a")
    assert judged(statement("LicenseRef-a", "models/b-old/LICENSE"), second).outcome is Outcome.MET


def test_statements_whose_folders_nest_speak_of_the_same_model() -> None:
    inner = statement("LicenseRef-b", "models/b/MODEL_CARD.md", 4, how="prose")
    outer = statement("LicenseRef-c", "models/README.md", 1, how="prose")
    (finding,) = judged(statement("LicenseRef-a", "models/a/LICENSE"), inner, outer).findings
    assert finding.detail.startswith("LicenseRef-c (models/README.md:1, text) contradicts LicenseRef-a")
    (finding,) = judged(inner, statement("MIT", "models/b/README.md", 1, how="prose")).findings
    assert "contradicts LicenseRef-b (models/b/MODEL_CARD.md:4" in finding.detail


def test_a_place_that_names_two_agrees_with_whoever_names_one() -> None:
    dual = (
        statement("MIT", "README.md", 9, how="prose"),
        statement("Apache-2.0", "README.md", 9, how="prose"),
    )
    assert judged(*dual, statement("Apache-2.0", "setup.cfg", 3, how="metadata")).outcome is Outcome.MET
    assert judged(*dual, statement("ISC", "setup.cfg", 3, how="metadata")).outcome is Outcome.UNMET
