"""Each policy and each settings file that the documents show makes the difference that the text promises."""

from __future__ import annotations

import re

import pytest
from support.project import example_files, read

from openrelease.config import Flags, load_settings
from openrelease.model import Level, Outcome, Report, WaiverStatus
from openrelease.repository import MemorySnapshot
from openrelease.run import run

COMPLETE = example_files("complete")
PAGE = "https://huggingface.co/millwheel/names-base"
LINKED = {"README.md": f"# Names\n\nThe [weights]({PAGE}) are on the Hub.\n", "LICENSE": COMPLETE["LICENSE"]}


def shown(name: str, mark: str) -> str:
    (text,) = re.findall(rf"<!-- {mark} -->\n```yaml\n(.*?)```", read(name), re.DOTALL)
    return str(text)


def judged(files: dict[str, bytes | str], policy: str = "", settings: str = "") -> Report:
    """The report on a model by a policy file, and by these settings."""
    tree = {**files, "rules.yml": policy or "x: y\n", ".openrelease.yml": settings or "kind: model\n"}
    snapshot = MemorySnapshot(tree, name="acme/names")
    flags = Flags(policies=("rules.yml",)) if policy else Flags()
    return run(snapshot, load_settings(snapshot, flags), today="2026-12-01")


def outcomes(report: Report) -> dict[str, Outcome]:
    return {each.requirement.id: each.outcome for each in report.verdicts[0].verdicts}


def levels(report: Report) -> dict[str, Level]:
    return {each.requirement.id: each.requirement.level for each in report.verdicts[0].verdicts}


@pytest.fixture(scope="module")
def readme() -> str:
    return shown("README.md", "a policy: a test reads it")


CARD = """\
---
license: apache-2.0
---
# Names

## Model details

A transformer of 30 million parameters that continues English text.

## How to use

Run `python generate.py`.
"""


def test_the_policy_of_the_readme_asks_for_more_topics(readme: str) -> None:
    files = {**COMPLETE, "README.md": CARD.encode()}
    files.pop("TECHNICAL_REPORT.md")
    assert outcomes(judged(files))["documentation"] is Outcome.MET
    assert outcomes(judged(files, readme))["documentation"] is Outcome.UNMET


def test_the_policy_of_the_readme_changes_a_level_and_adds_a_requirement(readme: str) -> None:
    before, after = judged(dict(COMPLETE)), judged(dict(COMPLETE), readme)
    assert (levels(before)["model-card"], levels(after)["model-card"]) == (Level.RECOMMENDED, Level.REQUIRED)
    assert "data-license" not in outcomes(before)
    assert outcomes(after)["data-license"] is Outcome.MET
    card = COMPLETE["data/DATA_CARD.md"].replace(b"license: apache-2.0", b"license: cc-by-nc-4.0")
    restricted = judged({**COMPLETE, "data/DATA_CARD.md": card}, readme)
    assert outcomes(restricted)["data-license"] in {Outcome.UNMET, Outcome.UNKNOWN}


def test_the_policy_of_the_guide_drops_adds_and_relaxes() -> None:
    policy = shown("docs/own-definitions.md", "a definition: a test reads it")
    before, after = judged(dict(COMPLETE)), judged(dict(COMPLETE), policy)
    assert "suitable-license" in outcomes(before)
    assert "suitable-license" not in outcomes(after)
    assert levels(after)["upstream-license"] is Level.RECOMMENDED
    without = {path: text for path, text in COMPLETE.items() if path != "data/DATA_CARD.md"}
    assert outcomes(judged(without, policy))["data-card"] is Outcome.UNMET
    code = {"model.py": b"# SPDX-License-Identifier: GPL-3.0-only\n" + COMPLETE["model.py"]}
    assert outcomes(judged({**COMPLETE, **code}))["code-license"] is not Outcome.MET
    assert outcomes(judged({**COMPLETE, **code}, policy))["code-license"] is Outcome.MET


def test_the_setting_accepts_no_assumption() -> None:
    settings = shown("docs/assumptions.md", "settings: a test reads them")
    assert outcomes(judged(dict(LINKED)))["weights-license"] is Outcome.MET
    assert outcomes(judged(dict(LINKED), settings=f"kind: model\n{settings}"))["weights-license"] is Outcome.UNKNOWN


def test_the_exception_of_the_guide_waives_until_its_day() -> None:
    (settings,) = re.findall(r"```yaml\n(exceptions:.*?)```", read("docs/for-reviewers.md"), re.DOTALL)
    card = COMPLETE["README.md"].replace(b"license: apache-2.0", b"license: cc-by-nc-4.0")
    files = {**COMPLETE, "README.md": card}
    assert outcomes(judged(files))["weights-license"] is not Outcome.MET
    report = judged(files, settings=settings)
    assert outcomes(report)["weights-license"] is Outcome.WAIVED
    assert report.exceptions[0].use is WaiverStatus.USED


def test_the_settings_of_the_guide_declare_what_they_say() -> None:
    settings = shown("docs/settings.md", "settings: a test reads them")
    card = COMPLETE["README.md"]
    files = {
        "LICENSE": COMPLETE["LICENSE"],
        "licenses/LARGE.txt": COMPLETE["LICENSE"],
        "docs/large.md": card,
        "README.md": b"# Rockets\n",
        "models/small/README.md": card,
        "models/small/model.safetensors": COMPLETE["model.safetensors"],
        "models/large/notes.txt": b"Notes.\n",
    }
    before, after = judged(dict(files)), judged(dict(files), settings=settings)
    assert [each.policy.id for each in after.verdicts] == ["aia-baseline", "mof-3"]
    assert [each.name for each in after.releases] == ["rocket-small", "rocket-large"]
    assert not any(each.url for each in before.facts.components["training_code"].evidence)
    large = after.releases[1].facts.components
    assert large["training_code"].evidence[0].url == "https://github.com/acme/trainer"
    assert large["weights"].evidence[0].revision == "5f0b02c"
    assert large["model_card"].evidence[0].location.path == "docs/large.md"
