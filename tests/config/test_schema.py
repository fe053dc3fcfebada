"""The JSON schema of the settings accepts what is right, and sees the mistakes that it can see."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from support.project import read

from openrelease.config import load_settings
from openrelease.repository import MemorySnapshot
from openrelease.untrusted import load_yaml

SCHEMA = json.loads(read("docs/settings.schema.json"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
(EXAMPLE,) = re.findall(r"<!-- settings: .*? -->\n```yaml\n(.*?)```", read("docs/settings.md"), re.DOTALL)
TREE = ("README.md", "models/small/MODEL_CARD.md", "models/large/model.py", "docs/large.md", "licenses/LARGE.txt")


def mistakes(text: str) -> list[str]:
    return [each.message for each in VALIDATOR.iter_errors(load_yaml(text.encode()).value)]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_example_of_the_page_is_right_for_both() -> None:
    assert mistakes(EXAMPLE) == []
    settings = load_settings(MemorySnapshot({**dict.fromkeys(TREE, "x\n"), ".openrelease.yml": EXAMPLE}))
    assert [each.name for each in settings.declared.releases] == ["rocket-small", "rocket-large"]
    assert [each.release for each in settings.exceptions] == ["rocket-large"]
    assert [str(each.passage.line) for each in settings.declared.misread] == ["12"]


@pytest.mark.parametrize(
    "text",
    [
        "kinds: model",
        "kind: modle",
        "fail_on: never",
        "policies: aia-baseline",
        "components: {wieghts: [{path: a}]}",
        "components: {weights: [{pfad: a}]}",
        "releases: [{root: a}]",
        "exceptions: [{requirement: weights, reason: r, owner: o}]",
    ],
)
def test_mistakes_are_seen(text: str) -> None:
    assert mistakes(text)


def test_every_key_is_described() -> None:
    def described(value: Any) -> bool:
        inner = value.get("properties", {}) if isinstance(value, dict) else {}
        return all("description" in each for each in inner.values())

    assert described(SCHEMA)
