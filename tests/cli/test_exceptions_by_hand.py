"""By hand, exceptions count until the end of their last day; the clock is that of the command line."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from support.project import CHECKOUT

from openrelease.cli import main

DAY = dt.timedelta(days=1)


def checked(folder: Path, expires: dt.date) -> int:
    shutil.copytree(CHECKOUT / "examples" / "complete", folder, dirs_exist_ok=True)
    (folder / "LICENSE").unlink()
    exception = f"{{requirement: license-text, reason: later, owner: me, expires: {expires.isoformat()}}}"
    (folder / ".openrelease.yml").write_text(f"exceptions: [{exception}]\n")
    return main(["check", str(folder), "--format", "json"])


@pytest.mark.parametrize(("days", "use"), [(30, "used"), (-2, "expired")])
def test_the_day_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str], days: int, use: str) -> None:
    today = dt.datetime.now(dt.timezone.utc).date()
    code = checked(tmp_path / "release", today + days * DAY)
    told = capsys.readouterr().out
    assert f'"use": "{use}"' in told
    assert ('"outcome": "waived"' in told) is (use == "used")
    assert code == 1 or use == "used"
