"""The terminal report: verdict first, ASCII, within the width, colours only when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from support.facts import changed, complete, seen, statement, subject
from support.reports import hostile, incomplete, report, several

from openrelease.model import Facts, Kind, Permissive, SetAside, Status
from openrelease.policies.builtin_policies import builtin_policies
from openrelease.reports.terminal import render
from openrelease.reports.terminal_layout import Screen


def test_the_verdict_comes_first() -> None:
    assert render(report(complete())).splitlines()[2].startswith("MET ")


def test_marks_are_ascii_and_lines_are_short() -> None:
    told = render(report(incomplete(), "aia-baseline", "aia-open-science"))
    assert told.isascii()
    assert max(map(len, told.splitlines())) <= 110


def test_colours_change_nothing_else() -> None:
    plain, coloured = render(report(incomplete())), render(report(incomplete()), Screen(colour=True))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain != coloured


def test_another_kind_is_told_in_one_sentence() -> None:
    told = render(report(replace(complete(), subject=subject(Kind.TOOLING))))
    assert "NOT APPLICABLE" in told
    assert "kind tooling" in told


def test_control_characters_of_a_repository_do_not_reach_the_terminal() -> None:
    told = render(report(hostile()))
    assert told.replace("\n", "").isprintable()


def test_a_policy_that_is_met_lists_what_was_required() -> None:
    told = render(report(complete())).splitlines()
    assert f"{'':16}met            A license text is shipped" in told


def test_of_several_policies_the_cross_walk_tells_what_each_asks_and_of_one_the_tasks_do() -> None:
    line = "  Training code            -             unmet"
    assert line in render(report(incomplete(), "aia-baseline", "aia-open-science"))
    assert line not in render(report(incomplete(), "aia-open-science"))


def test_licenses_have_the_names_that_people_use_and_long_paths_keep_their_ends() -> None:
    license_ = statement("LicenseRef-scancode-llama-3.1-license-2024", permissive=Permissive.NO, how="inherited")
    path = "models/in/a/long/folder/that/has/weights/model.safetensors"
    told = render(report(changed(complete(), weights=seen(Status.IN_REPO, path, license=license_))))
    lines = told.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("  + Weights"))
    assert "Llama 3.1 Community License (inherited)" in lines[at]
    assert lines[at + 1].endswith("model.safetensors")
    assert "LicenseRef" not in told.partition("Required")[0]


def test_a_license_without_a_name_is_told_by_what_is_known_of_it() -> None:
    words = {Permissive.MIXED: "mixed", Permissive.NO: "not permissive", Permissive.UNKNOWN: "unknown"}
    for permissive, word in words.items():
        given = changed(complete(), weights=seen(Status.IN_REPO, "w", license=statement(None, permissive=permissive)))
        assert re.search(rf"Weights +in repo +{word} +w$", render(report(given)), re.MULTILINE)


@pytest.mark.parametrize("width", [60, 72, 80, 96, 120, 200])
@pytest.mark.parametrize("facts", [complete, incomplete, several])
@pytest.mark.parametrize("policies", [("aia-baseline",), tuple(builtin_policies())], ids=["one", "all"])
def test_it_fits_the_width_of_the_screen(width: int, facts: Callable[[], Facts], policies: tuple[str, ...]) -> None:
    told = render(report(facts(), *policies), Screen(width=width), claims=True)
    wide = [line for line in told.splitlines() if len(line) > width and " " in line.strip()]
    assert wide == []


def test_a_terminal_that_is_narrower_than_anybody_uses_is_taken_for_one_of_sixty_columns() -> None:
    assert render(report(incomplete()), Screen(width=20)) == render(report(incomplete()), Screen(width=60))


def test_many_policies_open_with_a_table_of_verdicts() -> None:
    told = render(report(incomplete(), *builtin_policies()), Screen(width=120))
    table = told.split("\n\n")[1].splitlines()
    assert table[0] == "Verdicts"
    rows = [line for line in table[1:] if not line.startswith(" " * 18)]
    assert [row[18:].split()[0] for row in rows] == list(builtin_policies())


def test_several_models_fold_where_they_do_not_fit() -> None:
    wide = render(report(several(), *builtin_policies()), Screen(width=200))
    narrow = render(report(several(), "aia-baseline"), Screen(width=60))
    assert "Models\n  " in wide
    block = narrow.partition("Models\n")[2].partition("\n\n")[0]
    assert all(len(line) <= 60 for line in block.splitlines())


def test_each_finding_links_its_page_and_the_report_ends_with_how_ids_are_explained() -> None:
    told = render(report(incomplete()))
    assert "      see: https://openrelease.github.io/openrelease/rules/license-text/\n" in told
    assert told.endswith("\nEach id is explained by `openrelease explain ID`\n")
    assert "openrelease explain ID" not in render(report(complete()))


def test_a_finding_quotes_the_line_that_it_is_about_escaped_and_cut_to_the_width() -> None:
    text = "  license: \x1b[31mother\u202e " + "x" * 5_000
    told = render(report(incomplete()), Screen(width=60), read_line=lambda _: text)
    quoted = [line for line in told.splitlines() if re.match(r" {6}\d+ \| ", line)]
    assert quoted[0].startswith("      1 | license: \\u{1B}[31mother\\u{202E} xxx")
    assert all(len(line) == 60 and line.endswith("...") for line in quoted)


def test_a_line_where_something_is_lacking_or_that_shows_nothing_is_not_quoted() -> None:
    told = render(report(incomplete()), read_line=lambda place: f"{place.path} {place.line}")
    assert "      1 | LICENSE.model 1\n" in told
    assert "README.md:20: license-text: no license found\n      not in" in told
    assert " | " not in render(report(incomplete()), read_line=lambda _: "---")


def test_claims_are_listed_with_what_applies_and_what_was_set_aside() -> None:
    governing = statement("Apache-2.0")
    other = replace(statement("MIT", "README.md", 3), set_aside=SetAside.NEARER_CLAIM)
    weights = replace(seen(Status.IN_REPO, "model.safetensors", license=governing), claims=(governing, other))
    told = render(report(changed(complete(), weights=weights)), claims=True)
    section = told.partition("License claims\n")[2].partition("\n\n")[0]
    assert section.startswith("  Weights\n    applies: Apache-2.0 (")
    assert "set aside, as another claim is about the component itself: MIT (README.md:3" in section
    assert "License claims" not in render(report(complete()))
