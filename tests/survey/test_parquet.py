"""The Parquet files of a survey, and every query of the documentation."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support.project import read
from support.repos import git
from support.survey_rows import Conduct, make_releases

from openrelease.cli import main
from openrelease.survey.conduct_survey import DEFAULT_POLICIES

pytestmark = pytest.mark.slow

QUERIES = re.findall(r"^([^\n]+):\n\n```sql\n(.*?)```", read("docs/survey.md"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def surveys(conduct: Conduct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two surveys of the same releases, `old` and `survey`; one has lost its license in between."""
    pytest.importorskip("duckdb")
    paths = make_releases(tmp_path / "releases", 3)
    policies = [word for name in (*DEFAULT_POLICIES, "g7-2026") for word in ("--policy", name)]
    conduct(*paths, *policies, out="old")
    first = Path(paths[0])
    for name in ("README.md", "pyproject.toml"):
        if (first / name).exists():
            (first / name).write_text((first / name).read_text().replace("apache-2.0", "cc-by-nc-4.0"))
    git(first, "commit", "-q", "-a", "-m", "Forbid commercial use")
    conduct(*paths, *policies)
    for name in ("old", "survey"):
        assert main(["survey", "report", str(tmp_path / name), "--parquet"]) == 0
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_documented_query_answers(surveys: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    assert len(QUERIES) == 5
    answers = {title: duckdb.sql(query).fetchall() for title, query in QUERIES}
    assert sorted(answers["Licenses of the weights by family"]) == [("permissive", 1), ("unknown", 1)]
    lost = answers["Releases that lost openness between two surveys"]
    assert {row[0] for row in lost} == {str(surveys / "releases" / "release-0")}
    assert "aia-baseline" in {row[1] for row in lost}
    assert ("g7-weights-available", 1) in answers["The highest label of the G7 that releases meet"]
    assert answers["Components whose license is assumed and nowhere stated"] == []
    assert ("osaid-1.0", "data-information", 3) in answers["What releases lack most often"]


@pytest.mark.usefixtures("surveys")
def test_the_tables_hold_every_target() -> None:
    duckdb = pytest.importorskip("duckdb")
    (count,) = duckdb.sql("SELECT count(*) FROM 'survey/targets.parquet'").fetchone()
    assert count == 3
    columns = [row[0] for row in duckdb.sql("DESCRIBE SELECT * FROM 'survey/components.parquet'").fetchall()]
    assert columns[:6] == ["target", "component", "status", "license", "permissive", "how"]


def test_no_results_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str], surveys: Path) -> None:
    shutil.copytree(surveys / "survey", tmp_path / "empty")
    (tmp_path / "empty" / "results.jsonl").unlink()
    assert main(["survey", "report", str(tmp_path / "empty"), "--parquet"]) == 2
    assert "holds no results" in capsys.readouterr().err
