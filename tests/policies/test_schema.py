"""The JSON schema of policy files accepts all that are right, and sees the mistakes that it can see."""

from __future__ import annotations

from importlib import resources
from typing import Any

import jsonschema
import pytest
import yaml

from openrelease.checks import CHECKS
from openrelease.policies.builtin_policies import builtin_ids
from openrelease.policies.policy_schema import policy_schema

SCHEMA = policy_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FOLDER = resources.files("openrelease").joinpath("data", "policies")


def shipped(name: str) -> Any:
    return yaml.safe_load(FOLDER.joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", builtin_ids())
def test_every_shipped_definition_is_accepted(name: str) -> None:
    assert [each.message for each in VALIDATOR.iter_errors(shipped(name))] == []


def edited(name: str, **changes: Any) -> Any:
    value = shipped(name)
    return {**value, "requirements": [{**value["requirements"][0], **changes}]}


@pytest.mark.parametrize(
    "value",
    [
        {},
        {**shipped("mof-3"), "titel": "x"},
        {**shipped("mof-3"), "kinds": ["modle"]},
        {key: each for key, each in shipped("mof-3").items() if key != "kinds"},
        {**shipped("mof-3"), "licenses": {"code": {"kinds": ["permisive"]}}},
        edited("mof-3", level="must"),
        edited("mof-3", check="relesed"),
        edited("mof-3", options={"components": ["weigths"]}),
        edited("mof-3", options={"component": ["weights"]}),
        edited("mof-3", options={}),
        edited("mof-1", options={"in_repo": True}),
        {**shipped("mof-1"), "requirements": [{"title": "no id"}]},
    ],
)
def test_mistakes_are_seen(value: Any) -> None:
    assert list(VALIDATOR.iter_errors(value))


def test_what_extends_another_writes_only_what_changes() -> None:
    own = {"id": "x", "title": "X", "version": 1.5, "source": "s", "extends": "mof-3"}
    asked = [{"id": "model-card", "level": "optional"}, {"id": "data-card", "options": {"may_be_in": []}}]
    assert list(VALIDATOR.iter_errors({**own, "requirements": asked})) == []
    assert list(VALIDATOR.iter_errors(own)) == []


@pytest.mark.parametrize("name", CHECKS)
def test_every_option_of_every_check_is_described(name: str) -> None:
    options = SCHEMA["$defs"][f"options-{name}"]["properties"]
    assert [key for key, each in options.items() if "description" not in each] == []
