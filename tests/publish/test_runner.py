"""The runner's files: what a value holds, it cannot become an output of its own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrelease.publish.runner import SUMMARY_LIMIT, add_summary, set_outputs


def read_outputs(text: str) -> dict[str, str]:
    """The runner's reading of the file: NAME<<DELIMITER, lines, DELIMITER."""
    lines, outputs = text.split("\n"), {}
    while lines and lines[0]:
        name, delimiter = lines.pop(0).split("<<")
        end = lines.index(delimiter)
        outputs[name], lines = "\n".join(lines[:end]), lines[end + 1 :]
    return outputs


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
