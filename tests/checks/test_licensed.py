"""`licensed`: met only when the license is known and accepted; every doubt is unknown, never met."""

from __future__ import annotations

import pytest
from support.facts import at, facts, seen, statement

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import Judgement, licensed
from openrelease.model import (
    ANYTHING,
    NOTHING,
    Affects,
    Claim,
    ComponentFacts,
    Facts,
    Level,
    Outcome,
    Permissive,
    Problem,
    Reason,
    Requirement,
    Status,
)


def judged(given: Facts, **options: tuple[str, ...]) -> Judgement:
    chosen = {"components": ("weights",), "kinds": ("permissive", "public-domain")} | options
    requirement = Requirement(
        id="weights-license",
        title="",
        level=Level.REQUIRED,
        check="licensed",
        options=licensed.Options(**chosen),
        why="",
        remedy="Choose one.",
    )
    return licensed.check(given, requirement, load_license_table())


def weights(license_: Claim | None, *others: Claim) -> ComponentFacts:
    own = (license_,) if license_ else ()
    return seen(Status.IN_REPO, "model.safetensors", license=license_, claims=(*own, *others))


CARD = statement("Apache-2.0", "README.md", 2, how="front_matter")


def test_accepted_and_the_message_says_which_where_and_how() -> None:
    judgement = judged(facts(weights=weights(CARD)))
    assert judgement.outcome is Outcome.MET
    assert judgement.message == "Weights: Apache-2.0 (README.md:2, front matter)."
    assert judgement.findings == ()


def test_inherited_is_told() -> None:
    judgement = judged(facts(weights=weights(statement("MIT", how="inherited"))))
    assert judgement.outcome is Outcome.MET
    assert "inherited" in judgement.message


@pytest.mark.parametrize(
    ("license_", "outcome"),
    [
        (statement("GPL-3.0-only", permissive=Permissive.NO), Outcome.UNMET),
        (statement("CC-BY-NC-4.0", permissive=Permissive.NO), Outcome.UNMET),
        (statement("LicenseRef-of-acme", permissive=Permissive.NO), Outcome.UNMET),
        (statement(None, permissive=Permissive.UNKNOWN), Outcome.UNKNOWN),
        (statement("LicenseRef-of-acme", permissive=Permissive.UNKNOWN), Outcome.UNKNOWN),
        (None, Outcome.UNKNOWN),
    ],
)
def test_refused_or_not_known(license_: Claim | None, outcome: Outcome) -> None:
    judgement = judged(facts(weights=weights(license_)))
    assert judgement.outcome is outcome
    assert judgement.findings[0].remedy.startswith("Choose one." if license_ else "Add a LICENSE file at the root")


@pytest.mark.parametrize(
    ("permissive", "outcome"), [(Permissive.UNKNOWN, Outcome.UNKNOWN), (Permissive.NO, Outcome.UNMET)]
)
def test_a_changed_text_is_not_accepted_by_its_name(permissive: Permissive, outcome: Outcome) -> None:
    changed = statement(
        "MIT", permissive=permissive, reason=Reason.MODIFIED_TEXT, detail="text is changed: no military use"
    )
    judgement = judged(facts(weights=weights(changed)))
    assert judgement.outcome is outcome
    assert "no military use" in judgement.message


def test_mixed_is_unmet_and_names_the_parts() -> None:
    mixed = statement("Apache-2.0", "README.md", 4, permissive=Permissive.MIXED, how="table")
    other = statement("CC-BY-NC-4.0", "README.md", 5, permissive=Permissive.NO, how="table")
    judgement = judged(facts(weights=weights(mixed, other)))
    assert judgement.outcome is Outcome.UNMET
    assert "README.md:4" in judgement.message
    assert "CC-BY-NC-4.0 (README.md:5" in judgement.message


def test_a_contradicting_statement_keeps_it_from_being_met() -> None:
    refused = statement("CC-BY-NC-4.0", "LICENSE", permissive=Permissive.NO)
    judgement = judged(facts(weights=weights(CARD, refused)))
    assert judgement.outcome is Outcome.UNKNOWN
    assert {finding.location.path for finding in judgement.findings if finding.location} == {"LICENSE"}
    assert "README.md:2" in judgement.findings[0].detail


def test_a_license_file_for_something_else_contradicts_nothing() -> None:
    own = statement("Apache-2.0", "LICENSE-WEIGHTS")
    code = statement("GPL-3.0-only", "LICENSE", permissive=Permissive.NO)
    vendored = statement("CC-BY-NC-4.0", "vendor/x/LICENSE", permissive=Permissive.NO)
    assert judged(facts(weights=weights(own, code))).outcome is Outcome.MET
    assert judged(facts(weights=weights(CARD, vendored))).outcome is Outcome.MET


def test_what_the_weights_would_only_inherit_contradicts_nothing() -> None:
    code = statement("GPL-3.0-only", "LICENSE", permissive=Permissive.NO, how="inherited")
    assert judged(facts(weights=weights(CARD, code))).outcome is Outcome.MET


