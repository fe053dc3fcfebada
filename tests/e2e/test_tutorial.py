"""The tutorial: every command of the page is run as it stands there, and prints what stands there.

With UPDATE_GOLDEN set, what the commands print is written into the page.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from support.project import CHECKOUT, read
from support.tutorial import Walk

pytestmark = pytest.mark.slow

PAGE = CHECKOUT / "docs" / "tutorial.md"
# The one step that needs a network gets what the address has, from this checkout.
CURL = f"""#!/bin/sh
test "$*" = "--silent --output LICENSE https://www.apache.org/licenses/LICENSE-2.0.txt" || exit 9
cp "{CHECKOUT / "LICENSE"}" LICENSE
"""


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Walk, str]:
    """The walk through the page, in an empty folder, and the page as it comes out."""
    tools = tmp_path_factory.mktemp("tools")
    (tools / "curl").write_text(CURL)
    (tools / "curl").chmod(0o755)
    home = tmp_path_factory.mktemp("home")
    paths = [str(tools), str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = {"PATH": os.pathsep.join(paths), "HOME": str(home), "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    walk = Walk(tmp_path_factory.mktemp("walk"), environment)
    return walk, walk.page(read("docs/tutorial.md"))


def test_every_command_ends_as_the_page_says(walked: tuple[Walk, str]) -> None:
    walk, _ = walked
    assert len(walk.ran) > 10
    assert [each for each in walk.ran if each.code != each.expected] == []


def test_the_page_shows_what_the_commands_print(walked: tuple[Walk, str]) -> None:
    _, page = walked
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")
    assert page == PAGE.read_text(encoding="utf-8")


def test_the_first_check_is_red_and_the_last_is_green(walked: tuple[Walk, str]) -> None:
    walk, _ = walked
    checks = [each for each in walk.ran if each.command == "openrelease check"]
    assert [each.code for each in checks] == [1, 1, 0]
    assert "NOT MET" in checks[0].printed
    assert "7 of 7 required met." in checks[-1].printed


def test_each_thing_that_is_made_was_asked_for_first(walked: tuple[Walk, str]) -> None:
    """What the page adds is what the check before it found missing."""
    walk, _ = walked
    first, second, _ = (each.printed for each in walk.ran if each.command == "openrelease check")
    for asked in (": weights: ", ": inference-code: ", ": license-text: "):
        assert asked in first
        assert asked not in second
    assert ": documentation: " in second
