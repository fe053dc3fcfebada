"""A repository that holds nothing of a release gets one answer, and no list of all that it lacks."""

from __future__ import annotations

import pytest
from support.looking import look

from openrelease.config import Flags, load_settings
from openrelease.reports import FORMATS
from openrelease.repository import MemorySnapshot
from openrelease.run import run

SOON = "# Tiny LM\n\nCode and weights will be released soon.\n"
MOVED = "# Tiny LM\n\nThis repository has moved to https://forge.example/acme/tiny.\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "The repository is empty"),
        ({"README.md": SOON, "LICENSE": "MIT"}, "README.md:3 announces it for later"),
        ({"README.md": MOVED}, "README.md:3 says that it moved"),
        ({"README.md": "# Tiny LM"}, "holds only README.md and"),
        ({f"{name}.css": "a" for name in "abcd"}, "No release found: no weights"),
    ],
    ids=["empty", "soon", "moved", "title", "other"],
)
def test_what_there_is_in_place_of_a_release(files: dict[str, str], expected: str) -> None:
    assert expected in look(files, name="acme/tiny-lm").subject.bare


@pytest.mark.parametrize(
    "more",
    [
        {"model.safetensors.index.json": "{}", "hub.md": "[weights](https://huggingface.co/acme/tiny-lm)"},
        {"train.py": "loss.backward()\noptimizer.step()"},
        {".openrelease.yml": "kind: tooling"},
    ],
    ids=["link", "source", "declared"],
)
def test_anything_of_a_release_is_judged_in_full(more: dict[str, str]) -> None:
    snapshot = MemorySnapshot({"README.md": SOON, **more}, name="acme/tiny-lm")
    assert run(snapshot, load_settings(snapshot, Flags(name="acme/tiny-lm"))).facts.subject.bare == ""


@pytest.mark.parametrize("name", ["terminal", "markdown", "github"])
def test_the_report_says_it_once(name: str) -> None:
    snapshot = MemorySnapshot({"README.md": SOON})
    told = FORMATS[name](run(snapshot, load_settings(snapshot, Flags())))
    assert "announces it for later" in told
    assert told.count("nothing in the repository, and no link to it") == 0
