"""`documented`: a card settles it; a document serves only with enough real topics."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import at, document, facts, seen

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import Judgement, documented
from openrelease.model import ANYTHING, Facts, Level, Outcome, Problem, Requirement, Status

TOPICS = ("model_details", "intended_use", "training", "evaluation", "limitations", "how_to_use", "license")


def judged(given: Facts, *, always: tuple[str, ...] = (), at_least: int = 4) -> Judgement:
    requirement = Requirement(
        id="documentation",
        title="",
        level=Level.REQUIRED,
        check="documented",
        options=documented.Options(
            components=("model_card",),
            topics=TOPICS,
            at_least=at_least,
            always=always,
            reports=("research_paper",),
            report_topics=("model_details", "training", "evaluation"),
        ),
        why="",
        remedy="Write a card.",
    )
    return documented.check(given, requirement, load_license_table())


def test_a_card_meets_it_and_its_topics_are_told() -> None:
    card = document("MODEL_CARD.md", "card", "training", "license")
    judgement = judged(facts(model_card=seen(Status.IN_REPO, "MODEL_CARD.md"), documents=(card,)))
    assert judgement.outcome is Outcome.MET
    assert "training (line 10), license (line 20); missing: model details" in judgement.message
    assert judgement.findings == ()


def test_a_linked_card_is_not_verified() -> None:
    judgement = judged(facts(model_card=seen(Status.LINKED, "README.md", 8)))
    assert judgement.outcome is Outcome.MET
    assert "linked, not verified" in judgement.message


def test_a_readme_with_four_topics_serves_with_advice() -> None:
    readme = document("README.md", "readme", *TOPICS[:4])
    judgement = judged(facts(model_card=seen(Status.UNCLEAR, "README.md"), documents=(readme,)))
    assert judgement.outcome is Outcome.MET
    assert judgement.findings[0].remedy == "Write a card."
    assert judgement.evidence[0].location == at("README.md", 10)


@pytest.mark.parametrize(
    ("path", "role"), [("examples/robot/README.md", "readme"), ("agent/context/log/WORKLOG.md", "other")]
)
def test_a_document_of_something_else_does_not_serve(path: str, role: str) -> None:
    text = document(path, role, *TOPICS[:4])
    assert judged(facts(documents=(text,))).outcome is Outcome.UNMET


def test_topics_of_two_documents_do_not_add_up() -> None:
    halves = (document("README.md", "readme", *TOPICS[:3]), document("docs/a.md", "other", *TOPICS[3:6]))
    judgement = judged(facts(documents=halves))
    assert judgement.outcome is Outcome.UNMET
    assert "README.md is the closest match" in judgement.message
    assert judgement.findings[0].location == at("README.md", 1)


def test_a_paper_speaks_of_what_it_is_about_and_a_readme_of_the_rest() -> None:
    readme = document("README.md", "readme", "training", "how_to_use")
    paper = seen(Status.LINKED, "README.md", 8)
    judgement = judged(facts(research_paper=paper, documents=(readme,)))
    assert judgement.outcome is Outcome.MET
    assert "with the report at README.md:8" in judgement.message
    assert judgement.findings[0].remedy == "Write a card."


def test_a_paper_alone_is_no_documentation() -> None:
    readme = document("README.md", "readme", "training", "evaluation")
    judgement = judged(facts(research_paper=seen(Status.LINKED, "README.md", 8), documents=(readme,)))
    assert judgement.outcome is Outcome.UNMET


@pytest.mark.parametrize(
    ("topics", "outcome"),
    [
        (("model_details", "how_to_use", "license"), Outcome.MET),
        (("model_details", "how_to_use"), Outcome.UNMET),
        (("training", "evaluation", "limitations", "license"), Outcome.UNMET),
    ],
)
def test_some_topics_are_always_needed(topics: tuple[str, ...], outcome: Outcome) -> None:
    readme = document("README.md", "readme", *topics)
    judgement = judged(facts(documents=(readme,)), always=("model_details", "how_to_use"), at_least=3)
    assert judgement.outcome is outcome


def test_the_fix_names_the_topics_that_are_always_needed() -> None:
    readme = document("README.md", "readme", "training", "evaluation", "how_to_use", "license")
    (finding,) = judged(facts(documents=(readme,)), always=("model_details", "how_to_use"), at_least=3).findings
    assert finding.remedy.startswith("Add sections to README.md on: model details.")
    assert finding.message == "no model card, and README.md does not cover model details"


def test_a_readme_at_the_root_serves_before_a_fuller_page() -> None:
    readme, page = document("README.md", "readme", *TOPICS[:4]), document("docs/a.md", "other", *TOPICS)
    assert judged(facts(documents=(page, readme))).message.startswith("README.md is used as model card")


def test_no_document_at_all_is_unmet() -> None:
    judgement = judged(facts())
    assert judgement.outcome is Outcome.UNMET
    assert "No document found" in judgement.message


def test_a_hint_and_an_unread_readme_are_unknown() -> None:
    hint = judged(facts(model_card=seen(Status.UNCLEAR, "README.md", 5)))
    unread = judged(facts(problems=(Problem(location=at("README.md"), message="is not text", affects=ANYTHING),)))
    assert (hint.outcome, unread.outcome) == (Outcome.UNKNOWN, Outcome.UNKNOWN)
    assert "README.md:5" in hint.message
    assert "is not text" in unread.message


@pytest.mark.parametrize("topics", [(), ("license",)])
def test_an_empty_card_and_one_that_is_no_more_than_a_title_are_none(topics: tuple[str, ...]) -> None:
    card = document("MODEL_CARD.md", "card", *topics)
    judgement = judged(facts(model_card=seen(Status.IN_REPO, "MODEL_CARD.md"), documents=(card,)))
    assert judgement.outcome is Outcome.UNMET
    assert "MODEL_CARD.md: model card covers too few topics" in judgement.message
    assert "missing: model details" in judgement.message
    assert judgement.findings[0].location == at("MODEL_CARD.md", 1)


def test_an_empty_card_beside_a_readme_that_says_enough_does_no_harm() -> None:
    documents = (document("MODEL_CARD.md", "card"), document("README.md", "readme", *TOPICS[:4]))
    judgement = judged(facts(model_card=seen(Status.IN_REPO, "MODEL_CARD.md"), documents=documents))
    assert judgement.outcome is Outcome.MET
    assert "README.md is used as model card" in judgement.message


def test_of_several_cards_the_fullest_counts() -> None:
    cards = (document("a/MODEL_CARD.md", "card"), document("b/MODEL_CARD.md", "card", *TOPICS[:2]))
    first, second = (seen(Status.IN_REPO, each.path) for each in cards)
    both = replace(first, evidence=first.evidence + second.evidence)
    assert judged(facts(model_card=both, documents=cards)).outcome is Outcome.MET


def test_a_card_in_a_form_that_is_not_read_is_told_as_that() -> None:
    judgement = judged(facts(model_card=seen(Status.IN_REPO, "MODEL_CARD.pdf")))
    assert judgement.outcome is Outcome.MET
    assert "the format of MODEL_CARD.pdf is not supported" in judgement.message


def test_a_card_that_could_not_be_read_is_unknown() -> None:
    unread = Problem(location=at("MODEL_CARD.md"), message="content not in the repository", affects=ANYTHING)
    judgement = judged(facts(model_card=seen(Status.IN_REPO, "MODEL_CARD.md"), problems=(unread,)))
    assert judgement.outcome is Outcome.UNKNOWN
    assert "MODEL_CARD.md: content not in the repository" in judgement.message
