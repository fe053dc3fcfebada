"""Each example of the manual fails the requirement that it is about, and the change mends it."""

from __future__ import annotations

import pytest
from support.project import read
from support.rule_examples import build_file

from openrelease.config import Flags, load_settings
from openrelease.manual.requirement_examples import RequirementExample, load_examples
from openrelease.model import Outcome, Verdict
from openrelease.policies.builtin_policies import builtin_policies
from openrelease.repository import MemorySnapshot
from openrelease.run import run

EXAMPLES = load_examples()
BAD = {Outcome.UNMET, Outcome.UNKNOWN}


def contents(text: str) -> bytes | str:
    """The content that an example describes, or has."""
    return read("LICENSE") if text == "the text of the Apache License 2.0" else build_file(text)


def evaluate(files: dict[str, str], example: RequirementExample, requirement: str) -> Verdict:
    """What becomes of a requirement in a release with these files."""
    snapshot = MemorySnapshot(
        {**{path: contents(text) for path, text in files.items()}, ".openrelease.yml": f"kind: {example.kind}\n"},
        name="acme/tiny-lm",
    )
    report = run(snapshot, load_settings(snapshot, Flags(policies=(example.policy,))))
    return next(each for each in report.verdicts[0].verdicts if each.requirement.id == requirement)


def mend(example: RequirementExample) -> dict[str, str]:
    changed = {**example.fails, **example.mended}
    return {path: text for path, text in changed.items() if text is not None}


@pytest.mark.parametrize(("id_", "example"), EXAMPLES.items(), ids=EXAMPLES.keys())
def test_it_fails_and_the_change_mends_it(id_: str, example: RequirementExample) -> None:
    before = evaluate(dict(example.fails), example, id_)
    assert before.outcome in BAD
    after = evaluate(mend(example), example, id_)
    assert example.after in {after.outcome.value, after.grade}
    assert (before.outcome, before.grade) != (after.outcome, after.grade)


def test_each_requirement_of_a_built_in_policy_has_an_example() -> None:
    asked = {each.id for policy in builtin_policies().values() for each in policy.requirements}
    assert asked == EXAMPLES.keys()
