"""Badges: they name the definition, and only what is met without reserve is green."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from support.facts import complete, seen, without
from support.reports import incomplete, report

from openrelease.model import PolicyOutcome, Report, Status
from openrelease.reports import badge


def _with_outcome(outcome: PolicyOutcome, assumptions: int | None = None) -> Report:
    made = report(complete())
    return replace(made, verdicts=(replace(made.verdicts[0], outcome=outcome, assumptions=assumptions),))


@pytest.mark.parametrize(
    ("shown", "message", "color"),
    [
        (_with_outcome(PolicyOutcome.MET), "met", "brightgreen"),
        (_with_outcome(PolicyOutcome.MET, 2), "met, with 2 assumptions", "yellowgreen"),
        (_with_outcome(PolicyOutcome.UNMET), "not met", "red"),
        (_with_outcome(PolicyOutcome.UNDETERMINED), "unknown", "lightgrey"),
        (_with_outcome(PolicyOutcome.NOT_APPLICABLE), "not applicable", "lightgrey"),
    ],
)
def test_a_badge_names_the_definition_and_its_outcome(shown: Report, message: str, color: str) -> None:
    made = json.loads(badge.render_endpoint(shown))
    assert made == {"schemaVersion": 1, "label": "AI Alliance baseline", "message": message, "color": color}
    picture = ET.fromstring(badge.render_svg(shown))  # noqa: S314 - our own picture
    assert picture.attrib["aria-label"] == f"AI Alliance baseline: {message}"
    assert {each.tag.partition("}")[2] for each in picture} == {"title", "rect", "text"}


def test_several_definitions_are_all_named_and_the_worst_gives_the_color() -> None:
    made = json.loads(badge.render_endpoint(report(incomplete(), "aia-baseline", "osai-index")))
    assert made["label"] == "open AI release"
    assert made["message"].startswith("AI Alliance baseline: not met, European")
    assert made["color"] == "red"


def test_advice_is_never_green() -> None:
    assert json.loads(badge.render_endpoint(report(complete(), "eu-53-2")))["color"] == "blue"


def test_unclear_weights_are_not_green() -> None:
    doubtful = replace(
        complete(), components={**complete().components, "weights": seen(Status.UNCLEAR, "README.md", 3)}
    )
    assert json.loads(badge.render_endpoint(report(doubtful)))["color"] in {"lightgrey", "red"}


G7 = ("g7-weights-available", "g7-open-weights", "g7-open-source-ai", "g7-open-source-ai-open-data")


def test_of_a_ladder_the_highest_rung_that_is_met_is_named() -> None:
    made = json.loads(badge.render_endpoint(report(complete(), *G7)))
    assert (made["label"], made["message"]) == ("g7-2026", "G7 2026, Open Weights AI")
    none = json.loads(badge.render_endpoint(report(without(complete(), "weights"), *G7)))
    assert (none["message"], none["color"]) == ("G7 2026, Weights Available AI: not met", "red")
