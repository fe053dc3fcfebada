"""A pattern is found in no text whose sketch lacks its words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from openrelease.catalog.component_rules import ComponentRules, Example
from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.required_words import find_required_words, make_sketch


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(^|/)readme[^/]*$", ["readme"]),
        (r"licen[cs]e", ["licen"]),
        (r"train|trial", ["ain", "ial"]),
        (r"(model|weight)s?_v2\.bin", ["_v.bin"]),
        (r"(?:eval/){1,3}x", ["eval/"]),
        (r"(?:eval/)?run", ["run"]),
        (r"(?!eval)[a-z]+\d", []),
        (r"a|model", []),
        (r"\u00b5model", []),
    ],
)
def test_the_words_of_a_pattern(pattern: str, words: list[str]) -> None:
    assert find_required_words(pattern.encode()) == sorted(word.encode() for word in words)


def test_like_paths_are_one_line() -> None:
    assert make_sketch(["Run/1.json", "run/22.json", "run/3.JSON"]) == b"run/.json"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"kit/file", "\u212a\u0130t/F\u0131le"),
        (r"seq", "\u017fEQ"),
        (r"v2_model", "V2_Model"),
        (r"x1y", "x1y"),
        (r"a\.b", "\udc80A.B"),
    ],
)
def test_letters_that_count_as_others_are_not_lost(pattern: str, text: str) -> None:
    assert re.search(pattern, text, re.IGNORECASE)
    assert any(word in make_sketch([text]) for word in find_required_words(pattern.encode()))


def test_no_rule_loses_a_path_that_it_matches() -> None:
    catalog = load_catalog()
    paths = sorted({path for rules in catalog.rules.values() for path in _list_paths(rules)})
    named = (rule.path for rules in catalog.rules.values() for rule in rules.files)
    patterns = [*named, catalog.documents, catalog.lists, catalog.aside, *(each.path for each in catalog.license_files)]
    lost = [
        (path, pattern.alternatives)
        for path, pattern in itertools.product(paths, patterns)
        if pattern.search(path) and pattern.words and not any(word in make_sketch([path]) for word in pattern.words)
    ]
    assert len(paths) > 200
    assert sum(bool(pattern.words) for pattern in patterns) > 60
    assert not lost


def _list_paths(rules: ComponentRules) -> Iterator[str]:
    for rule in rules.files:
        for example in (*rule.example, *rule.counter_example):
            yield from _list_files(example)


def _list_files(example: Example) -> Iterator[str]:
    yield from [example] if isinstance(example, str) else example