def test_where_the_license_is_inherited_words_about_the_whole_do_not_contradict_it() -> None:
    inherited = statement("MIT", how="inherited")
    words = statement("CC-BY-NC-4.0", "README.md", 7, permissive=Permissive.NO, how="prose")
    assert judged(facts(weights=weights(inherited, words))).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("affects", "outcome"),
    [
        (ANYTHING, Outcome.UNKNOWN),
        (frozenset({Affects.TERMS}), Outcome.UNKNOWN),
        (frozenset({Affects.COMPONENTS}), Outcome.MET),
        (NOTHING, Outcome.MET),
    ],
)
def test_what_may_state_other_terms_must_have_been_read(affects: frozenset[Affects], outcome: Outcome) -> None:
    unread = Problem(location=at("README.md"), message="front matter: an alias", affects=affects)
    judgement = judged(facts(weights=weights(CARD), problems=(unread,)))
    assert judgement.outcome is outcome
    assert ("an alias" in judgement.message) is (outcome is Outcome.UNKNOWN)


def test_absent_is_not_applicable() -> None:
    assert judged(facts()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(("others", "outcome"), [((), Outcome.UNKNOWN), (("weights",), Outcome.MET)])
def test_a_hint_counts_only_where_nothing_is_certain(others: tuple[str, ...], outcome: Outcome) -> None:
    given = facts(checkpoints=seen(Status.UNCLEAR, "README.md", 9), **dict.fromkeys(others, weights(CARD)))
    assert judged(given, components=("weights", "checkpoints")).outcome is outcome


def test_the_worst_of_several_components_decides() -> None:
    given = facts(
        weights=weights(CARD),
        datasets=seen(Status.LINKED, "README.md", 9, license=statement("CC-BY-NC-4.0", permissive=Permissive.NO)),
    )
    judgement = judged(given, components=("weights", "datasets", "checkpoints"))
    assert judgement.outcome is Outcome.UNMET
    assert "Weights: Apache-2.0" in judgement.message
    assert "Datasets: CC-BY-NC-4.0" in judgement.message


def test_allow_and_deny_overrule_the_kind() -> None:
    gpl = facts(weights=weights(statement("GPL-3.0-only", permissive=Permissive.NO)))
    assert judged(gpl, allow=("GPL-3.0-only",)).outcome is Outcome.MET
    assert judged(facts(weights=weights(CARD)), deny=("Apache-2.0",)).outcome is Outcome.UNMET


def test_a_sentence_that_is_true_of_two_components_is_said_once() -> None:
    license_ = statement("GPL-3.0-only", permissive=Permissive.NO, how="inherited")
    code = seen(Status.IN_REPO, "model.py", license=license_)
    given = facts(inference_code=code, architecture_code=code, weights=weights(statement()))
    told = judged(given, components=("inference_code", "architecture_code", "weights")).message
    assert told.startswith("Inference code, architecture code: GPL-3.0-only")
    assert (told.count("GPL-3.0-only"), told.count("Weights: Apache-2.0")) == (1, 1)


GRANTS = ("modification", "redistribution", "commercial-use", "worldwide")


@pytest.mark.parametrize(
    ("expression", "outcome"),
    [
        ("LicenseRef-scancode-llama-3.1-license-2024", Outcome.MET),
        ("LicenseRef-scancode-llama-4-cla-2025", Outcome.MET),  # Europe is left out of a part only
        ("LicenseRef-scancode-bigcode-open-rail-m-v1", Outcome.MET),
        ("GPL-3.0-only", Outcome.MET),
        ("LicenseRef-tencent-hunyuan-video-community", Outcome.UNMET),  # three territories are left out
        ("CC-BY-NC-4.0", Outcome.UNMET),
        ("CC-BY-ND-4.0", Outcome.UNMET),
        ("LicenseRef-scancode-llama-license-2023", Outcome.UNMET),
        ("LicenseRef-falcon-180b-tii", Outcome.UNKNOWN),  # known from an excerpt
        ("BUSL-1.1", Outcome.UNKNOWN),
    ],
)
def test_a_license_is_accepted_by_what_it_grants(expression: str, outcome: Outcome) -> None:
    license_ = statement(expression, permissive=Permissive.NO)
    assert judged(facts(weights=weights(license_)), grants=GRANTS).outcome is outcome


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        (Reason.USE_RESTRICTED, Outcome.MET),  # its own acceptable use policy
        (Reason.PERMISSION_REQUIRED, Outcome.MET),  # above its own limit on users
        (Reason.NON_COMMERCIAL, Outcome.UNMET),
        (Reason.MODIFIED_TEXT, Outcome.UNKNOWN),
    ],
)
def test_a_sentence_may_repeat_the_conditions_of_an_accepted_license(reason: Reason, outcome: Outcome) -> None:
    said = statement("LicenseRef-scancode-llama-3.1-license-2024", permissive=Permissive.NO, reason=reason)
    assert judged(facts(weights=weights(said)), grants=GRANTS).outcome is outcome


@pytest.mark.parametrize("options", [{"kinds": ("strong-copyleft",)}, {"grants": GRANTS}])
def test_what_a_sentence_adds_to_an_accepted_license_is_not_accepted(options: dict[str, tuple[str, ...]]) -> None:
    limited = statement("GPL-3.0-only", permissive=Permissive.NO, reason=Reason.NON_COMMERCIAL)
    assert judged(facts(weights=weights(limited)), **options).outcome is Outcome.UNMET
