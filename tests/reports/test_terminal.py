"""The terminal report: verdict first, ASCII, within the width, colours only when asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from support.facts import complete, subject
from support.reports import hostile, incomplete, report

from openrelease.model import Kind
from openrelease.reports.terminal import render


def test_the_verdict_comes_first() -> None:
    assert render(report(complete())).splitlines()[2].startswith("MET ")


def test_marks_are_ascii_and_lines_are_short() -> None:
    told = render(report(incomplete(), "aia-baseline", "aia-open-science"))
    assert told.isascii()
    assert max(map(len, told.splitlines())) <= 110


def test_colours_change_nothing_else() -> None:
    plain, coloured = render(report(incomplete())), render(report(incomplete()), colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain != coloured


def test_another_kind_is_told_in_one_sentence() -> None:
    told = render(report(replace(complete(), subject=subject(Kind.TOOLING))))
    assert "NOT APPLICABLE" in told
    assert "kind tooling" in told


def test_control_characters_of_a_repository_do_not_reach_the_terminal() -> None:
    told = render(report(hostile()), colour=False)
    assert told.replace("\n", "").isprintable()
