"""What a change alters of its exceptions and of what it declares is shown, and what that may loosen."""

from __future__ import annotations

import pytest

from openrelease.compare.diff_settings import diff_settings
from openrelease.config import load_settings
from openrelease.repository import MemorySnapshot

TREE = {"a/MODEL_CARD.md": "# A\n", "b/MODEL_CARD.md": "# B\n", "LICENSE": "text\n"}
EXCEPTION = "{requirement: weights, reason: soon, owner: me, expires: 2027-01-01}"
LONGER = EXCEPTION.replace("2027", "2028")
SOONER = EXCEPTION.replace("2027", "2026")
ABOUT_A = EXCEPTION.replace("}", ", release: a}")


def told(before: str, after: str) -> list[tuple[str, bool]]:
    settings = [load_settings(MemorySnapshot({**TREE, ".openrelease.yml": text})) for text in (before, after)]
    return [(each.what, each.loosens) for each in diff_settings(*settings)]


def excepting(*exceptions: str) -> str:
    return f"exceptions: [{', '.join(exceptions)}]\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", excepting(EXCEPTION), [("exception from weights", True)]),
        (excepting(EXCEPTION), "", [("exception from weights", False)]),
        (excepting(EXCEPTION), excepting(LONGER), [("exception from weights", True)]),
        (excepting(EXCEPTION), excepting(SOONER), [("exception from weights", False)]),
        (
            excepting(EXCEPTION),
            excepting(EXCEPTION.replace("owner: me", "owner: you")),
            [("exception from weights", True)],
        ),
        (
            excepting(ABOUT_A),
            excepting(EXCEPTION),
            [("exception from weights, release a", False), ("exception from weights", True)],
        ),
        (excepting(EXCEPTION), f"# moved\n\n{excepting(EXCEPTION)}", []),
    ],
)
def test_exceptions(before: str, after: str, expected: list[tuple[str, bool]]) -> None:
    assert told(before, after) == expected


WEIGHTS = "components: {weights: [{url: https://huggingface.co/acme/a, revision: v1, license: MIT}]}\n"
MODELS = "releases: [{name: a, root: a, license: MIT}, {name: b, root: b, license: LICENSE}]\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", WEIGHTS, [("declared weights", True)]),
        (WEIGHTS, "", [("declared weights", True)]),
        (WEIGHTS, WEIGHTS.replace("MIT", "Apache-2.0"), [("declared weights", True)]),
        (WEIGHTS, WEIGHTS.replace("v1", "v2"), [("declared weights", True)]),
        (WEIGHTS, f"# moved\n{WEIGHTS}", []),
        ("", MODELS, [("declared model a", True), ("declared model b", True)]),
        (MODELS, MODELS.replace("LICENSE", "MIT"), [("declared model b", True)]),
        (MODELS, MODELS.replace("root: b", "root: b, card: b/MODEL_CARD.md"), [("declared model b", True)]),
        (MODELS, MODELS.replace("root: b", "root: b, kind: dataset"), [("declared model b", True)]),
    ],
)
def test_declarations(before: str, after: str, expected: list[tuple[str, bool]]) -> None:
    assert told(before, after) == expected
