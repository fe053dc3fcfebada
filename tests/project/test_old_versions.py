"""An older version of a definition stays beside that of today: a file named `id@version.yaml`, no more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import CHECKOUT

pytestmark = pytest.mark.slow


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program in which the baseline of today has a predecessor that asked for weights alone."""
    source = tmp_path / "src"
    shutil.copytree(CHECKOUT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    folder = source / "openrelease" / "data" / "policies"
    today = (folder / "aia-baseline.yaml").read_text(encoding="utf-8")
    head, _, requirements = today.partition("requirements:\n")
    first = requirements.partition("\n\n")[0]
    older = head.replace("id: aia-baseline", 'id: "aia-baseline@2024-01"').replace('"2026-11"', '"2024-01"')
    (folder / "aia-baseline@2024-01.yaml").write_text(f"{older}requirements:\n{first}\n", encoding="utf-8")
    return source


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "openrelease", *arguments],
        cwd=CHECKOUT / "examples" / "complete",
        env={**os.environ, "PYTHONPATH": str(program)},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def test_it_is_chosen_by_its_name_and_is_none_of_today(program: Path) -> None:
    listed = run(program, "policies").stdout
    assert "aia-baseline@2024-01" in listed
    older = run(program, "check", "--policy", "aia-baseline@2024-01")
    assert "(aia-baseline@2024-01 2024-01)" in older.stdout, older.stderr
    assert "1 of 1 required met." in older.stdout
    today = run(program, "check", "--policy", "aia-baseline@2026-11")
    assert "(aia-baseline 2026-11)" in today.stdout
    assert "2024-01" not in run(program, "check", "--policy", "all").stdout
    missing = run(program, "check", "--policy", "aia-baseline@2023-01")
    assert (missing.returncode, missing.stderr) == (
        2,
        "openrelease: unknown version '2023-01' of aia-baseline; available: 2026-11, 2024-01, 2025-03\n",
    )
