"""Texts that a template takes for a license though another license is spelled nearer to them."""

from __future__ import annotations

import pytest
from support.corpus import corpus

from openrelease.catalog import load_identifier
from openrelease.licenses.texts.fingerprints import SimilarLicense
from openrelease.licenses.texts.near_neighbors import find_nearer_license

IDENTIFIER = load_identifier()
TEXTS = corpus("ai_license_texts", cases=5)
MIT = (TEXTS / "mit.txt").read_text(encoding="utf-8")
BSD2 = (TEXTS / "bsd-simplified.txt").read_text(encoding="utf-8")

TORTUOUS = SimilarLicense(id="LicenseRef-other", lead=1, differing=((7, 1, 1, 0), (8, 0, 0, 1)))
TWO_NAMES = SimilarLicense(id="LicenseRef-twin", lead=0, differing=())


@pytest.mark.parametrize(
    ("span", "whole", "rivals", "expected"),
    [
        ({7: 1}, {7: 1}, (TORTUOUS,), None),
        ({8: 1}, {8: 1}, (TORTUOUS,), "LicenseRef-other"),
        ({}, {}, (TORTUOUS,), None),  # as near to one as to the other, and a lead of a word is asked for
        ({8: 1}, {7: 1, 8: 1}, (TORTUOUS,), None),  # what the span lacks stands beside it
        ({7: 1}, {7: 1}, (TWO_NAMES,), "LicenseRef-twin"),
        ({7: 1}, {7: 1}, (), None),
    ],
)
def test_the_nearer_of_two_is_meant(
    span: dict[int, int], whole: dict[int, int], rivals: tuple[SimilarLicense, ...], expected: str | None
) -> None:
    assert find_nearer_license(span, whole, rivals) == expected


def _materials(text: str) -> str:
    for plural in ("Software is", "SOFTWARE IS"):
        text = text.replace(plural, plural.replace("is", "are").replace("IS", "ARE"))
    return text.replace("Software", "Materials").replace("SOFTWARE", "MATERIALS")


@pytest.mark.parametrize(
    "text",
    [
        _materials(MIT),
        BSD2.replace("following disclaimer.", "following disclaimer in this position and unchanged.", 1),
    ],
    ids=["materials for software", "unchanged notices"],
)
def test_a_text_that_another_license_is_nearer_to_gets_no_plain_id(text: str) -> None:
    found = IDENTIFIER.identify(text)
    assert found.expression is None or found.modified


@pytest.mark.parametrize("holder", ["THE AUTHOR", "SOME LABORATORY", "THE COPYRIGHT OWNER AND ITS STAFF"])
def test_the_name_of_a_holder_leads_to_no_other_license(holder: str) -> None:
    text = BSD2.replace("THE COPYRIGHT HOLDERS AND CONTRIBUTORS", holder)
    text = text.replace("THE COPYRIGHT HOLDER OR CONTRIBUTORS", holder)
    found = IDENTIFIER.identify(text)
    assert (found.expression, found.modified) == ("BSD-2-Clause", False)


def test_every_rival_of_the_index_can_be_read() -> None:
    """The packed differences are whole rows, and no license is its own rival."""
    index = IDENTIFIER.index
    rivals = [(key, rival) for key in index.neighbors for rival in index.rivals(key)]
    assert len(rivals) > 400
    assert all(rival.id != key for key, rival in rivals)
    assert all(0 <= least <= most for _, rival in rivals for _, most, least, _ in rival.differing)
