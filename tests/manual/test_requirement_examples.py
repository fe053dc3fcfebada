"""Each example of the manual fails the requirement that it is about, and the change mends it."""

from __future__ import annotations

import pytest
from support.project import read
from support.rule_examples import build_file

from openrelease.config import Flags, load_settings
from openrelease.manual.requirement_examples import RequirementExample, load_examples
from openrelease.model import Level, Outcome
from openrelease.policies.builtin_policies import builtin_policies
from openrelease.repository import MemorySnapshot
from openrelease.run import run

EXAMPLES = load_examples()
BAD = {Outcome.UNMET, Outcome.UNKNOWN}


def contents(text: str) -> bytes | str:
    """The content that an example describes, or has."""
    return read("LICENSE") if text == "the text of the Apache License 2.0" else build_file(text)


def outcome(files: dict[str, str], policy: str, requirement: str) -> Outcome:
    """What becomes of a requirement in a model with these files."""
    snapshot = MemorySnapshot(
        {**{path: contents(text) for path, text in files.items()}, ".openrelease.yml": b"kind: model\n"},
        name="acme/tiny-lm",
    )
    report = run(snapshot, load_settings(snapshot, Flags(policies=(policy,))))
    return next(each.outcome for each in report.verdicts[0].verdicts if each.requirement.id == requirement)


def mend(example: RequirementExample) -> dict[str, str]:
    changed = {**example.fails, **example.mended}
    return {path: text for path, text in changed.items() if text is not None}


@pytest.mark.parametrize(("id_", "example"), EXAMPLES.items(), ids=EXAMPLES.keys())
def test_it_fails_and_the_change_mends_it(id_: str, example: RequirementExample) -> None:
    before = outcome(dict(example.fails), example.policy, id_)
    assert before in BAD or id_ == "stated-license"
    assert outcome(mend(example), example.policy, id_) is Outcome.MET


def test_each_required_one_of_the_first_definitions_has_an_example() -> None:
    every = builtin_policies()["aia-baseline"].requirements
    asked = {each.id for each in every if each.level is Level.REQUIRED}
    assert asked - {"weights-whole", "weights-agree"} <= EXAMPLES.keys()
