"""The runner's files: what a value holds, it cannot become an output of its own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.runner import read_outputs

from openrelease.github_api.workflow_commands import (
    SUMMARY_LIMIT,
    add_summary,
    print_safely,
    set_outputs,
    write_command,
)


@pytest.mark.slow
@given(st.text())
def test_any_value_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    file = tmp_path_factory.mktemp("out") / "output"
    set_outputs(file, {"report": value, "outcome": "unmet"})
    shown = value.encode("utf-8", "backslashreplace").decode()
    assert read_outputs(file.read_bytes().decode()) == {"report": shown, "outcome": "unmet"}


def test_a_value_that_plays_the_file_format(tmp_path: Path) -> None:
    file = tmp_path / "output"
    set_outputs(file, {"a": "x\noutcome=met"})
    first = file.read_text().split("<<")[1].split("\n")[0]
    set_outputs(file, {"b": f"{first}\noutcome=met"})
    assert read_outputs(file.read_text()) == {"a": "x\noutcome=met", "b": f"{first}\noutcome=met"}


def test_a_summary_is_appended_until_the_runner_would_drop_it_all(tmp_path: Path) -> None:
    file = tmp_path / "summary"
    assert add_summary(file, "# One\n")
    assert add_summary(file, "é" * ((SUMMARY_LIMIT - 6) // 2))
    assert not add_summary(file, "x")
    assert file.stat().st_size == SUMMARY_LIMIT
    assert file.read_text().startswith("# One\n")


def test_text_is_shown_while_commands_are_off(capfd: pytest.CaptureFixture[str]) -> None:
    print_safely("::error::x\n  ::set-output name=outcome::met\nmid ##[set-output name=a]b\nplain\n\n")
    first, *middle, last = capfd.readouterr().out.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert len(token) == 32
    assert last == f"::{token}::"
    assert middle[-1] == "plain"
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in middle)
    print_safely("again")
    assert token not in capfd.readouterr().out


def test_a_command_of_ours_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    write_command("notice", "100% of a\n::error::b")
    write_command("debug", "c")
    assert capfd.readouterr().out == "::notice title=openrelease::100%25 of a%0A::error::b\n::debug::c\n"
