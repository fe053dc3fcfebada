"""Pages in a headless Chromium: what a script of the test finds in them, and pictures."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_DARK, _LIGHT = "--blink-settings=preferredColorScheme=0", "--blink-settings=preferredColorScheme=1"
_AUDIT = """
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run(document, {runOnly: RULES}).then((found) => {
  report(found.violations.map((each) => ({
    id: each.id, impact: each.impact, nodes: each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)),
  })));
});
"""


def find_browser() -> str:
    """Chromium, or a skip where there is none."""
    found = next(
        (path for name in (os.environ.get("CHROMIUM"), *_NAMES) if name and (path := shutil.which(name))), None
    )
    return found or pytest.skip("needs Chromium")


def evaluate(page: str, script: str, *, dark: bool = False, keep_policy: bool = False, wait: int = 0) -> Any:
    """What a script passes to `report` on a page, within so many milliseconds of the page's own clock.

    It is added behind the page; the policy would refuse it.
    """
    made = page if keep_policy else _POLICY.sub("", page)
    sent = 'document.body.setAttribute("data-report", JSON.stringify(value))'
    added = f"<script>const report = (value) => {{ {sent}; }};\n{script}</script>"
    options = ("--dump-dom", _DARK if dark else _LIGHT, *([f"--virtual-time-budget={wait}"] if wait else []))
    dom = _run_browser(made.replace("</body>", f"{added}</body>"), *options)
    match = re.search(r'data-report="([^"]*)"', dom)
    assert match, "the page reported nothing"
    return json.loads(unescape(match[1]))


def audit(page: str, *, dark: bool = False) -> list[dict[str, Any]]:
    """The findings of axe-core on a page."""
    if not _AXE.exists():
        pytest.skip("needs tests/node: npm ci")
    return evaluate(page, f"{_AXE.read_text(encoding='utf-8')};\n{_AUDIT}", dark=dark)  # type: ignore[no-any-return]


def take_picture(page: str, picture: Path, *, width: int = 1_400, height: int = 1_800, dark: bool = False) -> None:
    """Take a picture of the top of a page."""
    _run_browser(page, f"--screenshot={picture}", f"--window-size={width},{height}", _DARK if dark else _LIGHT)


@contextmanager
def _as_file(page: str) -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / "page.html"
        file.write_text(page, encoding="utf-8")
        yield file, Path(room) / "profile"


def _run_browser(page: str, *options: str) -> str:
    with _as_file(page) as (file, profile):
        command = [
            *(find_browser(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
            *("--disable-dev-shm-usage", "--disable-background-networking", f"--user-data-dir={profile}"),
            *(*options, file.as_uri()),
        ]
        done = subprocess.run(command, check=True, capture_output=True, timeout=600)
    return done.stdout.decode("utf-8", "replace")
