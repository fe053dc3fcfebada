from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import CATALOG, changed, complete, seen, statement
from support.reports import report

from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import suitable
from openrelease.model import Component, Level, Outcome, Requirement, Status, Verdict


def verdict(component: str, expression: str | None) -> Verdict:
    base = complete()
    stated = None if expression is None else statement(expression)
    facts = changed(base, **{component: replace(base.components[component], license=stated)})
    judged = report(facts).verdicts[0].verdicts
    return next(each for each in judged if each.requirement.id == "suitable-license")


@pytest.mark.parametrize(
    ("component", "expression", "outcome"),
    [
        ("weights", "Apache-2.0", Outcome.MET),
        ("weights", "GPL-3.0-only", Outcome.UNMET),
        ("weights", "AGPL-3.0-only", Outcome.UNMET),
        ("weights", "CC-BY-4.0", Outcome.MET),
        ("weights", "LicenseRef-unheard-of", Outcome.MET),
        ("weights", None, Outcome.MET),
        ("inference_code", "MIT", Outcome.MET),
        ("inference_code", "CC-BY-4.0", Outcome.UNMET),
        ("inference_code", "CC-BY-NC-4.0", Outcome.UNMET),
        ("inference_code", "GPL-3.0-only", Outcome.MET),
        ("datasets", "GPL-3.0-only", Outcome.UNMET),
        ("datasets", "BSD-3-Clause", Outcome.UNMET),
        ("datasets", "CC-BY-4.0", Outcome.MET),
        ("datasets", "MIT", Outcome.MET),
    ],
)
def test_each_license_on_each_kind_of_thing(component: str, expression: str | None, outcome: Outcome) -> None:
    told = verdict(component, expression)
    assert told.outcome is outcome
    assert len(told.findings) == (1 if outcome is Outcome.UNMET else 0)
    assert all(finding.location and finding.location.path == "LICENSE" for finding in told.findings)


@pytest.mark.parametrize("component", CATALOG.values(), ids=lambda each: each.id)
def test_a_license_for_content_is_out_of_place_on_source_code_alone(component: Component) -> None:
    options = suitable.Options(components=(component.id,))
    requirement = Requirement(
        id="suits", title="", level=Level.REQUIRED, check="suitable", options=options, why="", remedy=""
    )
    stated = seen(Status.IN_REPO, "there.md", license=statement("CC-BY-4.0"))
    judged = suitable.check(changed(complete(), **{component.id: stated}), requirement, load_license_table())
    assert judged.outcome is (Outcome.UNMET if component.part == "code" else Outcome.MET)
