"""The page on one release: what it says, where its links lead, and that nothing of a repository comes alive in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.attacks import ATTACKS, naughty_strings
from support.facts import COMPONENTS, at, complete, seen, statement, without
from support.pages import Page
from support.reports import hostile, incomplete, report, several

from openrelease.model import ANYTHING, Facts, Problem, Reason, Status
from openrelease.policies.builtin_policies import expand_names
from openrelease.reports.html import release_page
from openrelease.reports.html.html_writer import element, link
from openrelease.reports.shared.escape import escape_terminal

COMMIT = "a" * 40


def _named(facts: Facts) -> Facts:
    return replace(facts, subject=replace(facts.subject, name="acme/rocket", revision=COMMIT))


@pytest.mark.parametrize(
    "facts", [complete(), incomplete(), hostile(), several()], ids=["met", "unmet", "hostile", "several"]
)
def test_a_page_makes_no_request_and_runs_nothing_else(facts: Facts) -> None:
    Page(
        release_page.render(report(facts, "aia-baseline", "mof-1", "mof-3"), server="https://github.com")
    ).check_policy()


def test_the_verdict_comes_first_and_what_to_do_next() -> None:
    text = Page(release_page.render(report(incomplete(), "aia-baseline"))).text
    assert text.index("Not met") < text.index("What to do") < text.index("no license found") < text.index("Components")


def test_an_unknown_verdict_is_not_shown_as_met() -> None:
    doubtful = replace(complete(), problems=(Problem(location=at("x"), message="cut", affects=ANYTHING),))
    less = replace(doubtful, components={**doubtful.components, "weights": seen(Status.UNCLEAR, "README.md", 3)})
    page = Page(release_page.render(report(less)))
    assert "? Unknown" in page.text
    assert [values["class"] for tag, values in page.tags if "card" in values.get("class", "").split()] == [
        "card undetermined"
    ]


def test_evidence_links_to_the_line_at_the_commit() -> None:
    page = Page(release_page.render(report(_named(complete())), server="https://github.com"))
    assert any(each.startswith(f"https://github.com/acme/rocket/blob/{COMMIT}/") for each in page.links)
    unlinked = Page(release_page.render(report(_named(complete()))))
    assert [each for each in unlinked.links if "/blob/" in each] == []


def test_definitions_and_ladders_stand_side_by_side() -> None:
    text = Page(release_page.render(report(complete(), "mof-1", "mof-2", "mof-3"))).text
    assert "Definitions side by side" in text
    assert text.index("Class III", text.index("How far it climbs")) < text.index(
        "Class I -", text.index("How far it climbs")
    )


def test_a_ladder_is_one_card_that_names_its_highest_label() -> None:
    shown = Page(release_page.render(report(complete(), "aia-baseline", *expand_names(["g7-2026"]))))
    cards = [values["class"] for tag, values in shown.tags if "card" in values.get("class", "").split()]
    assert cards == ["card met", "card met"]
    assert "✓ Open Weights AI" in shown.text
    assert "the highest of 4 labels that is met" in shown.text
    none = Page(release_page.render(report(without(complete(), "weights"), *expand_names(["g7-2026"])))).text
    assert "Not met: Weights Available AI, the lowest of 4." in none


def test_each_model_has_a_row() -> None:
    shown = report(several())
    text = Page(release_page.render(shown)).text
    assert all(each.name in text for each in shown.releases)


def _in_every_place(text: str) -> Facts:
    license_ = statement(text, text, reason=Reason.MODIFIED_TEXT, detail=text)
    found = {name: seen(Status.IN_REPO, text, 3, license=license_, url=text) for name in COMPONENTS}
    problem = Problem(location=at(text, 2), message=text, affects=ANYTHING)
    subject = replace(complete().subject, name=text)
    return replace(complete(), subject=subject, components={**complete().components, **found}, problems=(problem,))


@pytest.mark.slow
@pytest.mark.parametrize("text", [*ATTACKS, *naughty_strings()[:60]])
def test_attack_strings_are_shown_as_text(text: str) -> None:
    page = Page(release_page.render(report(_in_every_place(text)), server="https://github.com"))
    page.check_policy()
    assert escape_terminal(text) in page.text
    assert all(each.startswith(("http://", "https://", "#")) for each in page.links)
    assert (
        page.shape() == Page(release_page.render(report(_in_every_place("word")), server="https://github.com")).shape()
    )


@pytest.mark.parametrize(
    ("name", "value"), [("onclick", "x"), ("style", "x"), ("href", "javascript:alert(1)"), ("src", "data:text/html,x")]
)
def test_the_writer_refuses_what_could_run(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="not an a"):
        element("a", "x", **{name: value})


def test_only_plain_addresses_become_links() -> None:
    assert link("x", "https://example.org/a?b#c").text.startswith('<a href="https://example.org/a?b#c"')
    assert link("x", "javascript:alert(1)").text == link("x", None).text == "<span>x</span>"
