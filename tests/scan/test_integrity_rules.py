"""Each integrity rule finds its own example, is silent on the mended one, and has a complete manual."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from support.project import CHECKOUT
from support.releases import looked_at
from support.rule_examples import broken_files, mended_files

from openrelease.model import Facts, Fault, Rule, Severity, WeightFile
from openrelease.repository import MemorySnapshot
from openrelease.scan.hub_pair import load_pair_rules
from openrelease.scan.integrity.external_data import external_missing
from openrelease.scan.integrity.read_release import read_weight_release
from openrelease.scan.integrity.rule_table import load_rule_modules
from openrelease.scan.weight_files.file_checks import load_file_rules
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.weights import Header, Reference

RULES: dict[str, Rule] = {
    id_: module.RULE for id_, module in chain(load_rule_modules().items(), load_file_rules().items())
}
ELSEWHERE = {"external-missing", "lfs-oid-mismatch"}  # shown below, and in tests/repository/test_lfs_store.py
SOURCE = CHECKOUT / "src/openrelease"
_EXTERNAL_RULE = re.compile(r'external_data_rule="[a-z-]+"')  # which a format names


def list_findings(facts: Facts) -> list[Fault]:
    return [*chain(facts.faults, *(file.faults for file in facts.weights))]


@pytest.mark.parametrize("id_", sorted(RULES.keys() - ELSEWHERE))
def test_a_rule_finds_its_example_and_the_mended_one_is_sound(id_: str) -> None:
    example = RULES[id_].example
    assert example is not None
    assert id_ in {each.rule for each in list_findings(looked_at(broken_files(example)))}
    rest = list_findings(looked_at(mended_files(example)))
    assert [each.rule for each in rest if each.rule == id_ or each.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("id_", [*RULES, *load_pair_rules()])
def test_a_module_is_named_as_its_rule_and_the_manual_is_complete(id_: str) -> None:
    rule = RULES.get(id_) or load_pair_rules()[id_].RULE
    assert len([*SOURCE.rglob(f"{id_.replace('-', '_')}.py")]) == 1
    assert rule.title[0].islower()
    assert not rule.title.endswith(".")
    assert all(text.endswith(".") for text in (rule.manual, rule.why, rule.remedy))
    assert all(url.startswith("https://") for url in rule.sources)


def test_the_id_of_a_rule_is_written_in_its_own_module_alone() -> None:
    quoted = re.compile("|".join(f'"{re.escape(id_)}"' for id_ in RULES))
    for path in SOURCE.rglob("*.py"):
        text = _EXTERNAL_RULE.sub("", path.read_text(encoding="utf-8"))
        own = path.stem.replace("_", "-")
        assert set(quoted.findall(text)) <= {f'"{own}"'}, path


def test_data_of_a_format_without_a_rule_of_its_own_is_looked_for() -> None:
    snapshot = MemorySnapshot({"w.tflite": b"1", "short.data": b"1"})
    header = Header(format="tflite", references=(Reference(path="lost.data"), Reference(path="short.data", least=2)))
    file = WeightFileHeader(fact=WeightFile(path="w.tflite", format="tflite", serialisation="safe"), header=header)
    release = read_weight_release(snapshot, tuple(snapshot.entries()), (file,), (), None)
    found = external_missing.check_release(release)
    assert [(each.rule, each.location.path) for each in found] == [
        ("external-missing", "w.tflite"),
        ("tflite-truncated", "short.data"),
    ]
