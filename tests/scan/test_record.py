from __future__ import annotations

import pytest
from support.facts import COMPONENTS

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_identifier, load_license_table
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.errors import UntrustedInputError
from openrelease.model import Facts, Kind, Status
from openrelease.scan.declarations.mot_record import read_record
from openrelease.scan.licensing.statement import Reader

FRAMEWORK = "framework: {name: Model Openness Framework, version: '1.0', date: '2024-12-15'}\n"
HEAD = f"{FRAMEWORK}release:\n  name: Tiny\n"
LICENSES = "  license:\n    distribution: {name: Apache-2.0}\n    data:\n      name: CC-BY-4.0\n"


def read(text: str) -> Facts:
    reader = Reader(catalog=load_catalog(), table=load_license_table(), identify=load_identifier().identify)
    return read_record(text.encode(), "tiny.yml", reader, load_record_form())


def licensed(facts: Facts, component: str) -> tuple[str | None, int | None] | None:
    found = facts.components[component].license
    return (found.expression, found.location.line) if found else None


def test_a_license_is_the_own_one_else_that_of_the_kind_else_that_of_the_distribution() -> None:
    facts = read(
        f"{HEAD}{LICENSES}  components:\n"
        "  - {name: Model architecture, license: MIT}\n"
        "  - {name: Datasets}\n"
        "  - {name: Training code}\n"
        "  - {name: Model card, license: unlicensed}\n"
    )
    assert licensed(facts, "architecture_code") == ("MIT", 9)
    assert licensed(facts, "datasets") == ("CC-BY-4.0", 7)
    assert licensed(facts, "training_code") == ("Apache-2.0", 5)
    assert licensed(facts, "model_card") is None
    assert facts.components["model_card"].status is Status.LINKED


def test_without_any_license_a_component_has_none() -> None:
    assert licensed(read(f"{HEAD}  license: {{}}\n  components:\n  - name: Datasets\n"), "datasets") is None


def test_what_is_not_listed_is_absent_and_every_component_is_there() -> None:
    facts = read(f"{HEAD}  components: []\n")
    assert {*facts.components} == {*COMPONENTS}
    assert {each.status for each in facts.components.values()} == {Status.ABSENT}
    assert (facts.subject.name, facts.subject.kind) == ("Tiny", Kind.MODEL)


def test_places_are_lines_of_the_record_and_paths_are_told() -> None:
    facts = read(f"{HEAD}  components:\n  - name: Datasets\n    component_path: https://acme.org/data\n")
    (evidence,) = facts.components["datasets"].evidence
    assert (evidence.location.path, evidence.location.line) == ("tiny.yml", 5)
    assert evidence.url == "https://acme.org/data"


def test_spellings_are_read_as_everywhere() -> None:
    facts = read(f"{HEAD}  components:\n  - {{name: Datasets, license: apache 2.0}}\n")
    assert licensed(facts, "datasets") == ("Apache-2.0", 5)


def test_a_name_that_the_framework_does_not_have_is_told_and_counts_for_nothing() -> None:
    facts = read(f"{HEAD}  components:\n  - {{name: Training dataset, license: MIT}}\n")
    assert facts.components["datasets"].status is Status.ABSENT
    assert [(each.location.line, each.message) for each in facts.problems] == [
        (5, "'Training dataset' is no component of the Model Openness Framework")
    ]


def test_of_a_component_that_is_listed_twice_the_first_counts() -> None:
    facts = read(f"{HEAD}  components:\n  - {{name: Datasets}}\n  - {{name: Datasets, license: MIT}}\n")
    assert licensed(facts, "datasets") is None


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("[]", "has no mapping release", 1),
        ("release: {}\n", "has no mapping framework", 1),
        ("framework: {name: Other}\nrelease: {}\n", "names no Model Openness Framework in framework.name", 1),
        (f"{HEAD}  components: none\n", "has no list of components in release", 2),
        ("release: [\n", "is not YAML: expected the node content, but found '<stream end>'", 2),
    ],
)
def test_what_is_no_record_is_refused_with_its_line(text: str, reason: str, line: int) -> None:
    with pytest.raises(UntrustedInputError) as caught:
        read(text)
    assert (caught.value.reason, caught.value.line) == (reason, line)


@pytest.mark.parametrize("value", ["[]", "7", "{a: b}", "~", "[[]]"])
def test_parts_of_the_wrong_sort_are_taken_for_nothing(value: str) -> None:
    text = f"{HEAD}  license: {value}\n  components:\n  - {value}\n  - {{name: Datasets, license: {value}}}\n"
    facts = read(text)
    assert facts.components["datasets"].status is Status.LINKED
