"""What `explain` says of a license, of an expression, and of a word that names none."""

from __future__ import annotations

import pytest

from openrelease.catalog import load_license_table
from openrelease.manual.explain_word import explain


def part(name: str, heading: str) -> str:
    (page,) = explain(name)
    return dict(page.parts)[heading]


def test_a_license_that_forbids_uses_is_not_said_to_allow_any() -> None:
    rows = load_license_table().rows.values()
    forbidding = [row.id for row in rows if row.kind == "use-restricted" or row.use_restrictions_flow_down]
    assert len(forbidding) > 20
    assert [each for each in forbidding if "any purpose" in part(each, "permits")] == []


@pytest.mark.parametrize(
    ("name", "heading", "words"),
    [
        ("MIT", "SPDX list", f"version {load_license_table().spdx_version}"),
        ("llama3.1", "limits", "monthly active users: 700M"),
        ("llama3.1", "duties", 'begin with "Llama"'),
        ("llama3.1", "source", "models/llama3_1/LICENSE"),
        ("openrail", "means", "bigscience-openrail-m"),
    ],
)
def test_a_page_says_what_is_asked_and_where_that_stands(name: str, heading: str, words: str) -> None:
    assert words in part(name, heading)


def test_of_an_expression_each_license_is_explained() -> None:
    assert [page.name for page in explain("Apache-2.0 OR GPL-3.0-only")] == ["Apache-2.0", "GPL-3.0-only"]
