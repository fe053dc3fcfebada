"""What is missing is told where it should stand: in the front matter, under a heading, at the title."""

from __future__ import annotations

import json
import re

import pytest
from support.project import CHECKOUT
from support.releases import looked_at
from support.reports import report

from openrelease.reports import sarif
from openrelease.reports.github import workflow_annotations

FRONT = "---\nlanguage: en\ntags: [tiny]\n---\n"
TITLE = "# Model card: Tiny\n\nTiny is a language model with 7B parameters.\n\n"
BODY = f"""{TITLE}## Download

Weights follow.

## Training data

None.

## License

To be decided.
"""
CODE: dict[str, bytes | str] = {
    "model.py": (CHECKOUT / "examples" / "incomplete" / "model.py").read_bytes(),
}
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 9999\n"


def line_of(text: str, words: str) -> int:
    """The number of the line that holds these words."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def places(files: dict[str, bytes | str]) -> dict[str, str]:
    """Where each requirement is annotated, as FILE:LINE."""
    commands = workflow_annotations.render(report(looked_at(files), "aia-baseline", "aia-open-science"))
    found = re.findall(r"\(([\w-]+)\),file=([^,:]+),line=(\d+)::", commands)
    return {id_: f"{path}:{line}" for id_, path, line in found}


@pytest.mark.parametrize(
    ("requirement", "words"),
    [
        ("weights", "## Download"),
        ("datasets", "## Training data"),
        ("license-text", "## License"),
        ("code-license", "## License"),
        ("evaluation-code", "# Model card"),
    ],
)
def test_without_front_matter_it_is_a_heading_or_the_title(requirement: str, words: str) -> None:
    assert places({"README.md": BODY, **CODE})[requirement] == f"README.md:{line_of(BODY, words)}"


@pytest.mark.parametrize("requirement", ["license-text", "code-license"])
def test_a_missing_license_belongs_into_the_front_matter_of_the_card(requirement: str) -> None:
    assert places({"README.md": f"{FRONT}{BODY}", **CODE})[requirement] == "README.md:2"


def test_a_license_that_is_named_there_is_the_line_itself() -> None:
    card = f"---\nlanguage: en\nlicense: apache-2.0\n---\n{BODY}"
    assert places({"README.md": card, **CODE})["license-text"] == "README.md:3"


def test_a_card_by_its_front_matter_comes_before_a_readme() -> None:
    files = {"README.md": TITLE, "docs/CARD.md": f"---\nlicense: mit\n---\n{BODY}", **CODE}
    assert places(files)["license-text"] == "docs/CARD.md:2"


def test_a_document_that_says_too_little_is_told_at_its_title() -> None:
    readme = "[![badge](https://example.org/b.svg)](https://example.org)\n\n# Tiny\n\nA language model.\n"
    assert places({"README.md": readme, **CODE})["documentation"] == "README.md:3"


def test_a_shard_that_is_missing_is_told_at_the_weights() -> None:
    files = {"README.md": BODY, "model-00001-of-00002.safetensors": POINTER, **CODE}
    assert "file=model-00001-of-00002.safetensors::Is one of 2 shards" in workflow_annotations.render(
        report(looked_at(files))
    )


def test_without_any_document_there_is_no_place() -> None:
    assert places(dict(CODE)) == {}


def test_alerts_stand_where_annotations_do() -> None:
    files = {"README.md": f"{FRONT}{BODY}", **CODE}
    results = json.loads(sarif.render(report(looked_at(files), "aia-baseline", "aia-open-science")))
    told = {result["ruleId"]: result["locations"][0]["physicalLocation"] for result in results["runs"][0]["results"]}
    for requirement, place in places(files).items():
        physical = told[requirement]
        line = physical["region"]["startLine"]
        assert f"{physical['artifactLocation']['uri']}:{line}" == place
