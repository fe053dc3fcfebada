"""Surveys of small repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.survey_rows import Conduct, Row, make_releases, read_rows

from openrelease.cli import main


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Paths of six repositories."""
    return make_releases(tmp_path_factory.mktemp("releases"), 6)


@pytest.fixture
def conduct(tmp_path: Path) -> Conduct:
    """Run the command in a folder below the test's own; the rows."""

    def run(*arguments: str, out: str = "survey", code: int = 0) -> dict[str, Row]:
        folder = tmp_path / out
        engine = [] if "--workers" in arguments else ["--engine", "inline"]
        assert main(["survey", *arguments, *engine, "--out", str(folder)]) == code
        return read_rows(folder) if code == 0 else {}

    return run
