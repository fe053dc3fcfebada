"""A green job has notices alone, and mistakes of a settings file are annotated at their lines."""

from __future__ import annotations

import pytest
from support.reports import incomplete, report

from openrelease.config import load_settings
from openrelease.errors import UsageError
from openrelease.github_action.check_result import make_failed_result
from openrelease.reports.github.workflow_annotations import render
from openrelease.repository import MemorySnapshot


def test_a_job_that_does_not_fail_has_notices_alone() -> None:
    given = report(incomplete())
    assert "::error " in render(given)
    green = render(given, failing=False)
    assert green.count("::notice ") == len(green.splitlines()) > 2


def test_each_mistake_of_the_settings_is_annotated_at_its_line() -> None:
    text = "kind: modle\nfail_on: never\n"
    with pytest.raises(UsageError) as caught:
        load_settings(MemorySnapshot({".openrelease.yml": text}))
    ended = make_failed_result(str(caught.value), "", 2, caught.value.places)
    first, second = sorted(ended.commands.splitlines())
    assert first.startswith("::error title=openrelease,file=.openrelease.yml,line=1::kind: ")
    assert second.startswith("::error title=openrelease,file=.openrelease.yml,line=2::fail_on: ")


def test_other_mistakes_are_annotated_without_a_place() -> None:
    assert make_failed_result("no such folder", "", 2).commands == "::error title=openrelease::no such folder\n"
