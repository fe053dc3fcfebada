"""The pages on weights: every rule that the sources can give, and an example of every name."""

from __future__ import annotations

import re

from support.project import CHECKOUT

from openrelease.weights import load_formats

_RULE = re.compile(r'(?:fault\(\s*(?:[\w.]+,\s*)?|: |= |rule, what = |return )"([a-z]+(?:-[a-z]+)+)"')
_FOLDERS = ("scan/integrity", "scan/weight_files")
_OTHERS = frozenset({"sentence-transformers", "weights-malformed", "saved-model", "tf-checkpoint"})


def rules() -> set[str]:
    files = [path for folder in _FOLDERS for path in (CHECKOUT / "src/openrelease" / folder).glob("*.py")]
    weighty = [path for path in files if "integrity" in path.parts or path.name == "file_checks.py"]
    found = {rule for path in weighty for rule in _RULE.findall(path.read_text(encoding="utf-8"))}
    return found - _OTHERS


def test_every_rule_stands_on_the_page() -> None:
    page = (CHECKOUT / "docs/weights.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page))
    assert len(rules()) > 25
    assert rules() - named == set()


def test_every_name_by_pattern_has_an_example() -> None:
    for each in load_formats().values():
        assert all(names.match(example.lower()) for names in each.names for example in names.examples), each.id
        assert all(names.suffixes or names.examples for names in each.names), each.id
