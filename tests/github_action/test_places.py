"""A report on a subfolder tells its places from the root, and is otherwise the same."""

from __future__ import annotations

import pytest
from support.facts import CATALOG

from openrelease.github_action.rebase_locations import prefix_locations
from openrelease.model import (
    NOTHING,
    Claim,
    ComponentFacts,
    Document,
    Evidence,
    Facts,
    Kind,
    Location,
    Permissive,
    Problem,
    Report,
    Status,
    Subject,
)


def report(folder: str = "") -> Report:
    place = Location(path=f"{folder}LICENSE", line=1)
    license_ = Claim(expression="MIT", permissive=Permissive.YES, how="file", location=place)
    found = ComponentFacts(
        status=Status.IN_REPO,
        evidence=(Evidence(location=place, how="license-file", status=Status.IN_REPO),),
        license=license_,
        claims=(license_,),
    )
    facts = Facts(
        subject=Subject(name="o/r", revision=None, kind=Kind.MODEL, kind_how="declared"),
        components={"license": found},
        catalog=CATALOG,
        documents=(
            Document(
                path=f"{folder}README.md",
                role="readme",
                topics={"use": Location(path=f"{folder}README.md", line=3)},
            ),
        ),
        problems=(Problem(location=Location(path=f"{folder}x.bin"), message="header is cut", affects=NOTHING),),
    )
    return Report(facts=facts, verdicts=())


def test_every_place_moves() -> None:
    assert prefix_locations(report(), "models/a/") == report("models/a/")


@pytest.mark.parametrize("folder", [""])
def test_at_the_root_nothing_is_copied(folder: str) -> None:
    whole = report()
    assert prefix_locations(whole, folder) is whole
