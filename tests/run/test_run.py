"""From a snapshot to a report in one call."""

from __future__ import annotations

from openrelease.config import Flags, load_settings
from openrelease.model import Kind, PolicyOutcome, Status
from openrelease.repository import MemorySnapshot
from openrelease.run import collect_facts, run

README = "# Rocket\n\nWeights: https://huggingface.co/acme/rocket\n"


def test_a_folder_with_a_link_is_judged() -> None:
    snapshot = MemorySnapshot({"README.md": README, ".openrelease.yml": "kind: model\nname: acme/rocket\n"})
    report = run(snapshot, load_settings(snapshot))
    assert report.facts.components["weights"].status is Status.LINKED
    assert [verdict.outcome for verdict in report.verdicts] == [PolicyOutcome.UNMET]
    assert not report.satisfied


def test_an_empty_tree_has_none_of_all() -> None:
    snapshot = MemorySnapshot({})
    facts = collect_facts(snapshot, load_settings(snapshot))
    assert {found.status for found in facts.components.values()} == {Status.ABSENT}


def test_the_settings_name_and_kind_are_those_of_the_subject() -> None:
    snapshot = MemorySnapshot({".openrelease.yml": "kind: dataset\n"}, name="origin/name", revision="b" * 40)
    subject = run(snapshot, load_settings(snapshot, Flags(name="acme/rocket"))).facts.subject
    assert (subject.name, subject.kind, subject.revision) == ("acme/rocket", Kind.DATASET, "b" * 40)
    assert subject.kind_how == "declared"


def test_a_declared_kind_decides_which_policies_apply() -> None:
    snapshot = MemorySnapshot({"README.md": README, ".openrelease.yml": "kind: tooling\n"})
    report = run(snapshot, load_settings(snapshot))
    assert report.verdicts[0].outcome is PolicyOutcome.NOT_APPLICABLE
    assert report.satisfied
