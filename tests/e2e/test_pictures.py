"""Comments and summaries of four releases in a real browser: all is in its place, and the rows are there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import CHECKOUT

pytestmark = pytest.mark.slow

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTH = 880


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What the script measured, by release, and the size of each picture in bytes."""
    if not any(map(shutil.which, BROWSERS)):
        pytest.skip("8 cases need Chromium")
    folder = tmp_path_factory.mktemp("pictures")
    command = [sys.executable, str(CHECKOUT / "scripts" / "pictures.py"), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ))
    pairs = (line.split(": ", 1) for line in done.stdout.splitlines())
    return {Path(path).stem: {**json.loads(values), "bytes": Path(path).stat().st_size} for path, values in pairs}


@pytest.mark.parametrize("release", ["complete", "incomplete", "regressing", "many-models"])
@pytest.mark.parametrize("kind", ["", "-summary"], ids=["comment", "summary"])
def test_it_fits_its_column(taken: dict[str, dict[str, object]], release: str, kind: str) -> None:
    seen = taken[f"{release}{kind}"]
    assert (seen["width"], seen["wide"]) == (WIDTH, [])
    assert 300 < int(str(seen["height"])) < 1_600
    assert int(str(seen["rows"])) > 5
    assert int(str(seen["bytes"])) > 20_000
