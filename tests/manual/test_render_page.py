"""Pages and lines for people: aligned, wrapped, and with nothing that a terminal would obey."""

from __future__ import annotations

import json

from openrelease.manual.render_page import render_page, render_policy_table
from openrelease.policies.builtin_policies import builtin_policies
from openrelease.reports.identification import format_json, format_text

FOUND = {
    "file": "LICENSE\x1b",
    "expression": "MIT",
    "modified": True,
    "kind": "license",
    "permissive": "unknown",
    "note": "one  word\n",
}
UNKNOWN = {"file": "a.txt", "expression": None, "modified": False, "kind": "unknown", "note": ""}


def test_a_page_is_wrapped_and_leaves_out_what_is_empty() -> None:
    told = render_page("check", "x", "X\x1b", (("why", "word " * 40), ("note", ""), ("list", "- a\n- b")))
    lines = told.splitlines()
    assert lines[0] == "check x: X\\u{1B}"
    assert max(map(len, lines)) <= 96
    assert "note" not in told
    assert lines[-2:] == ["  list          - a", "                - b"]


def test_a_line_for_each_policy() -> None:
    assert len(render_policy_table(builtin_policies()).splitlines()) == len(builtin_policies())


def test_identification_as_text_and_as_one_object_a_line() -> None:
    assert format_text([FOUND, UNKNOWN]).splitlines() == [
        "LICENSE\\u{1B}: MIT, changed, a license text, permissive: unknown, one  word\\u{A}",
        "a.txt: no license is known",
    ]
    assert [json.loads(line) for line in format_json([FOUND, UNKNOWN]).splitlines()] == [FOUND, UNKNOWN]
