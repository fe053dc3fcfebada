"""Several models, and exceptions, in every report and in what changed."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from support.facts import at, complete, without
from support.reports import HOSTILE, report, several

from openrelease.catalog.load_licenses import load_license_table
from openrelease.evaluate import Exceptions, evaluate_facts
from openrelease.model import NOTHING, Facts, Problem, ReleaseFacts, Report, Waiver
from openrelease.policies.builtin_policies import load_builtin
from openrelease.reports import json_report, sarif, terminal
from openrelease.reports.github import workflow_annotations
from openrelease.reports.markdown import markdown_report
from openrelease.reports.shared.compare_reports import compare_reports, find_regressions
from openrelease.reports.shared.comparison import Aspect, Direction


def of(**models: Facts) -> Report:
    releases = (ReleaseFacts(name=name, root=name, how="a test", facts=each) for name, each in models.items())
    return report(replace(complete(), releases=tuple(releases)))


LESS = without(complete(), "weights")


def test_the_table_has_a_line_for_each_model_with_its_own_license_and_card() -> None:
    told = terminal.render(report(several()))
    assert "1 of 3 models meet it" in told
    table = told.partition("Models\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[:2] for line in table[1:]] == [["+", "large"], ["x", "small"], ["x", "tiny"]]
    assert "Apache-2.0" in table[1]
    assert "acme" in table[2]


def test_markdown_leads_with_the_table_and_folds_the_rest() -> None:
    told = markdown_report.render(report(several()))
    fold = told.index("<summary>What to do for 2 of the models</summary>")
    assert told.index("| `large` |") < told.index("#### What to do") < fold
    assert "<code>tiny</code>" in told[fold:]


def test_of_a_model_with_nothing_to_do_the_table_says_all() -> None:
    told = markdown_report.render(report(several()))
    assert "<code>large</code>" not in told


def test_a_name_cannot_break_out_of_the_table() -> None:
    told = markdown_report.render(report(several(third=HOSTILE)))
    tokens = MarkdownIt("commonmark").enable("table").parse(told)
    every = [child for token in tokens for child in (token, *(token.children or ()))]
    html = [each.content for each in every if each.type in {"html_inline", "html_block"}]
    assert html
    assert [each for each in html if "<" in re.sub(r"</?(details|summary|code)>", "", each)] == []
    cells = [each.type for each in tokens].index("tbody_close")
    assert [each.type for each in tokens[:cells]].count("td_open") == 3 * 4


def test_many_models_stay_within_the_limit() -> None:
    told = markdown_report.render(of(**{f"m{number}": LESS for number in range(40)}), limit=8_000)
    assert len(told) <= 8_000
    assert told.count("❌\u00a0not\u00a0met") == 40


def test_annotations_and_results_name_the_model() -> None:
    assert "(in tiny)" in workflow_annotations.render(report(several()))
    results = json.loads(sarif.render(report(several())))["runs"][0]["results"]
    assert any("(in tiny)" in each["message"]["text"] for each in results)


def test_json_has_models_only_where_there_are_several() -> None:
    assert "releases" not in json.loads(json_report.render(report(complete())))
    told = json.loads(json_report.render(report(several())))["releases"]
    assert (told[0]["name"], told[0]["root"]) == ("large", "models/large")
    assert {"components", "verdicts", "problems"} <= told[0].keys()


def test_a_loss_of_one_model_is_told_though_another_lacks_the_same() -> None:
    found = compare_reports(of(a=LESS, b=complete()), of(a=LESS, b=LESS))
    [lost] = find_regressions(found)
    assert lost.models == ("b",)
    assert (lost.aspect, lost.id) == (Aspect.REQUIREMENT, "weights")


def test_a_model_that_goes_is_a_loss_and_one_that_comes_complete_is_none() -> None:
    both, one = of(a=complete(), b=complete()), of(a=complete())
    assert [(each.id, each.aspect) for each in find_regressions(compare_reports(both, one))] == [("b", Aspect.MODEL)]
    assert find_regressions(compare_reports(one, both)) == ()
    assert [each.direction for each in compare_reports(one, both)] == [Direction.BETTER]


def waived(given: Facts, *, day: str = "2026-01-01") -> Report:
    exception = Waiver(
        requirement="license-text",
        reason=HOSTILE,
        owner="@you",
        expires="2026-06-30",
        location=at("s.yml", 3),
    )
    exceptions = Exceptions(waivers=(exception,), today=day)
    return evaluate_facts(given, [load_builtin("aia-baseline")], load_license_table(), exceptions)


NO_TEXT = without(complete(), "license")


def test_the_headline_says_what_is_waived() -> None:
    assert terminal.render(waived(NO_TEXT)).partition("\n\n")[2].startswith("MET WITH 1 WAIVED")
    assert "**Met with 1 waived**" in markdown_report.render(waived(NO_TEXT))
    assert json.loads(json_report.render(waived(NO_TEXT)))["exceptions"][0]["use"] == "used"


@pytest.mark.parametrize(
    ("given", "day", "level"), [(NO_TEXT, "2026-07-01", "::warning"), (complete(), "2026-01-01", "::notice")]
)
def test_expired_and_unused_exceptions_are_told_at_their_line(given: Facts, day: str, level: str) -> None:
    told = workflow_annotations.render(waived(given, day=day))
    [line] = [each for each in told.splitlines() if "exception from license-text" in each]
    assert line.startswith(level)
    assert "file=s.yml,line=3" in line


def test_an_exception_cannot_mention_anybody() -> None:
    told = markdown_report.render(waived(NO_TEXT))
    assert "`@you`" in told
    assert "@team" not in told.replace("`", "").split("@you")[0]


def test_what_is_waived_now_is_told_and_no_regression() -> None:
    found = compare_reports(waived(complete()), waived(NO_TEXT))
    lost = [each for each in found if each.id == "license-text"]
    assert [(each.direction, each.after) for each in lost] == [(Direction.WORSE, "waived")]
    assert find_regressions(found) == ()


DISPUTED = replace(
    complete(), disputed=(Problem(location=at("s.yml", 4), message=f"MIT, but {HOSTILE}", affects=NOTHING),)
)


def test_what_contradicts_a_declaration_is_told_at_its_line() -> None:
    told = report(DISPUTED)
    assert "Declared, and contradicted" in terminal.render(told)
    assert "#### Declared, and contradicted" in markdown_report.render(told)
    [line] = [each for each in workflow_annotations.render(told).splitlines() if "contradicted" in each]
    assert "file=s.yml,line=4" in line
    assert json.loads(json_report.render(told))["disputed"][0]["path"] == "s.yml"
