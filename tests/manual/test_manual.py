"""Everything that a report names can be explained."""

from __future__ import annotations

import pytest

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import CHECKS
from openrelease.errors import UsageError
from openrelease.manual.explain_word import explain
from openrelease.manual.report_words import load_report_words
from openrelease.model import Kind, Level, Outcome, PolicyOutcome, Status
from openrelease.policies.builtin_policies import builtin_policies

NAMES = {
    *builtin_policies(),
    *(requirement.id for policy in builtin_policies().values() for requirement in policy.requirements),
    *CHECKS,
    *load_catalog().components,
    *(topic.id for topic in load_catalog().topics),
    *load_license_table().kinds,
    *(rule.how for rules in load_catalog().rules.values() for rule in rules.files),
    *(word.value for words in (Status, Outcome, PolicyOutcome, Kind, Level) for word in words),
    *load_report_words()["license source"],
    "permissive",
    "mixed",
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_name_has_a_page_with_text(name: str) -> None:
    for page in explain(name):
        assert page.title
        assert any(text for _, text in page.parts)


def test_a_name_with_several_meanings_has_a_page_for_each() -> None:
    pages = explain("weights")
    assert [page.sort for page in pages][-1] == "component"
    sources = [dict(page.parts)["source"].partition(",")[0] for page in pages[:-1]]
    assert {"AI Alliance baseline 2026-11", "Open Weight Definition 0.3"} <= set(sources)


def test_case_and_dashes_do_not_matter() -> None:
    assert explain("Model-Card") == explain("model_card")
    assert explain("UNKNOWN")[0].sort == "outcome"


def test_nothing_silly_is_suggested() -> None:
    with pytest.raises(UsageError, match=r"`openrelease policies` lists"):
        explain("banana")


def test_a_component_tells_who_asks_for_it() -> None:
    page = explain("checkpoints")[-1]
    assert dict(page.parts)["asked for by"].startswith("checkpoints (aia-open-science), ")


def test_the_manual_of_a_check_is_whole_sentences() -> None:
    (page,) = explain("present")
    assert page.title == "a component is in the repository or linked from it."
    assert "component ids; any one of them is enough" in dict(page.parts)["manual"]


def test_a_license_by_a_spelled_name() -> None:
    (page,) = explain("Apache License, Version 2.0")
    assert (page.sort, page.name, dict(page.parts)["permissive"]) == ("license", "Apache-2.0", "yes")


def test_what_is_not_known_gets_a_suggestion_or_a_way_on() -> None:
    with pytest.raises(UsageError, match=r"did you mean model_card"):
        explain("modelcard")
    with pytest.raises(UsageError, match=r"did you mean Apache-2\.0"):
        explain("Apche-2.0")
    with pytest.raises(UsageError, match=r"`openrelease policies` lists"):
        explain("qqqqqqqq")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("llama3.1", {"permits": "within limits", "limits": "700M", "duties": "Built with Llama"}),
        ("cc-by-nc-4.0", {"permits": "non-commercial use only", "conditions": "give credit"}),
        ("gpl-3.0", {"conditions": "works based on it stay under it", "approved by": "OSI, FSF"}),
        ("cc-by-4.0", {"approved by": "Open Definition", "suits": "data"}),
    ],
)  # fmt: skip
def test_a_license_tells_what_it_permits_and_asks_and_who_says_so(name: str, parts: dict[str, str]) -> None:
    (page,) = explain(name)
    told = dict(page.parts)
    assert {part: text for part, text in parts.items() if text not in told[part]} == {}


@pytest.mark.slow
def test_every_license_has_a_page_with_its_source() -> None:
    for row in load_license_table().rows:
        (page,) = explain(row)
        assert dict(page.parts)["source"].partition(" (")[0] not in {"", "none"}, row
