"""The HTML pages in a real browser: accessible by axe-core, quiet under their policy, filtered by the script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.browser import audit, evaluate
from support.facts import complete
from support.reports import hostile, incomplete, report, several
from support.survey_views import make_view

from openrelease.model import PolicyOutcome
from openrelease.reports.html import release_page, survey_page
from openrelease.reports.shared.survey_summary import HistoryEntry, compare_surveys

pytestmark = pytest.mark.slow

MET, UNMET, UNKNOWN = PolicyOutcome.MET, PolicyOutcome.UNMET, PolicyOutcome.UNDETERMINED
POLICIES = ("aia-baseline", "mof-1", "mof-2", "mof-3", "osai-index")


def survey() -> str:
    """A survey with everything that a page of one shows."""
    view = make_view([MET, UNMET, UNKNOWN, PolicyOutcome.NOT_APPLICABLE] * 15, targets=70, errors=2)
    before = make_view([UNMET, MET, MET, UNMET] * 16)
    days = [
        HistoryEntry(
            day=f"2026-0{n}-01", tool="1", targets=60, evaluated=60, policies={"aia-baseline": {"met": n, "unmet": 9}}
        )
        for n in range(1, 7)
    ]
    return survey_page.render(replace(view, changes=compare_surveys(before, view), history=days))


PAGES: dict[str, Callable[[], str]] = {
    "met": lambda: release_page.render(report(complete(), *POLICIES), server="https://github.com"),
    "unmet": lambda: release_page.render(report(incomplete(), *POLICIES)),
    "hostile": lambda: release_page.render(report(hostile(), *POLICIES)),
    "several": lambda: release_page.render(report(several(), "aia-baseline", "mof-3")),
    "survey": survey,
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, *, dark: bool) -> None:
    assert audit(PAGES[name](), dark=dark) == []


STEPS = """
const set = (id, value) => {
  document.getElementById(id).value = value;
  document.getElementById(id).dispatchEvent(new Event("input"));
};
const visible = () => [...document.querySelectorAll("#table tbody tr")].filter((row) => !row.hidden);
const first = () => visible()[0].querySelector("strong").textContent;
const count = () => Number(document.getElementById("count").textContent.split(" ")[0]);
const seen = {all: count(), first: visible().length};
set("outcome", "✓"); seen.met = count(); seen.shown = visible().length;
set("words", "release-12 "); seen.named = visible().length;
set("words", ""); set("outcome", ""); seen.again = count();
document.querySelector("#table thead button").click(); document.querySelector("#table thead button").click();
seen.last = first();
seen.sort = document.querySelector("#table thead th").getAttribute("aria-sort");
seen.controls = document.getElementById("controls").hidden;
setTimeout(() => { seen.later = visible().length; report(seen); }, 400);
"""


def test_the_script_filters_and_sorts_and_without_it_every_row_is_there() -> None:
    page = survey()
    assert page.count('<th scope="row"><strong>') == 60
    assert evaluate(page, STEPS, wait=2_000) == {
        "all": 60,
        "first": 20,
        "met": 15,
        "shown": 15,
        "later": 60,
        "named": 1,
        "again": 60,
        "last": "acme/release-9",
        "sort": "descending",
        "controls": False,
    }


def test_the_policy_of_a_page_refuses_any_other_script() -> None:
    with pytest.raises(AssertionError, match="reported nothing"):
        evaluate(PAGES["met"](), "report(1)", keep_policy=True)


def test_axe_sees_what_is_wrong() -> None:
    broken = "<!doctype html><html><head><title>x</title></head><body><main><h1>x</h1><input></main></body></html>"
    assert {each["id"] for each in audit(broken)} >= {"html-has-lang", "label"}
