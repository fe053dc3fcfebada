"""The cross-walk: what each definition says of each component, and tables that fit."""

from __future__ import annotations

import json

import pytest
from support.facts import changed, complete, seen, statement
from support.reports import incomplete, report

from openrelease.model import Level, Outcome, Permissive, Report, Status
from openrelease.policies.builtin_policies import builtin_policies
from openrelease.reports import json_report, terminal
from openrelease.reports.markdown import markdown_report
from openrelease.reports.shared.crosswalk import Crosswalk, CrosswalkCell, build_crosswalk, cell_word
from openrelease.reports.shared.crosswalk_tables import crosswalk_lines

EVERY = tuple(builtin_policies())


def walk(given: Report) -> Crosswalk:
    found = build_crosswalk(given)
    assert found is not None
    return found


def cells(given: Report, component: str) -> dict[str, str]:
    found = walk(given)
    (line,) = (line for line in found.lines if line.component == component)
    return dict(zip(found.policies, map(cell_word, line.cells), strict=True))


def test_one_definition_is_compared_with_nothing() -> None:
    assert build_crosswalk(report(complete())) is None
    assert crosswalk_lines(report(complete()), 80) == []
    assert "crosswalk" not in json.loads(json_report.render(report(complete())))


def test_each_definition_has_its_word_for_each_component() -> None:
    closed = statement("CC-BY-NC-4.0", permissive=Permissive.NO)
    given = changed(
        complete(),
        weights=seen(Status.LINKED, "README.md", 12, license=closed),
        data_card=seen(Status.UNCLEAR, "README.md", 40),
        model_metadata=seen(Status.IN_REPO, "config.json"),
    )
    told = report(given, "aia-baseline", "aia-open-science", "mof-3", "osaid-1.0", "osai-index")
    assert cells(told, "weights") == {
        "aia-baseline": "unmet",
        "aia-open-science": "unmet",
        "mof-3": "unmet",
        "osaid-1.0": "unmet",
        "osai-index": "closed",
    }
    assert cells(told, "data_card")["aia-baseline"] == "-"
    assert cells(told, "data_card")["mof-3"] == "unknown"
    assert cells(told, "model_metadata")["osaid-1.0"] == "(met)"


def test_what_something_else_stands_in_for_is_marked() -> None:
    given = changed(complete(), research_paper=seen(Status.LINKED, "README.md", 3, license=statement()))
    told = report(given, "mof-3", "mof-1")
    assert cells(told, "technical_report") == {"mof-3": "met*", "mof-1": "met*"}
    assert cells(told, "research_paper") == {"mof-3": "met", "mof-1": "met"}


def test_whether_a_license_suits_does_not_ask_for_the_component() -> None:
    assert [line.component for line in walk(report(complete(), "aia-baseline", "mof-3")).lines].count("datasets") == 0


def test_json_has_the_same_with_what_is_not_asked() -> None:
    told = json.loads(json_report.render(report(incomplete(), "aia-baseline", "mof-3")))["crosswalk"]
    assert told["inference_code"] == {
        "aia-baseline": {"outcome": "unknown", "level": "required"},
        "mof-3": {"outcome": "not_asked"},
    }


@pytest.mark.parametrize("width", [96, 80, 60, 40])
def test_tables_fit_and_lose_nothing(width: int) -> None:
    told = report(incomplete(), *EVERY)
    lines = crosswalk_lines(told, width)
    assert max(map(len, lines)) <= width
    found = walk(told)
    for line in found.lines:
        words = " ".join(text for text in lines if text.startswith(f"  {line.title}  ")).split()
        assert all(cell_word(cell) in words for cell in line.cells)


def test_a_grade_is_told_as_what_it_is_at_least() -> None:
    cell = CrosswalkCell(outcome=Outcome.UNKNOWN, level=Level.REQUIRED, grade="partial")
    assert (cell_word(cell), cell_word(None)) == ("partial+", "-")


def test_markdown_folds_it_and_cuts_it_before_what_is_to_be_done() -> None:
    told = report(incomplete(), *EVERY)
    whole = markdown_report.render(told)
    assert "<details><summary>Cross-walk: " in whole
    assert "| `aia-baseline` | `aia-baseline-by-examples` | `aia-open-science` |" in whole
    short = markdown_report.render(told, limit=9_000)
    assert len(short) <= 9_000
    assert "lines of the cross-walk" in short.splitlines()[-1]


def test_a_definition_that_grades_is_told_by_its_criteria() -> None:
    told = report(complete(), "osai-index")
    text = terminal.render(told)
    assert text.splitlines()[2].startswith("GRADED")
    assert "Of 12 criteria " in text
    titles = [each.title for each in builtin_policies()["osai-index"].requirements]
    assert len(titles) == 12
    assert all(f"  {title}\n" in text for title in titles)
    assert "  closed           Peer-reviewed paper" in text
    assert "| Weights of the end model | partial or open |" in markdown_report.render(told)
