"""A passage that the settings declare to be misread is set aside, as long as it holds the words given there."""

from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS

from openrelease.config import load_settings
from openrelease.errors import UsageError
from openrelease.model import Claim, EffectiveLicense, Facts, Permissive, SetAside
from openrelease.repository import MemorySnapshot
from openrelease.run import collect_facts

README = WEIGHTS + "\nThe voice of our demo model may be used\nfor non-commercial purposes only.\n"
LINE = README[: README.index("The voice")].count("\n") + 1
TITLE = APACHE[: APACHE.index("Apache License")].count("\n") + 1
ENTRY = """\
misread:
  - passage: {path}:{line}
    words: {words}
    reason: The demo voice is no part of this release.
    owner: "@acme/legal"
"""


def look_with(**changed: object) -> Facts:
    said = {"path": "README.md", "line": LINE, "words": "may be used for Non-Commercial purposes", **changed}
    files = {"README.md": README, "LICENSE": APACHE, "MODEL_LICENSE": APACHE}
    snapshot = MemorySnapshot({**files, ".openrelease.yml": ENTRY.format(**said)}, name="acme/tiny")
    return collect_facts(snapshot, load_settings(snapshot))


def find_license(facts: Facts) -> EffectiveLicense:
    license_ = facts.components["weights"].license
    assert license_ is not None
    return license_


def find_claim(facts: Facts) -> Claim:
    return next(each for each in facts.components["weights"].claims if each.location.path == "README.md")


def test_the_passage_counts_without_an_entry() -> None:
    snapshot = MemorySnapshot({"README.md": README, "LICENSE": APACHE}, name="acme/tiny")
    license_ = find_license(collect_facts(snapshot, load_settings(snapshot)))
    assert license_.permissive is Permissive.NO
    assert license_.location.line == LINE


def test_the_passage_of_an_entry_is_set_aside_and_reported() -> None:
    facts = look_with()
    assert (find_license(facts).permissive, find_license(facts).expression) == (Permissive.YES, "Apache-2.0")
    assert find_claim(facts).set_aside is SetAside.MISREAD
    problem = next(each for each in facts.problems if each.location.path == ".openrelease.yml")
    assert "set aside as misread, by @acme/legal: The demo voice" in problem.message


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"words": "may be used by everybody"}, "does not hold the words"),
        ({"line": 1}, "does not hold the words"),
        ({"path": "LICENSE", "line": TITLE, "words": "Apache License Version 2.0"}, "no claim begins at LICENSE"),
    ],
)
def test_an_entry_that_does_not_fit_sets_nothing_aside(changed: dict[str, object], told: str) -> None:
    facts = look_with(**changed)
    assert find_claim(facts).set_aside is not SetAside.MISREAD
    assert any(told in each.message for each in facts.problems)


def test_a_license_text_cannot_be_set_aside() -> None:
    limits = "You may use the model for non-commercial purposes only.\n" * 4
    files = {"README.md": WEIGHTS, "LICENSE": APACHE, "MODEL_LICENSE": limits}
    entry = ENTRY.format(path="MODEL_LICENSE", line=1, words="You may use the model")
    snapshot = MemorySnapshot({**files, ".openrelease.yml": entry}, name="acme/tiny")
    assert find_license(collect_facts(snapshot, load_settings(snapshot))).permissive is not Permissive.YES


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"words": "non-commercial"}, "too short"),
        ({"path": "../README.md"}, "write it from the root"),
        ({"line": "ten"}, "is not of the form PATH:LINE"),
    ],
)
def test_mistakes_are_reported(changed: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError) as error:
        look_with(**changed)
    assert told in str(error.value)
