"""The remedy of a finding about a license is for this very case."""

import pytest

from openrelease.checks.license_wording import suggest_contradiction_fix, suggest_correction, suggest_fix
from openrelease.model import Claim, EffectiveLicense, Location, Permissive, Reason

PLACE = Location(path="README.md", line=12)


def make_claim(
    reason: Reason | None = None, expression: str | None = None, how: str = "prose", detail: str = ""
) -> Claim:
    return Claim(
        expression=expression, permissive=Permissive.UNKNOWN, how=how, location=PLACE, reason=reason, detail=detail
    )


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (make_claim(Reason.LINKED_ELSEWHERE, "MIT", "inherited"), '"The linked weights are licensed under MIT."'),
        (make_claim(Reason.NOT_COVERED), '"The weights are licensed under Apache-2.0."'),
        (make_claim(Reason.FAMILY_TERMS, "MIT", "inherited", "Llama 3"), "with the terms of Llama 3, or"),
        (make_claim(Reason.OTHER_TERMS), 'If README.md:12 is about something else, list it under "misread"'),
        (make_claim(Reason.EMPTY_FILE, how="file"), "Add the license text to README.md:12."),
    ],
)
def test_a_doubt_has_the_sentence_that_settles_it(claim: Claim, told: str) -> None:
    assert told in suggest_fix(claim, "weights")


def test_a_contradiction_names_both_places() -> None:
    rival = Claim(
        expression="MIT", permissive=Permissive.YES, how="file", location=Location(path="LICENSE", line=1), reason=None
    )
    doubted = EffectiveLicense.of(make_claim(Reason.CONTRADICTED, "Apache-2.0"), [rival])
    assert suggest_fix(doubted, "weights") == "Correct the statement that is wrong: README.md:12 or LICENSE:1."
    assert suggest_contradiction_fix(rival, make_claim(None, "Apache-2.0")).endswith("LICENSE:1 or README.md:12.")


def test_a_limit_can_be_removed_or_set_aside() -> None:
    told = suggest_correction(make_claim(Reason.NON_COMMERCIAL))
    assert told.startswith(
        "Remove the limit at README.md:12 if it is not meant. If README.md:12 is about something else"
    )
    assert suggest_correction(make_claim(Reason.NON_COMMERCIAL, how="file")) == ""


def test_licenses_that_all_apply_may_be_meant_as_a_choice() -> None:
    told = suggest_correction(make_claim(None, "MIT AND GPL-3.0-only"))
    assert told == 'If users may choose one of the licenses, write "MIT OR GPL-3.0-only".'
