"""The JSON report keeps to format 1: field by field, and byte by byte for the same facts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from support.facts import changed, complete, facts, seen, statement
from support.reports import hostile, incomplete, report

from openrelease.model import Facts, Permissive, Status
from openrelease.reports.json_report import facts_json, render


def rendered(given: Facts) -> dict[str, Any]:
    return json.loads(render(report(given)))


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
    assert set(told["components"]["weights"]) == {"status", "license", "evidence"}
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
        *("lineage", "cards", "releases", "records", "disputed"),
    }
    assert told["components"]["weights"]["license"]["permissive"] is True
    assert told["documents"][0]["topics"]["intended_use"] == {"path": "MODEL_CARD.md", "line": 20}
