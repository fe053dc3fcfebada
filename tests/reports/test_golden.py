"""Every format of four reports, as files to read: tests/golden."""

from __future__ import annotations

import pytest
from support.facts import complete
from support.golden import check_golden
from support.reports import hostile, incomplete, report, several

from openrelease.reports import FORMATS, facts_json

SUFFIXES = {"terminal": "txt", "json": "json", "markdown": "md", "github": "commands", "sarif": "sarif"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_complete_release(name: str) -> None:
    check_golden(f"complete.{SUFFIXES[name]}", FORMATS[name](report(complete())))


@pytest.mark.parametrize("name", FORMATS)
def test_an_incomplete_release_by_two_policies(name: str) -> None:
    told = FORMATS[name](report(incomplete(), "aia-baseline", "aia-open-science"))
    check_golden(f"incomplete.{SUFFIXES[name]}", told)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_names(name: str) -> None:
    check_golden(f"hostile.{SUFFIXES[name]}", FORMATS[name](report(hostile())))


@pytest.mark.parametrize("name", FORMATS)
def test_several_models(name: str) -> None:
    check_golden(f"several.{SUFFIXES[name]}", FORMATS[name](report(several())))


def test_facts() -> None:
    check_golden("facts.json", facts_json(incomplete()))
