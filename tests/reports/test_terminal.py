"""The terminal report: verdict first, ASCII, within the width, colours only when asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from support.facts import changed, complete, seen, statement, subject
from support.reports import hostile, incomplete, report

from openrelease.model import Kind, Permissive, Status
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


def test_a_policy_that_is_met_lists_what_was_required() -> None:
    told = render(report(complete())).splitlines()
    assert f"{'':16}met            A license text is shipped" in told


def test_of_several_policies_the_cross_walk_tells_what_each_asks_and_of_one_the_tasks_do() -> None:
    line = "  Training code            -             unmet"
    assert line in render(report(incomplete(), "aia-baseline", "aia-open-science"))
    assert line not in render(report(incomplete(), "aia-open-science"))


def test_license_ids_are_told_without_the_prefix_that_they_share_and_whole() -> None:
    license_ = statement("LicenseRef-scancode-llama-3.1-license-2024", permissive=Permissive.NO, how="inherited")
    path = "models/in/a/long/folder/that/has/weights/model.safetensors"
    told = render(report(changed(complete(), weights=seen(Status.IN_REPO, path, license=license_))))
    (line,) = [line for line in told.splitlines() if line.startswith("  + Weights")]
    assert "llama-3.1-license-2024 (inherited) ..." in line
    assert line.endswith("model.safetensors")
    assert "scancode" not in line


def test_a_license_without_a_name_is_told_by_what_is_known_of_it() -> None:
    words = {Permissive.MIXED: "mixed", Permissive.NO: "not permissive", Permissive.UNKNOWN: "unknown"}
    for permissive, word in words.items():
        given = changed(complete(), weights=seen(Status.IN_REPO, "w", license=statement(None, permissive=permissive)))
        assert re.search(rf"Weights +in repo +{word} +w$", render(report(given)), re.MULTILINE)
