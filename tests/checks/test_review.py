"""`review`: never met; something to read is unknown, nothing to read is unmet."""

from __future__ import annotations

from dataclasses import replace

from support.facts import at, document, facts, seen, statement

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import Judgement, review
from openrelease.model import ANYTHING, Facts, Level, Outcome, Problem, Requirement, Status

REQUIREMENT = Requirement(
    id="data-information",
    title="data information",
    level=Level.REQUIRED,
    check="review",
    options=review.Options(components=("datasets", "data_card"), topics=("training",)),
    why="",
    remedy="Read it.",
)


def judged(given: Facts) -> Judgement:
    return review.check(given, REQUIREMENT, load_license_table())


def test_everything_in_the_repository_is_still_for_a_person_to_read() -> None:
    told = judged(
        facts(
            datasets=seen(Status.IN_REPO, "data/train.txt", license=statement()),
            data_card=seen(Status.IN_REPO, "DATA_CARD.md", 1),
        )
    )
    assert told.outcome is Outcome.UNKNOWN
    assert told.message == "Needs human review: datasets (data/train.txt); data card (DATA_CARD.md:1)."
    assert [(each.location, each.remedy) for each in told.findings] == [
        (at("data/train.txt"), "Read it."),
        (at("DATA_CARD.md", 1), "Read it."),
    ]


def test_words_of_a_document_are_something_to_read() -> None:
    told = judged(facts(documents=(document("README.md", "readme", "training"),)))
    assert (told.outcome, told.message) == (
        Outcome.UNKNOWN,
        "Needs human review: text on training (README.md:10).",
    )


def test_nothing_to_read_is_unmet_unless_something_could_not_be_read() -> None:
    assert judged(facts()).outcome is Outcome.UNMET
    unread = replace(facts(), problems=(Problem(location=at("README.md"), message="too long", affects=ANYTHING),))
    assert judged(unread).outcome is Outcome.UNKNOWN
