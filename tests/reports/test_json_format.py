"""The JSON report keeps to format 1: field by field, and byte by byte for the same facts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from support.facts import changed, complete, facts, seen, statement
from support.project import read
from support.reports import HOSTILE, hostile, incomplete, report, several

from openrelease.model import Facts, Permissive, Status
from openrelease.reports.json_report import facts_json, render
from openrelease.reports.shared.compare_reports import compare_reports
from openrelease.reports.shared.comparison import Comparison

BOTH = ("aia-baseline", "aia-open-science")


SCHEMA = jsonschema.Draft202012Validator(json.loads(read("docs/report.schema.json")))


def rendered(given: Facts) -> dict[str, Any]:
    return json.loads(render(report(given)))


@pytest.mark.parametrize("given", [complete(), incomplete(), hostile(), several(), several(third=HOSTILE)])
def test_a_report_is_valid_by_the_published_schema(given: Facts) -> None:
    was, now = report(complete(), *BOTH), report(given, *BOTH)
    comparison = Comparison(base="b" * 40, changes=compare_reports(was, now), amended=now.verdicts)
    assert list(SCHEMA.iter_errors(json.loads(render(now, comparison)))) == []


@pytest.mark.parametrize(("key", "value"), [("verdicts", {}), ("subject", None), ("format", 2), ("problems", [{}])])
def test_the_schema_refuses_what_is_no_report(key: str, value: object) -> None:
    assert list(SCHEMA.iter_errors({**rendered(incomplete()), key: value}))


def test_the_keys_are_those_of_format_1() -> None:
    told = rendered(incomplete())
    assert told["format"] == 1
    keys = {"format", "tool", "subject", "components", "verdicts", "problems", "weights", "faults"}
    assert set(told) == keys
    assert told["subject"] == {
        "name": "acme/rocket",
        "revision": "a" * 40,
        "kind": "model",
        "kind_how": "declared",
    }
    assert set(told["components"]["weights"]) == {"status", "license", "evidence", "claims"}
    assert told["components"]["weights"]["evidence"] == [
        {
            "path": "README.md",
            "line": 12,
            "url": "https://huggingface.co/acme/rocket",
            "how": "hub-model-link",
        }
    ]
    (verdict,) = told["verdicts"]
    assert set(verdict) == {
        "policy",
        "title",
        "version",
        "source",
        "origin",
        "sha256",
        "advisory",
        "limits",
        "outcome",
        "requirements",
    }
    fields = {"id", "title", "check", "components", "level", "outcome", "message", "remedy", "findings"}
    fields |= {"evidence"}
    assert {frozenset(each) for each in verdict["requirements"]} == {frozenset(fields)}
    assert told["problems"] == [{"path": "weights/a.safetensors", "message": "header is longer than the file"}]


@pytest.mark.parametrize(
    ("permissive", "told"),
    [
        (Permissive.YES, True),
        (Permissive.NO, False),
        (Permissive.MIXED, "mixed"),
        (Permissive.UNKNOWN, "unknown"),
    ],
)
def test_permissive_is_true_false_mixed_or_unknown(permissive: Permissive, told: object) -> None:
    given = facts(weights=seen(Status.IN_REPO, "w", license=statement("MIT", permissive=permissive)))
    assert rendered(given)["components"]["weights"]["license"]["permissive"] == told


def test_every_component_is_there_and_the_order_of_the_facts_changes_no_byte() -> None:
    given = complete()
    turned = replace(given, components=dict(reversed(given.components.items())))
    assert render(report(given)) == render(report(turned))
    assert len(rendered(given)["components"]) == len(given.components)


def test_what_is_not_known_is_null() -> None:
    unnamed = replace(complete(), subject=replace(complete().subject, name=None, revision=None))
    told = rendered(changed(unnamed, weights=seen(Status.IN_REPO, "w")))
    assert (told["subject"]["name"], told["subject"]["revision"]) == (None, None)
    assert told["components"]["weights"]["license"] is None


def test_hostile_text_stays_ascii() -> None:
    assert render(report(hostile())).isascii()


def test_facts_hold_every_field_that_policies_see() -> None:
    told = json.loads(facts_json(complete()))
    assert set(told) == {
        *("format", "subject", "components", "documents", "problems", "weights", "faults"),
        *("lineage", "holders", "cards", "releases", "records", "disputed"),
    }
    assert told["components"]["weights"]["license"]["permissive"] is True
    assert told["documents"][0]["topics"]["intended_use"] == {"path": "MODEL_CARD.md", "line": 20}
