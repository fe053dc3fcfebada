"""Markdown: links only where the site is known, one row a component, and a size that is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from support.facts import at, changed, complete, seen, statement
from support.reports import hostile, incomplete, report, several

from openrelease.model import NOTHING, Affects, Facts, Permissive, Problem, Status
from openrelease.reports import gitlab, json_report, sarif, terminal
from openrelease.reports.github import workflow_annotations
from openrelease.reports.markdown.markdown_report import LIMIT, SourceSite, render
from openrelease.reports.shared.compare_reports import compare_reports
from openrelease.reports.shared.comparison import BaseOutcome, Comparison

SITE = SourceSite(server="https://github.com", repository="acme/rocket", revision="a" * 40)
BOTH = ("aia-baseline", "aia-open-science")


def tags(text: str) -> list[str]:
    """The names of all tokens, also within lines."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    return [token.type for token in tokens] + [inner.type for token in tokens for inner in token.children or ()]


def test_places_are_links_at_the_revision() -> None:
    told = render(report(complete()), site=SITE)
    assert f"(https://github.com/acme/rocket/blob/{'a' * 40}/README.md?plain=1#L12)" in told


def test_without_a_site_there_are_no_links() -> None:
    assert "](" not in render(report(complete()))


def test_hostile_names_make_no_markup() -> None:
    ours, theirs = render(report(complete()), site=SITE), render(report(hostile()), site=SITE)
    assert set(tags(theirs)) <= set(tags(ours)) | set(tags(render(report(incomplete()), site=SITE)))
    assert "<img" not in "".join(
        token.content
        for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(theirs)
        if token.type == "html_block"
    )


def test_what_decides_nothing_and_could_not_be_read_has_no_heading() -> None:
    idle = tuple(Problem(location=at(f"data/{n}.txt"), message="is not text", affects=NOTHING) for n in range(5))
    told = render(report(replace(complete(), problems=idle)), site=SITE)
    assert "Could not be read" not in told
    assert told.count(": is not text") == 3
    felt = Problem(location=at("model.gguf"), message="is not here", affects=frozenset({Affects.WEIGHTS}))
    told = render(report(replace(complete(), problems=(*idle, felt))), site=SITE)
    section = told.partition("Could not be read (6)")[2]
    assert section.index("is not here") < section.index("is not text")


def test_the_licenses_of_a_sentence_have_names_and_ids_stay_in_json() -> None:
    id_ = "LicenseRef-scancode-llama-3.1-license-2024"
    found = seen(Status.IN_REPO, "w.bin", license=statement(id_, permissive=Permissive.NO))
    given = report(changed(complete(), weights=found))
    for render_format in (render, terminal.render, sarif.render, gitlab.render, workflow_annotations.render):
        told = render_format(given)
        assert "Llama 3.1 Community License" in told
        assert id_ not in told
        assert "License (Llama" not in told
    assert id_ in json_report.render(given)


def test_every_row_has_four_cells() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(render(report(hostile()), site=SITE))
    kinds = [token.type for token in tokens]
    assert kinds.count("td_open") == 4 * (kinds.count("tr_open") - 1)


@pytest.mark.parametrize("limit", [3_000, 4_000, 8_000])
def test_the_limit_is_kept_and_what_is_cut_is_the_least_severe(limit: int) -> None:
    problems = tuple(
        Problem(location=at(f"data/{n}.json"), message="is not JSON " * 9, affects=NOTHING) for n in range(999)
    )
    told = render(report(replace(incomplete(), problems=problems), *BOTH), site=SITE, limit=limit)
    assert len(told) <= limit
    assert told.count("Not met") == len(BOTH)
    assert "Cut, the least severe first: " in told
    assert "of 999 files that could not be read. The JSON report has all." in told
    assert "weights-license" in told
    assert "data/999.json" not in told


def test_nothing_is_cut_where_there_is_room() -> None:
    assert "Cut, " not in render(report(incomplete(), *BOTH), site=SITE)


def compared(before: Facts, after: Facts) -> str:
    """The comment on a change from one to the other."""
    was, now = report(before), report(after)
    standing = tuple(BaseOutcome(policy=each.policy.id, outcome=each.outcome) for each in was.verdicts)
    return render(now, site=SITE, comparison=Comparison(changes=compare_reports(was, now), before=standing))


def test_what_is_not_met_is_named_where_the_rest_of_it_is_folded() -> None:
    told = compared(incomplete(), incomplete())
    assert "3 not met (weights-license, license-text, documentation), 2 unknown (" in told


def test_a_model_that_is_added_and_falls_short_leads_with_what_to_do_for_it() -> None:
    before, after = several(), several()
    one = replace(before, releases=tuple(each for each in before.releases if each.name != "small"))
    told = compared(one, after)
    assert told.startswith("### ❌ Open source AI release: this change adds 1 model that falls short")
    assert "| 🔴\u00a0model | `small`: A model is added | not there | not met |" in told
    assert "#### What to do for `small`" in told
    before = told.partition("<summary>Not caused by this change: ")[2].partition("</details>")[0]
    assert "`weights`" in before  # of the third, which lacked them before
    assert "`license-text`" not in before


def test_what_nothing_required_asks_for_is_not_marked_as_a_fault() -> None:
    told = render(report(incomplete()))
    assert "| Datasets | ⚪\u00a0absent" in told
    assert "| License | ❌\u00a0absent" in told


@pytest.mark.slow
def test_many_models_are_told_within_the_limit() -> None:
    [one, *_] = several().releases
    many = tuple(replace(one, name=f"model-{n}", root=f"models/{n}") for n in range(2_000))
    told = compared(several(), replace(several(), releases=many))
    assert len(told) <= LIMIT
    assert "Cut, the least severe first: " in told


def test_what_is_more_than_a_reader_takes_in_is_folded() -> None:
    told = render(report(incomplete(), *BOTH))
    head, _, rest = told.partition(" more to do</summary>")
    assert head.partition("#### What to do")[2].count("\n- ") == 10
    assert rest.partition("</details>")[0].count("\n- ") == int(head.rpartition(">")[2])


def test_several_policies_are_a_list() -> None:
    told = render(report(incomplete(), *BOTH))
    assert told.count("\n- ❌ **Not met**: ") == 2


def test_many_policies_share_a_column_of_the_table_of_models() -> None:
    every = ("aia-baseline", "aia-open-science", "mof-1", "mof-2")
    assert "| Model | `aia-baseline` | `aia-open-science` | `mof-1` | License" in render(report(several(), *every[:3]))
    told = render(report(several(), *every))
    assert "| Model | Policies | License" in told
    assert "of\u00a04\u00a0met |" in told
