"""Every limit of the source is on the page of limits, with what passing it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.project import CHECKOUT

import openrelease

pytestmark = pytest.mark.slow

SOURCE = Path(openrelease.__file__).parent
WORDS = {"MAX", "MOST", "LONGEST", "LIMIT", "SECONDS", "MEGABYTES"}
NUMBERS = (ast.Constant, ast.BinOp)


def find_limits() -> Iterator[tuple[str, str]]:
    """Yield the module and the name of each number of a module that is named as a limit."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            named = isinstance(target, ast.Name) and WORDS & set(target.id.split("_")) and target.id.isupper()
            if named and not isinstance(getattr(node.value, "value", 0), str) and isinstance(node.value, NUMBERS):
                yield path.relative_to(SOURCE).with_suffix("").as_posix(), target.id.strip("_")


def test_every_limit_is_on_the_page() -> None:
    page = (CHECKOUT / "docs" / "limits.md").read_text(encoding="utf-8")
    found = list(find_limits())
    assert len(found) > 150
    assert [each for each in found if f"| `{each[0]}` | `{each[1]}` |" not in page] == []
