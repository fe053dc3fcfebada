"""What a reviewer reads: one row for each edited line, links to the rules and the run, and what was there before."""

from __future__ import annotations

from dataclasses import replace

from support.facts import changed, complete, seen, statement, without
from support.reports import incomplete, report

from openrelease.model import Facts, Permissive, Status
from openrelease.policies.builtin_policies import builtin_policies
from openrelease.reports.markdown.markdown_report import SourceSite, render
from openrelease.reports.shared.action_items import identify_findings
from openrelease.reports.shared.compare_reports import compare_reports
from openrelease.reports.shared.comparison import BaseOutcome, Comparison

SITE = SourceSite(server="https://github.com", repository="acme/rocket", revision="a" * 40, run="42")


def comment(before: Facts, after: Facts, *policies: str) -> str:
    """The comment on a change from one to the other."""
    was, now = report(before, *policies), report(after, *policies)
    standing = tuple(BaseOutcome(policy=each.policy.id, outcome=each.outcome) for each in was.verdicts)
    comparison = Comparison(
        changes=compare_reports(was, now), before=standing, former=identify_findings(was), base="b" * 40
    )
    return render(now, site=SITE, comparison=comparison)


def relicensed() -> Facts:
    """A release whose front matter names another license for the weights and the card."""
    bad = statement("CC-BY-NC-4.0", "README.md", 2, permissive=Permissive.NO, how="front_matter")
    parts = {id_: complete().components[id_] for id_ in ("weights", "model_card")}
    return changed(complete(), **{id_: replace(each, license=bad, claims=(bad,)) for id_, each in parts.items()})


def test_one_edited_line_is_one_row() -> None:
    rows = [line for line in comment(complete(), relicensed()).splitlines() if "less\u00a0free" in line]
    assert len(rows) == 1
    assert "License of the weights and model card" in rows[0]


def test_what_was_not_there_before_is_not_folded_as_if_it_was() -> None:
    told = comment(incomplete(), without(incomplete(), "weights"))
    new, _, old = told.partition("<summary>Not caused by this change: ")
    assert "[`weights`]" in new
    assert "[`weights`]" not in old.partition("</details>")[0]
    assert "[`license-text`]" in old.partition("</details>")[0]
    unchanged = comment(incomplete(), incomplete())
    assert "What to do about it" not in unchanged


def test_advice_has_no_tick() -> None:
    told = render(report(incomplete(), "aia-baseline", "hub-card"))
    assert "- ✅" not in told.partition("Passed, or not applicable")[0]


def test_each_finding_links_its_page_and_the_run_is_linked() -> None:
    told = comment(complete(), without(complete(), "license"))
    assert "[`license-text`](https://openrelease.github.io/openrelease/rules/license-text/)" in told
    assert "[Log of this run](https://github.com/acme/rocket/actions/runs/42)" in told
    assert "[waived until a date](https://openrelease.github.io/openrelease/for-reviewers/#to-accept" in told
    assert "waived until a date" not in comment(complete(), complete())


def test_many_policies_are_one_table_and_digests_are_folded_once() -> None:
    told = comment(complete(), without(complete(), "license"), *builtin_policies())
    table = told.partition("| Verdict | Definition | Required |")[2].partition("\n\n")[0]
    assert all(f"| `{each}` |" in table for each in builtin_policies())
    last = told.rpartition("<details><summary>By ")[2]
    assert last.count("SHA-256") == len(builtin_policies()) == told.count("SHA-256")


def test_licenses_have_names() -> None:
    license_ = statement("LicenseRef-scancode-llama-3.1-license-2024", permissive=Permissive.NO)
    told = render(report(changed(complete(), weights=seen(Status.IN_REPO, "model.safetensors", license=license_))))
    assert "| `Llama 3.1 Community License` |" in told
