"""The formats that people read, as files to read: tests/golden. JSON and SARIF have schemas and tests of fields."""

from __future__ import annotations

import pytest
from support.facts import complete
from support.golden import check_golden
from support.reports import hostile, incomplete, report, several

from openrelease.reports import FORMATS

SUFFIXES = {"terminal": "txt", "markdown": "md", "github": "commands"}


@pytest.mark.parametrize("name", SUFFIXES)
def test_a_complete_release(name: str) -> None:
    check_golden(f"complete.{SUFFIXES[name]}", FORMATS[name](report(complete())))


@pytest.mark.parametrize("name", SUFFIXES)
def test_an_incomplete_release_by_two_policies(name: str) -> None:
    told = FORMATS[name](report(incomplete(), "aia-baseline", "aia-open-science"))
    check_golden(f"incomplete.{SUFFIXES[name]}", told)


@pytest.mark.parametrize("name", SUFFIXES)
def test_hostile_names(name: str) -> None:
    check_golden(f"hostile.{SUFFIXES[name]}", FORMATS[name](report(hostile())))


@pytest.mark.parametrize("name", SUFFIXES)
def test_several_models(name: str) -> None:
    check_golden(f"several.{SUFFIXES[name]}", FORMATS[name](report(several())))
