"""The pages of a survey: shares, changes, what to do first, and nothing of a repository that comes alive."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.attacks import ATTACKS
from support.pages import Page
from support.survey_rows import Conduct, make_releases
from support.survey_views import make_view

from openrelease.cli import main
from openrelease.model import LadderResult, PolicyOutcome
from openrelease.reports import survey_csv
from openrelease.reports.html import survey_page
from openrelease.reports.markdown import survey_report
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.survey_summary import (
    HistoryEntry,
    compare_surveys,
    count_ladders,
    count_shares,
    rank_missing,
)

pytestmark = pytest.mark.slow

MET, UNMET, UNKNOWN = PolicyOutcome.MET, PolicyOutcome.UNMET, PolicyOutcome.UNDETERMINED


def test_the_command_writes_all_pages_and_says_how_much_they_cover(
    conduct: Conduct, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = make_releases(tmp_path / "releases", 3)
    conduct(*paths, str(tmp_path / "releases"))
    folder, history = tmp_path / "survey", tmp_path / "history.jsonl"
    history.write_text(
        '{"schema":1,"day":"2026-01-01","tool":"0","targets":2,"evaluated":2,"policies":{"mof-3":{"met":1}}}\n'
    )
    capsys.readouterr()
    assert main(["survey", "report", str(folder), "--history", str(history)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "4 of 4 targets evaluated (100.0 %)"
    page = Page((folder / "report.html").read_text(encoding="utf-8"))
    page.check_policy()
    assert "Coverage: 4 of 4 targets evaluated (100.0 %)" in page.text
    assert "Trend" in page.text
    assert any("/acme/release-0/blob/" in each for each in page.links)
    assert "4 of 4 targets evaluated" in (folder / "report.md").read_text(encoding="utf-8")
    assert [json.loads(line)["targets"] for line in history.read_text().splitlines()] == [2, 4]


def test_a_survey_that_is_not_complete_says_so_on_every_page() -> None:
    view = make_view([MET, UNMET], targets=5, errors=1)
    for text in (Page(survey_page.render(view)).text, survey_report.render(view)):
        assert "2 of 5 targets evaluated (40.0 %); 1 error (1 not found); 2 not yet evaluated" in text


def test_unknown_never_counts_as_open() -> None:
    (share,) = count_shares(make_view([MET, UNKNOWN, UNMET, PolicyOutcome.NOT_APPLICABLE]))
    assert (share.applicable, round(share.percent)) == (3, 33)


def test_what_is_lacking_alone_comes_first() -> None:
    view = make_view([UNMET, UNMET, UNMET], lacking=[("a",), ("b", "c"), ("b", "c")])
    first = rank_missing(view)[0]
    assert (first.requirement, first.lacking, first.only) == ("a", 1, ("acme/release-0",))


def test_of_a_ladder_the_next_step_is_what_to_do_first() -> None:
    view = make_view([UNMET, UNMET])
    ladders = [
        LadderResult(ladder="steps", next=each, rungs=("lower", "aia-baseline")) for each in ("lower", "aia-baseline")
    ]
    results = [replace(each, ladders=(ladder,)) for each, ladder in zip(view.results, ladders, strict=True)]
    (found,) = rank_missing(replace(view, results=results))
    assert found.only == ("acme/release-1",)


def test_changes_between_two_surveys() -> None:
    before, after = make_view([MET, UNMET, UNKNOWN, MET]), make_view([UNMET, MET, UNMET])
    found = compare_surveys(before, after)
    assert [each.target for each in found.lost] == ["github:acme/release-0"]
    assert [each.target for each in found.gained] == ["github:acme/release-1"]
    assert [each.target for each in found.other] == ["github:acme/release-2"]
    assert found.removed == ("github:acme/release-3",)
    text = Page(survey_page.render(replace(after, changes=found))).text
    assert text.index("What changed since") < text.index("No longer met: 1") < text.index("Met now: 1")


def test_every_page_names_the_highest_rung_of_each_release(conduct: Conduct, tmp_path: Path) -> None:
    paths = make_releases(tmp_path / "releases", 3)
    rows = conduct(*paths, "--policy", "aia-baseline", "--policy", "g7-2026")
    (found,) = rows[paths[0]]["ladders"]
    assert (found["ladder"], found["highest"]) == ("g7-2026", "g7-open-source-ai-open-data")
    assert found["rungs"][0] == "g7-weights-available"
    assert rows[paths[1]]["ladders"][0]["next"] == "g7-weights-available"
    folder = tmp_path / "survey"
    assert main(["survey", "report", str(folder)]) == 0
    cells = [row["g7-2026"] for row in csv.DictReader(io.StringIO((folder / "report.csv").read_text(encoding="utf-8")))]
    assert cells[0] == cells[2] == "g7-open-source-ai-open-data"
    assert cells[1] == "none"
    page = Page((folder / "report.html").read_text(encoding="utf-8")).text
    assert "✓ Open Source AI with Open Data" in page
    assert "The highest label that each release meets" in page
    assert "G7 2026, Open Weights AI: " not in page
    assert "| Open Source AI with Open Data | 2 |" in (folder / "report.md").read_text(encoding="utf-8")


def test_a_rung_of_which_nobody_knows_is_not_called_none() -> None:
    view = make_view([UNKNOWN, UNMET, MET])
    rungs = ("aia-baseline", "other")
    found = [
        LadderResult(ladder="steps", highest=each, next="aia-baseline", rungs=rungs) for each in ("", "", rungs[0])
    ]
    results = [replace(each, ladders=(ladder,)) for each, ladder in zip(view.results, found, strict=True)]
    (share,) = count_ladders(replace(view, results=results))
    assert share.counts == {"unknown": 1, "none": 1, "aia-baseline": 1}
    assert share.order == ("aia-baseline", "unknown", "none")


@pytest.mark.parametrize("text", ATTACKS)
def test_attack_strings_are_shown_as_text(text: str) -> None:
    view, plain = make_view([UNMET, MET], name=text), make_view([UNMET, MET], name="word")
    page = Page(survey_page.render(view))
    page.check_policy()
    assert escape_terminal(text) in page.text
    assert page.shape() == Page(survey_page.render(plain)).shape()
    for row in csv.reader(io.StringIO(survey_csv.render(view))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_ten_thousand_releases_fit_into_one_page() -> None:
    text = survey_page.render(make_view([UNMET, MET, UNKNOWN, UNMET] * 2_500))
    assert text.count("<tr>") > 10_000
    assert len(text) < 40_000_000


def test_a_trend_needs_two_surveys() -> None:
    entry = HistoryEntry(day="2026-01-01", tool="1", targets=1, evaluated=1, policies={"aia-baseline": {"met": 1}})
    view = make_view([MET])
    assert "Trend" not in Page(survey_page.render(replace(view, history=(entry,)))).text
    later = replace(entry, day="2026-02-01", policies={"aia-baseline": {"met": 1, "unmet": 1}})
    page = survey_page.render(replace(view, history=(entry, later)))
    assert "<polyline" in page
    assert "50.0" in Page(page).text


def test_a_folder_without_survey_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "report", str(tmp_path)]) == 2
    assert "holds no survey" in capsys.readouterr().err
