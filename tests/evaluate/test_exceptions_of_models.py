"""Exceptions of one of several models: by its name or its folder, and reported as unused only where that is so."""

from __future__ import annotations

import pytest
from support.project import example_files

from openrelease.config import load_settings
from openrelease.model import Report, WaiverStatus
from openrelease.repository import MemorySnapshot
from openrelease.run import run


def judged(scope: str) -> Report:
    """Two models, of which models/large has another license; an exception with this scope."""
    one = example_files("complete")
    card = one["README.md"]
    bad = card.replace(b"license: apache-2.0", b"license: cc-by-nc-4.0")
    models = {
        f"models/{name}/{path}": content
        for name, text in (("large", bad), ("small", card))
        for path, content in (("README.md", text), ("model.safetensors", one["model.safetensors"]))
    }
    settings = f"exceptions: [{{requirement: weights-license, {scope}reason: r, owner: o, expires: 2027-06-30}}]\n"
    snapshot = MemorySnapshot({**one, **models, ".openrelease.yml": settings}, name="acme/names")
    return run(snapshot, load_settings(snapshot), today="2026-12-01")


def use(scope: str) -> WaiverStatus:
    return judged(scope).exceptions[0].use


@pytest.mark.parametrize("release", ["large", "models/large", "models/large/"])
def test_a_model_is_named_or_its_folder(release: str) -> None:
    report = judged(f"release: {release}, ")
    assert report.exceptions[0].use is WaiverStatus.USED
    assert next(each for each in report.releases if each.name == "large").verdicts[0].outcome.value == "met"


def test_what_nothing_needs_is_unused() -> None:
    assert use("release: small, ") is WaiverStatus.UNUSED
    assert use("release: models/small, ") is WaiverStatus.UNUSED


def test_what_does_not_cover_every_finding_is_not_called_unused() -> None:
    assert use("path: models/small, ") is WaiverStatus.PARTIAL
    assert use("path: models/large, ") is WaiverStatus.USED
