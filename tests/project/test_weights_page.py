"""The page on weights names every rule that the sources can give."""

from __future__ import annotations

import re

from support.project import CHECKOUT

from openrelease.weights.readers import READERS

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


def test_every_format_stands_on_the_page() -> None:
    page = (CHECKOUT / "docs/weights.md").read_text(encoding="utf-8").lower().replace(" ", "")
    names = {"npy": "numpy", "npz": "numpy", "pytorch-zip": "pytorch", "pytorch-legacy": "pytorch"}
    names |= {"saved-model": "savedmodel", "tf-checkpoint": "tensorflow", "pickle": "otherpickles"}
    names |= {"paddle": "paddlepaddle"}
    assert [form for form in READERS if names.get(form, form) not in page] == []
