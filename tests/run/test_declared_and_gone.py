"""What is declared and gone is a requirement that is lost, with the path that may be meant; the settings are right."""

from __future__ import annotations

import pytest
from support.project import example_files

from openrelease.config import load_settings
from openrelease.model import Outcome, PolicyOutcome, Report
from openrelease.repository import MemorySnapshot
from openrelease.run import run


def judged(settings: str, *gone: str, **more: str) -> Report:
    """The report on the complete example with these settings, after some of its files are deleted."""
    files = {path: content for path, content in example_files("complete").items() if path not in gone}
    snapshot = MemorySnapshot({**files, **more, ".openrelease.yml": settings}, name="acme/nibley")
    return run(snapshot, load_settings(snapshot))


def unmet(report: Report) -> set[str]:
    verdicts = report.verdicts[0].verdicts
    return {each.requirement.id for each in verdicts if each.outcome in {Outcome.UNMET, Outcome.UNKNOWN}}


def said(report: Report) -> list[str]:
    return [each.message for each in report.facts.disputed]


def test_a_declared_license_that_is_deleted() -> None:
    settings = "components:\n  license: [{path: LICENSE}]\n"
    assert said(judged(settings)) == []
    report = judged(settings, "LICENSE")
    assert unmet(report) == {"license-text"}
    assert said(report) == ["LICENSE is declared for the license, and is not in the repository"]
    assert report.facts.disputed[0].location.line == 2


def test_a_declared_file_that_is_renamed_is_found_by_itself() -> None:
    settings = "components:\n  weights: [{path: models.safetensors}]\n"
    report = judged(settings)
    assert report.verdicts[0].outcome is PolicyOutcome.MET
    (message,) = said(report)
    assert message.endswith("; did you mean model.safetensors?")


@pytest.mark.parametrize("root", ["models/gone", "gone"])
def test_a_declared_model_whose_folder_is_gone_has_nothing(root: str) -> None:
    report = judged(f"releases:\n  - {{name: big, root: {root}}}\n  - {{name: small}}\n")
    assert report.verdicts[0].outcome is PolicyOutcome.UNMET
    big = next(each for each in report.facts.releases if each.name == "big")
    assert not any(found.evidence for found in big.facts.components.values())
    assert said(report)[0].startswith(f"{root} is declared as the folder of big, and is not in the repository")


def test_a_declared_license_text_that_is_gone_makes_nothing_permissive() -> None:
    report = judged("components:\n  weights: [{path: model.safetensors, license: legal/LICENSE}]\n")
    assert "weights-license" in unmet(report)
    gone = "legal/LICENSE is declared as license text, and is not in the repository"
    assert said(report)[0] == f"{gone}; did you mean LICENSE?"
